"""Why a turn went as it did, for people: scores, rule and hits, never what was said.

Written once, at the end of the turn, from its four values. No code of ours decides by it.
"""

from collections.abc import Mapping

from aicc.conversation.decision import Decided
from aicc.conversation.draft import Draft
from aicc.conversation.opening import Opened
from aicc.conversation.reading import Reading
from aicc.domain.json import Json, JsonMap

FAQ_TRACED = 3


def explain(
    reading: Reading, decided: Decided, draft: Draft, stages: Mapping[str, float]
) -> JsonMap:
    meaning, hits = reading.meaning, reading.faq.found.hits
    facts: dict[str, Json] = {
        "rule": decided.rule,
        "action": decided.name,
        "engine": meaning.source,
        "in_scope": meaning.in_scope,
        "intents": [[each.name, round(each.confidence, 3)] for each in meaning.intents],
        "entities": sorted({entity.kind for entity in meaning.entities}),
        "signals": [meaning.signals.anger, meaning.signals.urgency, meaning.signals.profanity],
        "faq_hits": [[hit.entry.id, round(hit.score, 3)] for hit in hits[:FAQ_TRACED]],
    }
    away = degraded(draft.opened, reading)
    if away:
        facts["degraded"] = away
    return {**facts, **_of(draft), "ms": {**stages}}


def degraded(opened: Opened, reading: Reading) -> dict[str, str]:
    """What did not answer in the turn, and why."""
    away = {"sessions": opened.sessions_away, **reading.meaning.degraded}
    away["faq"] = reading.faq.found.degraded
    return {name: why for name, why in away.items() if why}


def _of(draft: Draft) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "faq": draft.answered_by.id if draft.answered_by else "",
        "corrects": draft.corrects,
        "withdrawn": draft.withdrawn_flow,
        "broken": draft.broken,
    }
    told: dict[str, Json] = {name: fact for name, fact in facts.items() if fact}
    if draft.flow_id:
        told |= {"flow": draft.flow_id, "step": draft.step_id, "ways": list(draft.ways)}
    return told
