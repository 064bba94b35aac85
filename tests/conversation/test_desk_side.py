"""What a session is told of its ticket: each thing once, and only who can hear a person."""

from dataclasses import replace

import pytest

from aicc.conversation.desk_side import DeskNews, desk_side
from aicc.domain.handoff import (
    Closed,
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
from tests.fakes import A_DAY, a_session

KIM = HumanAgent(id="kim", name="김가나")
KEPT, TAKEN, WITHDRAWN = Kept(since=A_DAY), Taken(by=KIM, since=A_DAY), Withdrawn(at=A_DAY)
CLOSED = Closed(by=KIM, at=A_DAY, outcome=Outcome.SOLVED)
NUMBER = "A-0001"

# who the session talks to, how the ticket stands: what is new, the ticket and the person afterwards
ROWS: list[tuple[str, Standing, DeskNews | None, str | None, str]] = [
    ("", KEPT, None, NUMBER, ""),
    ("", TAKEN, DeskNews.CONNECTED, NUMBER, "kim"),
    ("kim", TAKEN, None, NUMBER, "kim"),
    ("lee", TAKEN, DeskNews.CONNECTED, NUMBER, "kim"),
    ("kim", KEPT, DeskNews.GIVEN_BACK, NUMBER, ""),
    ("kim", CLOSED, DeskNews.CLOSED, None, ""),
    ("", CLOSED, DeskNews.DONE, None, ""),
    ("kim", WITHDRAWN, None, None, ""),
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
    )
    return Ticket(number=NUMBER, request=request, standing=standing)


@pytest.mark.parametrize(("talks_to", "standing", "news", "ticket", "then"), ROWS)
def test_the_session_follows_the_ticket(
    talks_to: str, standing: Standing, news: DeskNews | None, ticket: str | None, then: str
) -> None:
    session = replace(a_session(), ticket=NUMBER, talks_to=talks_to)

    after, side = desk_side(session, a_ticket(standing), is_live=True)

    assert side.news is news
    assert (after.ticket, after.talks_to) == (ticket, then)
    again, told = desk_side(after, a_ticket(standing), is_live=True)
    assert told.news is None
    assert again == after


def test_who_cannot_hear_a_person_is_not_told_of_one() -> None:
    session = replace(a_session(), ticket=NUMBER)

    after, side = desk_side(session, a_ticket(TAKEN), is_live=False)

    assert (after, side.news) == (session, None)


def test_a_ticket_that_nobody_keeps_any_more_is_forgotten() -> None:
    session = replace(a_session(), ticket=NUMBER, talks_to="kim", is_urgent=True)

    after, side = desk_side(session, None, is_live=True)

    assert after == a_session()
    assert side.ticket is None
