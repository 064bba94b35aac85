"""Why a turn went as it did: scores, rule and hits, never what was said."""

from aicc.conversation.policy import Decision
from aicc.conversation.under_way import TurnUnderWay
from aicc.domain.faq import FaqFound

FAQ_TRACED = 3


def explain(turn: TurnUnderWay, decision: Decision, faq: FaqFound) -> None:
    meaning = turn.meaning
    if meaning is None:
        return
    turn.note(
        rule=decision.rule,
        action=str(decision.action),
        engine=meaning.source,
        in_scope=meaning.in_scope,
        intents=[[each.name, round(each.confidence, 3)] for each in meaning.intents],
        entities=sorted({entity.kind for entity in meaning.entities}),
        signals=[meaning.signals.anger, meaning.signals.urgency, meaning.signals.profanity],
        faq_hits=[[hit.entry.id, round(hit.score, 3)] for hit in faq.hits[:FAQ_TRACED]],
    )
    away = dict(meaning.degraded)
    if faq.degraded:
        away["faq"] = faq.degraded
    if away:
        turn.note(degraded={**turn.trace.get("degraded", {}), **away})
