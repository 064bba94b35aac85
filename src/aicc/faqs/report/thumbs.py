"""Which entries customers ask for, which never, and which they do not like."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from aicc.domain.faq import FaqEntry
from aicc.domain.feedback import CONVERSATION, AnswerCount

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
    """Lists of at most 20; `never_asked` in the order of the entries. `talks_up` and `talks_down`
    are of whole conversations, the other thumbs of answers."""

    answers: int
    up: int
    down: int
    unanswered: int
    most_asked: Sequence[Rated]
    worst_rated: Sequence[Rated]
    never_asked: Sequence[Rated]
    never_asked_count: int
    talks_up: int = 0
    talks_down: int = 0


def report(
    published: Sequence[FaqEntry], given: Sequence[AnswerCount], unanswered: int
) -> FaqReport:
    by_id = {each.faq_id: each for each in given}
    talks = by_id.pop(CONVERSATION, AnswerCount(faq_id=CONVERSATION))
    rows = [_rated(entry, by_id.get(entry.id, AnswerCount(faq_id=entry.id))) for entry in published]
    asked = sorted((row for row in rows if row.count), key=lambda row: (-row.count, row.id))
    disliked = sorted((row for row in rows if row.down), key=lambda row: (-row.doubt, row.id))
    never = [row for row in rows if not row.count]
    return FaqReport(
        answers=sum(each.count for each in by_id.values()),
        up=sum(each.up for each in by_id.values()),
        down=sum(each.down for each in by_id.values()),
        unanswered=unanswered,
        most_asked=asked[:SHOWN],
        worst_rated=disliked[:SHOWN],
        never_asked=never[:SHOWN],
        never_asked_count=len(never),
        talks_up=talks.up,
        talks_down=talks.down,
    )


def _rated(entry: FaqEntry, given: AnswerCount) -> Rated:
    return Rated(
        id=entry.id, question=entry.question, count=given.count, up=given.up, down=given.down
    )
