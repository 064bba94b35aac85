"""Who wins where the embedded engine, Lex and Comprehend all have something to say.

| part | who wins |
|---|---|
| intent | `INTENT_WINNER`; behind the winner stand all other intents, surest first |
| entities | ours and the slots of Lex; of Comprehend's names (`NAMES`) those that overlap neither |
| sentiment | Comprehend, then Lex (where its alias detects it), then ours |
| signals | ours: nobody else has them |
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from aicc.domain.meaning import Entity, IntentScore, Meaning, Sentiment
from aicc.errors import ProviderError
from aicc.understanding.embedded import NO_INTENT
from aicc.understanding.services.lex_reading import LexReading

EMBEDDED, LEX, COMPREHEND = "embedded", "lex", "comprehend"
MOST_INTENTS = 5


class LexSays(StrEnum):
    SAME = "the intent that ours found"
    ANOTHER = "another intent, which the pack may have or not"
    NOTHING = "its fallback"


# Lex leads, because somebody set a bot up and chose it. Ours goes before it where Lex has
# nothing to say, and stands behind it, so that the customer can be asked which was meant.
INTENT_WINNER: Mapping[tuple[LexSays, bool], str] = {
    # (what Lex says, whether ours is in scope)
    (LexSays.SAME, True): LEX,  # with the higher of the two figures
    (LexSays.SAME, False): LEX,
    (LexSays.ANOTHER, True): LEX,
    (LexSays.ANOTHER, False): LEX,
    (LexSays.NOTHING, True): EMBEDDED,
    (LexSays.NOTHING, False): EMBEDDED,  # out of scope for both
}

# Comprehend's types and our kinds. Its dates and quantities are left to our own readers.
NAMES: Mapping[str, str] = {
    "person": "person",
    "location": "location",
    "organization": "organization",
    "commercial_item": "product",
    "event": "event",
    "title": "title",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the services said of one sentence: an answer, why there is none, or None unasked."""

    lex: LexReading | ProviderError | None
    sentiment: Sentiment | ProviderError | None
    names: tuple[Entity, ...] | ProviderError | None
    missing: Mapping[str, str]  # service -> why it could not be asked at all

    @property
    def degraded(self) -> dict[str, str]:
        said = ((LEX, self.lex), (COMPREHEND, self.names), (COMPREHEND, self.sentiment))
        failed = {name: str(each) for name, each in said if isinstance(each, ProviderError)}
        return {**self.missing, **failed}


def combined(own: Meaning, heard: Heard) -> Meaning:
    reading = heard.lex if isinstance(heard.lex, LexReading) else None
    names = heard.names if isinstance(heard.names, tuple) else ()
    felt = heard.sentiment if isinstance(heard.sentiment, Sentiment) else None
    intents, in_scope, source = _intents(own, reading)
    return replace(
        own,
        intents=intents,
        in_scope=in_scope,
        entities=_entities(own.entities, reading.slots if reading else (), names),
        sentiment=felt or (reading and reading.sentiment) or own.sentiment,
        source=f"{source}+{COMPREHEND}" if felt else source,
        degraded={**own.degraded, **heard.degraded},
    )


def _intents(own: Meaning, reading: LexReading | None) -> tuple[tuple[IntentScore, ...], bool, str]:
    """Best first, whether it is meant, and who found it."""
    if reading is None:
        return own.intents, own.in_scope, EMBEDDED
    says = _says(reading, own)
    winner = INTENT_WINNER[says, own.in_scope]
    best = reading.intents[0] if winner == LEX else own.intent
    if says is LexSays.SAME:
        best = max(best, own.intent, key=_confidence)
    listed = {best.name: best}
    for each in sorted((*own.intents, *reading.intents), key=_confidence, reverse=True):
        if each not in NO_INTENT:
            listed.setdefault(each.name, each)
    return tuple(listed.values())[:MOST_INTENTS], winner == LEX or own.in_scope, winner


def _says(reading: LexReading, own: Meaning) -> LexSays:
    if not reading.is_named:
        return LexSays.NOTHING
    same = reading.intents[0].name == own.intent.name
    return LexSays.SAME if same else LexSays.ANOTHER


def _confidence(intent: IntentScore) -> float:
    return intent.confidence


def _entities(
    own: tuple[Entity, ...], slots: tuple[Entity, ...], names: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    found = (*own, *slots)
    return (
        *found,
        *(
            replace(each, kind=NAMES[each.kind])
            for each in names
            if each.kind in NAMES and not any(_overlap(each, other) for other in found)
        ),
    )


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
