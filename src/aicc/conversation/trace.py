"""Why a turn went as it did, for people: scores, rule and hits, never what was said.

Written once, at the end of the turn, from its four values. No code of ours decides by it.
"""

from collections.abc import Mapping
from dataclasses import asdict

from aicc.conversation.candidates import Candidate
from aicc.conversation.decision import Decided
from aicc.conversation.draft import Draft
from aicc.conversation.opening import Opened
from aicc.conversation.reading import Part, Reading
from aicc.domain.acts import to_text
from aicc.domain.escalation import EscalationVerdict
from aicc.domain.json import Json, JsonMap

FAQ_TRACED = 3
CANDIDATES_TRACED = 4


def explain(
    reading: Reading, decided: Decided, draft: Draft, stages: Mapping[str, float]
) -> JsonMap:
    meaning = reading.meaning
    hits = reading.searches[0].found.hits if reading.searches else ()
    facts: dict[str, Json] = {
        "rule": decided.rule,
        "action": decided.name,
        "engine": meaning.source,
        "in_scope": meaning.in_scope,
        "intents": [[each.name, round(each.confidence, 3)] for each in meaning.intents],
        "entities": sorted({entity.kind for entity in meaning.entities}),
        "signals": asdict(meaning.signals),
        "faq_hits": [[hit.entry.id, round(hit.score, 3)] for hit in hits[:FAQ_TRACED]],
    }
    away = degraded(draft.opened, reading)
    if away:
        facts["degraded"] = away
    if reading.danger:
        facts["danger"] = str(reading.danger.kind)
    if reading.escalation.signals:
        facts["escalation"] = _weighed(reading.escalation)
    if reading.closed:
        facts["closed"] = str(reading.closed)
    if reading.parts:
        facts["acts"] = [_act(part) for part in reading.parts]
    if decided.candidates:
        facts["candidates"] = [_candidate(each) for each in decided.candidates[:CANDIDATES_TRACED]]
    return {**facts, **_of(draft), "ms": {**stages}}


def _act(part: Part) -> Json:
    return [str(part.acts.best), round(part.acts.chance(part.acts.best), 2)]


def _weighed(verdict: EscalationVerdict) -> Json:
    """anger 0.8 × 1.15, misses 0.667 × 1 (2 of 3), sum 1.587 of 1.0 negative_sentiment high"""
    lines: list[Json] = []
    for each in verdict.signals:
        signal = each.signal
        told: list[Json] = [str(signal.name), round(signal.value, 3), "×", each.weight]
        lines.append([*told, *([f"({signal.of})"] if signal.of else [])])
    needed = [str(verdict.reason), str(verdict.priority)] if verdict.needed else []
    return [*lines, ["sum", round(verdict.total, 3), "of", verdict.threshold, *needed]]


def _candidate(each: Candidate) -> Json:
    """Its chance and the features that it was worked out from."""
    features = {name: round(value, 2) for name, value in each.features.items() if value}
    act = str(each.act) if each.act else ""
    return {"to": to_text(each.target), "chance": round(each.chance, 3), "act": act, **features}


def degraded(opened: Opened, reading: Reading) -> dict[str, str]:
    """What did not answer in the turn, and why."""
    away = {"sessions": opened.sessions_away, **reading.meaning.degraded}
    away["faq"] = next(
        (each.found.degraded for each in reading.searches if each.found.degraded), ""
    )
    return {name: why for name, why in away.items() if why}


def _of(draft: Draft) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "faq": draft.answered_by.id if draft.answered_by else "",
        "corrects": draft.corrects,
        "withdrawn": draft.withdrawn_flow,
        "broken": draft.broken,
    }
    told: dict[str, Json] = {name: fact for name, fact in facts.items() if fact}
    if draft.remembered:
        told["remembered"] = list(draft.remembered)
    if draft.flow_id:
        told |= {"flow": draft.flow_id, "step": draft.step_id, "ways": list(draft.ways)}
    return told
