"""Why the bot decided as it did: the first half of a turn's trace."""

from aicc.domain.faq import FaqFound
from aicc.domain.json import Json
from aicc.domain.meaning import Meaning
from aicc.policy import Decision

FAQ_TRACED = 3


def why(meaning: Meaning, decision: Decision, faq: FaqFound) -> dict[str, Json]:
    return {
        "rule": decision.rule,
        "action": str(decision.action),
        "engine": meaning.source,
        "in_scope": meaning.in_scope,
        "intents": [[each.name, round(each.confidence, 3)] for each in meaning.intents],
        "entities": sorted({entity.kind for entity in meaning.entities}),
        "signals": [meaning.signals.anger, meaning.signals.urgency, meaning.signals.profanity],
        "faq_hits": [[hit.entry.id, round(hit.score, 3)] for hit in faq.hits[:FAQ_TRACED]],
    }
