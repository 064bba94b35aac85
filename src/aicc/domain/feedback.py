"""What customers made of the answers: how often each was given, how rated, what had none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CONVERSATION = "*"  # no entry is called so


class Thumb(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Of one turn, in which the entry was the answer; of a turn that ended something it is one of
    the whole conversation so far, and `faq_id` is `CONVERSATION`."""

    turn_id: str
    faq_id: str
    thumb: Thumb
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How often an entry was the answer, and how often it was rated."""

    faq_id: str
    count: int = 0
    up: int = 0
    down: int = 0


GIVEN = "given"


def answer_counts(found: Mapping[tuple[str, str], int]) -> tuple[AnswerCount, ...]:
    """From how often each entry was `GIVEN`, `Thumb.UP` or `Thumb.DOWN`; by entry."""
    return tuple(
        AnswerCount(
            faq_id=faq_id,
            count=found.get((faq_id, GIVEN), 0),
            up=found.get((faq_id, Thumb.UP), 0),
            down=found.get((faq_id, Thumb.DOWN), 0),
        )
        for faq_id in sorted({faq_id for faq_id, _ in found})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question as it was asked, masked, and how often."""

    text: str
    count: int
    first_at: datetime
    last_at: datetime
