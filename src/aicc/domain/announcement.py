"""That a request for a person was told outside of the desk: how it stands with each telling."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aicc.domain.json import JsonMap

MOST_TRIES = 8
_FIRST_PAUSE = timedelta(seconds=30)  # doubled by every try: the last begins after an hour


class Occasion(StrEnum):
    CAME = "came"
    WAITS = "waits"  # for longer than it should
    OVER = "over"  # closed or withdrawn, where it was told that it came


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """`at` is when the last try began; `ref` what it is known as there, None until it is told."""

    tries: int
    at: datetime
    ref: str | None = None

    def may_begin(self, at: datetime) -> bool:
        """Nobody else is at it, and the last try is long enough ago."""
        if self.ref is not None or self.tries >= MOST_TRIES:
            return False
        return at >= self.at + _FIRST_PAUSE * (1 << (self.tries - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told: for people `subject` and `body`, for programs `facts`; all masked. The same
    `id` is the same telling. `link` leads to the desk, empty where nobody knows its address."""

    id: str
    occasion: Occasion
    subject: str
    body: str
    link: str
    facts: JsonMap
