"""How long a customer still waits for a person, as far as anybody can know."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aicc.domain.handoff import Kept, Ticket

RATE_OVER = timedelta(hours=1)  # the handling rate is that of the last hour
FEWEST_TAKES = 2  # fewer in it are no rate
LONGEST_WAIT_MIN = 240  # beyond it nobody can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlace:
    """`ahead` are those who are served before. `wait_min` is None where nobody can know."""

    ahead: int
    wait_min: int | None = None


def place_of(
    ticket: Ticket, waiting: Sequence[Ticket], takes: Mapping[str, int]
) -> QueuePlace | None:
    """`waiting` in the order in which they are served; `takes` of the last hour, by queue. None for
    a ticket that does not wait, or that is a call at its time."""
    if not isinstance(ticket.standing, Kept) or ticket.due_at:
        return None
    line = [each.number for each in waiting if _is_one_line(each, ticket)]
    if ticket.number not in line:
        return None
    ahead = line.index(ticket.number)
    return QueuePlace(ahead=ahead, wait_min=_wait_min(ahead, takes.get(ticket.request.queue, 0)))


def _is_one_line(one: Ticket, other: Ticket) -> bool:
    """Both wait now, of one queue and for whoever comes first, or for one and the same person."""
    if not (isinstance(one.standing, Kept) and isinstance(other.standing, Kept)):
        return False
    if one.due_at:
        return False
    return one.request.queue == other.request.queue and one.standing.to == other.standing.to


def _wait_min(ahead: int, takes: int) -> int | None:
    if takes < FEWEST_TAKES:
        return None
    minutes = math.ceil((ahead + 1) * RATE_OVER.total_seconds() / 60 / takes)
    return minutes if minutes <= LONGEST_WAIT_MIN else None
