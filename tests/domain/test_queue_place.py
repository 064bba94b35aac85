"""Who is before a ticket, and how long it takes as far as anybody can know."""

from datetime import timedelta

import pytest

from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    HumanAgent,
    Kept,
    Standing,
    Taken,
    Ticket,
)
from aicc.domain.queue_place import LONGEST_WAIT_MIN, QueuePlace, place_of
from tests.fakes import A_DAY


def a_ticket(number: int, queue: str = "loans", standing: Standing | None = None) -> Ticket:
    request = HandoffRequest(
        tenant_id="bank",
        request_id=f"r{number}",
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="",
        at=A_DAY + timedelta(minutes=number),
        queue=queue,
    )
    stands = standing or Kept(since=request.at)
    return Ticket(number=f"A-000{number}", request=request, standing=stands)


LINE = (
    a_ticket(1),
    a_ticket(2, "cards"),
    a_ticket(3),
    a_ticket(4, standing=Kept(since=A_DAY, to="lee")),
)


def test_who_asks_is_not_counted_and_other_queues_are_not_before_them() -> None:
    places = [place_of(each, LINE, {}) for each in LINE]

    assert [each.ahead if each else None for each in places] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("takes", "wait_min"),
    [(0, None), (1, None), (2, 60), (6, 20), (120, 1), (LONGEST_WAIT_MIN, 1)],
)
def test_the_wait_follows_from_the_last_hour_and_is_unknown_without_one(
    takes: int, wait_min: int | None
) -> None:
    assert place_of(LINE[2], LINE, {"loans": takes}) == QueuePlace(ahead=1, wait_min=wait_min)


def test_a_wait_too_long_to_foresee_is_unknown() -> None:
    line = [a_ticket(each) for each in range(1, 10)]

    assert place_of(line[-1], line, {"loans": 2}) == QueuePlace(ahead=8)


def test_what_does_not_wait_has_no_place() -> None:
    taken = a_ticket(1, standing=Taken(by=HumanAgent(id="kim"), since=A_DAY))

    assert place_of(taken, LINE, {}) is None
    assert place_of(a_ticket(9), LINE, {}) is None
