"""Every move from every standing, row by row: where it leads, or that it does not begin there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aicc.domain.handoff import (
    Closed,
    Erased,
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    HumanAgent,
    Kept,
    Outcome,
    Standing,
    Taken,
    Ticket,
    Withdrawn,
)
from aicc.domain.ticket_moves import (
    REOPENED_WITHIN,
    Close,
    Move,
    Release,
    Reopen,
    Take,
    TakeBack,
    TicketConflictError,
    Transfer,
    moved,
)
from aicc.errors import NotFoundError
from tests.fakes import A_DAY

NOW = A_DAY + timedelta(minutes=5)
KIM, LEE = HumanAgent(id="kim", name="김가나"), HumanAgent(id="lee")
KEPT, TO_LEE = Kept(since=A_DAY), Kept(since=A_DAY, to="lee")
TAKEN = Taken(by=KIM, since=A_DAY)
CLOSED = Closed(by=KIM, at=A_DAY, outcome=Outcome.SOLVED)
WITHDRAWN = Withdrawn(at=A_DAY)
CLOSE = Close(by=LEE, outcome=Outcome.SPAM)
BY_LEE = Closed(by=LEE, at=NOW, outcome=Outcome.SPAM)
ORDERED = replace(CLOSE, is_ordered=True)
WAITS, TRANSFERRED = Kept(since=NOW), Kept(since=NOW, to="lee")
OVER = (CLOSED, WITHDRAWN)

LEADS: list[tuple[Standing, Move, Standing]] = [
    (KEPT, Take(by=KIM), Taken(by=KIM, since=NOW)),
    (TO_LEE, Take(by=LEE), Taken(by=LEE, since=NOW)),
    (TAKEN, Take(by=KIM), TAKEN),
    (TAKEN, Release(by=KIM), WAITS),
    (TAKEN, Release(by=None), WAITS),
    (TAKEN, Transfer(by=KIM, to="lee"), TRANSFERRED),
    (TAKEN, Transfer(by=None, to="lee"), TRANSFERRED),
    (KEPT, Transfer(by=LEE, to="lee"), TRANSFERRED),
    (KEPT, CLOSE, BY_LEE),
    (TAKEN, ORDERED, BY_LEE),
    (CLOSED, Reopen(by=LEE), WAITS),
    (KEPT, TakeBack(), Withdrawn(at=NOW)),
    (TAKEN, TakeBack(), Withdrawn(at=NOW)),
    (WITHDRAWN, TakeBack(), WITHDRAWN),
]
DOES_NOT_BEGIN: list[tuple[Standing, Move]] = [
    (TAKEN, Take(by=LEE)),
    (TO_LEE, Take(by=KIM)),
    (TAKEN, Release(by=LEE)),
    (KEPT, Release(by=None)),
    (TAKEN, Transfer(by=LEE, queue="cards")),
    (TAKEN, CLOSE),
    (KEPT, Reopen(by=KIM)),
    (TAKEN, Reopen(by=KIM)),
    (WITHDRAWN, Reopen(by=KIM)),
    (CLOSED, TakeBack()),
    *((each, Take(by=KIM)) for each in OVER),
    *((each, Release(by=None)) for each in OVER),
    *((each, Transfer(by=None)) for each in OVER),
    *((each, ORDERED) for each in OVER),
]


def a_ticket(standing: Standing) -> Ticket:
    request = HandoffRequest(
        tenant_id="bank",
        request_id="r1",
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="",
        at=A_DAY,
        queue="loans",
    )
    return Ticket(number="A-0001", request=request, standing=standing, version=3)


@pytest.mark.parametrize(("standing", "move", "after"), LEADS, ids=repr)
def test_a_move_leads_here(standing: Standing, move: Move, after: Standing) -> None:
    ticket = moved(a_ticket(standing), move, NOW)

    assert ticket.standing == after
    assert ticket.version == (3 if standing == after else 4)


@pytest.mark.parametrize(("standing", "move"), DOES_NOT_BEGIN, ids=repr)
def test_a_move_does_not_begin_here(standing: Standing, move: Move) -> None:
    with pytest.raises(TicketConflictError) as refused:
        moved(a_ticket(standing), move, NOW)

    assert refused.value.ticket.standing == standing


@pytest.mark.parametrize(
    "move",
    [Take(by=KIM), Release(by=None), Transfer(by=None), CLOSE, Reopen(by=KIM), TakeBack()],
    ids=repr,
)
def test_what_is_erased_is_not_there(move: Move) -> None:
    with pytest.raises(NotFoundError):
        moved(a_ticket(Erased()), move, NOW)


def test_after_a_day_nothing_opens_again() -> None:
    with pytest.raises(TicketConflictError):
        moved(a_ticket(CLOSED), Reopen(by=KIM), A_DAY + REOPENED_WITHIN + timedelta(seconds=1))


def test_a_transfer_goes_to_the_queue_that_it_names_or_stays_in_its_own() -> None:
    queues = [
        moved(a_ticket(TAKEN), Transfer(by=KIM, queue=queue, to="lee"), NOW).request.queue
        for queue in ("cards", "")
    ]

    assert queues == ["cards", "loans"]
