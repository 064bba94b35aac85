"""Which entries customers ask for, which never, and which they do not like."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from aicc.domain.faq import FaqEntry
from aicc.domain.feedback import AnswerCount

SHOWN = 20
_Z = 1.96  # of 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    id: str
    question: str
    count: int
    up: int
    down: int

    @property
    def doubt(self) -> float:
        """The share of thumbs down that is at least likely: one of one says less than 9 of 10."""
        total = self.up + self.down
        if not total:
            return 0.0
        share, spread = self.down / total, _Z**2 / total
        middle = share + spread / 2
        margin = _Z * sqrt(share * (1 - share) / total + spread / (4 * total))
        return (middle - margin) / (1 + spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqReport:
    """Lists of at most 20; `never_asked` in the order of the entries."""

    answers: int
    up: int
    down: int
    unanswered: int
    most_asked: Sequence[Rated]
    worst_rated: Sequence[Rated]
    never_asked: Sequence[Rated]
    never_asked_count: int


def report(
    published: Sequence[FaqEntry], given: Sequence[AnswerCount], unanswered: int
) -> FaqReport:
    by_id = {each.faq_id: each for each in given}
    rows = [_rated(entry, by_id.get(entry.id, AnswerCount(faq_id=entry.id))) for entry in published]
    asked = sorted((row for row in rows if row.count), key=lambda row: (-row.count, row.id))
    disliked = sorted((row for row in rows if row.down), key=lambda row: (-row.doubt, row.id))
    never = [row for row in rows if not row.count]
    return FaqReport(
        answers=sum(each.count for each in given),
        up=sum(each.up for each in given),
        down=sum(each.down for each in given),
        unanswered=unanswered,
        most_asked=asked[:SHOWN],
        worst_rated=disliked[:SHOWN],
        never_asked=never[:SHOWN],
        never_asked_count=len(never),
    )


def _rated(entry: FaqEntry, given: AnswerCount) -> Rated:
    return Rated(
        id=entry.id, question=entry.question, count=given.count, up=given.up, down=given.down
    )
