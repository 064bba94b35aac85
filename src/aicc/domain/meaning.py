"""What one customer sentence means: intent, entities, sentiment, signals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SentimentLabel(StrEnum):
    POSITIVE = "POSITIVE"
    NEUTRAL = "NEUTRAL"
    NEGATIVE = "NEGATIVE"
    MIXED = "MIXED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing said, with its place in the text and its value in a form a program can use."""

    kind: str  # "money", "date", "phone", … or a pack's own list
    text: str
    start: int
    end: int
    value: object  # JSON-like: int, float, str or a mapping of those
    confidence: float = 1.0
    alternatives: tuple[object, ...] = ()  # other readings of the same words, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentScore:
    """`contrast`: how far the sentence looks like what only looks like the intent, from 0 to 1."""

    name: str
    confidence: float
    contrast: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    label: SentimentLabel
    scores: Mapping[SentimentLabel, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Why a person may be needed, each from 0 to 1, apart from the sentiment."""

    anger: float = 0.0
    urgency: float = 0.0
    profanity: float = 0.0
    worry: float = 0.0
    thanks: float = 0.0


class Feeling(StrEnum):
    """What a customer shows beside the wish, as far as it changes what is said."""

    ANGER = "anger"
    WORRY = "worry"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What a clause may be about: intents best first, and how surely it is for any of them."""

    intents: tuple[IntentScore, ...]
    scope: float

    def chance(self, name: str) -> float:
        return next((each.confidence for each in self.intents if each.name == name), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`intents` best first, never empty; `in_scope` is false when none of them fits."""

    intents: tuple[IntentScore, ...]
    in_scope: bool
    entities: tuple[Entity, ...]
    sentiment: Sentiment
    signals: Signals
    scope: float = 1.0  # from 0, surely for none of the intents, to 1
    source: str = "embedded"
    degraded: Mapping[str, str] = field(default_factory=dict)  # provider -> why it was not used

    @property
    def intent(self) -> IntentScore:
        return self.intents[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which scores the bot acts on its own; `margin` below them it asks."""

    intent: float
    faq: float
    margin: float
