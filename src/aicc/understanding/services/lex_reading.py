"""What RecognizeText answered, in our words: intents, slots, sentiment, and what Lex waits for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aicc.domain.json import Json, JsonMap, as_map, as_maps, as_number, as_text
from aicc.domain.meaning import Entity, IntentScore, Sentiment
from aicc.understanding.services.answers import read_sentiment
from aicc.understanding.services.lex_states import LexState

FALLBACK = "FallbackIntent"
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WAITING = frozenset({"ElicitSlot", "ConfirmIntent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LexReading:
    """`intents` best first, without the fallback; `is_named` is false when Lex chose that one."""

    intents: tuple[IntentScore, ...]
    is_named: bool
    slots: tuple[Entity, ...]
    sentiment: Sentiment | None
    state: LexState


def lex_name(name: str) -> str:
    """account_inquiry is AccountInquiry in Lex."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def own_name(name: str) -> str:
    """AccountInquiry is account_inquiry with us."""
    return _WORD.sub("_", name.removeprefix("AMAZON.")).lower()


def read(answer: JsonMap, raw: str, known: Iterable[str]) -> LexReading:
    """`raw` is the sentence as the customer gave it, `known` the names of our intents."""
    found = as_maps(answer.get("interpretations"))
    first: JsonMap = found[0] if found else {}
    chosen = as_map(first.get("intent"))
    feeling = as_map(first.get("sentimentResponse"))
    name = as_text(chosen.get("name"))
    return LexReading(
        intents=tuple(_intents(found, {lex_name(each): each for each in known})),
        is_named=bool(name) and not _is_fallback(name),
        slots=tuple(_slots(as_map(chosen.get("slots")), raw)),
        sentiment=read_sentiment(feeling.get("sentiment"), feeling.get("sentimentScore")),
        state=_state(as_map(answer.get("sessionState"))),
    )


def _intents(found: list[JsonMap], ours: Mapping[str, str]) -> Iterator[IntentScore]:
    """The first one has no score where Lex follows its own questions: it is sure of that one."""
    for place, each in enumerate(found):
        name = as_text(as_map(each.get("intent")).get("name"))
        if not name or _is_fallback(name):
            continue
        score = as_map(each.get("nluConfidence")).get("score")
        confidence = as_number(score, default=0.0 if place else 1.0)
        yield IntentScore(name=ours.get(name) or own_name(name), confidence=min(1.0, confidence))


def _is_fallback(name: str) -> bool:
    return name.endswith(FALLBACK)


def _slots(slots: JsonMap, raw: str) -> Iterator[Entity]:
    """Slots that this sentence filled; those of earlier sentences come along in every answer."""
    for name, slot in slots.items():
        yield from _slots(as_map(as_map(slot).get("subSlots")), raw)
        for value in _values(slot):
            text = as_text(value.get("originalValue"))
            start = raw.find(text)
            if not text or start < 0:
                continue
            best = as_text(value.get("interpretedValue")) or text
            resolved = value.get("resolvedValues")
            others = resolved if isinstance(resolved, list) else []
            yield Entity(
                kind=own_name(name),
                text=text,
                start=start,
                end=start + len(text),
                value=best,
                alternatives=tuple(each for each in others if each != best),
            )


def _values(slot: Json) -> Iterator[JsonMap]:
    """A slot has one value or a list of slots with one each; one that is not filled is null."""
    held = as_map(slot)
    if as_map(held.get("value")):
        yield as_map(held.get("value"))
    for each in as_maps(held.get("values")):
        yield from _values(each)


def _state(session: JsonMap) -> LexState:
    action = as_map(session.get("dialogAction"))
    if action.get("type") not in _WAITING:
        return LexState()
    return LexState(
        intent=as_text(as_map(session.get("intent")).get("name")),
        asked_slot=as_text(action.get("slotToElicit")),
    )
