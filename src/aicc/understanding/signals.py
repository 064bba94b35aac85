"""What is heard beside the wish: anger, urgency, abuse, worry, thanks, each from 0 to 1."""

import re
from functools import cached_property

from aicc.domain.meaning import Signals
from aicc.domain.said import Said
from aicc.korean.text import feelings
from aicc.understanding.features import clean

_SHOUTING = re.compile(r"!{2,}|\?{2,}")
_SHOUTING_WEIGHT = 0.25


class Lexicon:
    """The words of one feeling with their strengths; read and compiled when first asked."""

    def __init__(self, feeling: str) -> None:
        self._feeling = feeling

    def strength(self, text: str) -> float:
        """All that occur, together: two weak ones are a stronger one, at most 1."""
        if self._anything.search(text) is None:
            return 0.0
        return either(*(weight for pattern, weight in self._weights if pattern.search(text)))

    @cached_property
    def _anything(self) -> re.Pattern[str]:
        words = feelings.expressions(self._feeling)
        return re.compile("|".join(f"(?:{pattern})" for pattern in words))

    @cached_property
    def _weights(self) -> tuple[tuple[re.Pattern[str], float], ...]:
        words = feelings.expressions(self._feeling)
        return tuple((re.compile(pattern), weight) for pattern, weight in words.items())


def either(*weights: float) -> float:
    """As chances that come together: none of them alone takes it past 1."""
    none = 1.0
    for weight in weights:
        none *= 1.0 - weight
    return 1.0 - none


_ANGER = Lexicon("anger")
_URGENCY = Lexicon("urgency")
_PROFANITY = Lexicon("profanity")
_WORRY = Lexicon("worry")
_THANKS = Lexicon("thanks")


def read(said: Said) -> Signals:
    return said.once(_read)


def _read(said: Said) -> Signals:
    written = clean(said)
    packed = written.replace(" ", "")
    loud = _SHOUTING_WEIGHT if _SHOUTING.search(written) else 0.0
    profanity = _PROFANITY.strength(written)
    anger = _ANGER.strength(packed)
    return Signals(
        anger=either(anger, 0.7 * profanity, loud if anger else 0.0),
        urgency=_URGENCY.strength(written),
        profanity=profanity,
        worry=_WORRY.strength(packed),
        thanks=_THANKS.strength(packed),
    )
