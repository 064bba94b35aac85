"""What every desk promises, over all its adapters."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    TicketState,
)
from aicc.errors import NotFoundError
from aicc.stores.desk.dynamodb import DynamoDesk
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.desk.port import AgentDesk
from aicc.stores.desk.sqlite import SqliteDesk
from aicc.stores.desk.tickets import count_of, numbered
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table


def memory_desk(_stack: ExitStack, _request: pytest.FixtureRequest) -> AgentDesk:
    return MemoryDesk()


def sqlite_desk(stack: ExitStack, request: pytest.FixtureRequest) -> AgentDesk:
    path = request.getfixturevalue("tmp_path") / "aicc.db"
    return SqliteDesk(stack.enter_context(SqliteFile(path)))


def dynamodb_desk(stack: ExitStack, request: pytest.FixtureRequest) -> AgentDesk:
    client = stack.enter_context(a_state_table(request.getfixturevalue("monkeypatch")))
    return DynamoDesk(client, STATE_TABLE)


DESKS = {"memory": memory_desk, "sqlite": sqlite_desk, "dynamodb": dynamodb_desk}
PURGING = [memory_desk, sqlite_desk]  # of the others the table's time to live does it


@pytest.fixture(params=list(DESKS.values()), ids=list(DESKS))
def desk(request: pytest.FixtureRequest) -> Iterator[AgentDesk]:
    with ExitStack() as stack:
        yield request.param(stack, request)


def a_request(
    request_id: str = "r1",
    *,
    tenant_id: str = "bank",
    priority: EscalationPriority = EscalationPriority.NORMAL,
    minute: int = 0,
) -> HandoffRequest:
    return HandoffRequest(
        tenant_id=tenant_id,
        request_id=request_id,
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=priority,
        description="상담원 연결 요청",
        at=A_DAY + timedelta(minutes=minute),
        queue="loans",
        context={"intent": "loan_inquiry", "turns": 3, "entities": {"money": [5000]}},
    )


def test_tickets_are_numbered_by_tenant_from_one(desk: AgentDesk) -> None:
    numbers = [
        desk.keep(a_request(request_id, tenant_id=tenant_id), a_deadline()).number
        for tenant_id, request_id in [("bank", "r1"), ("bank", "r2"), ("shop", "r1")]
    ]

    assert numbers == ["A-0001", "A-0002", "A-0001"]


def test_a_ticket_is_found_as_it_was_kept(desk: AgentDesk) -> None:
    ticket = desk.keep(a_request(), a_deadline())

    assert ticket.request == a_request()
    assert ticket.state is TicketState.KEPT
    assert desk.find("bank", ticket.number, a_deadline()) == ticket


def test_the_same_request_again_gives_the_same_ticket(desk: AgentDesk) -> None:
    first = desk.keep(a_request("r1"), a_deadline())
    desk.keep(a_request("r2"), a_deadline())

    assert desk.keep(a_request("r1", minute=5), a_deadline()) == first
    assert len(desk.waiting("bank", a_deadline())) == 2


def test_a_withdrawn_ticket_no_longer_waits_and_stays_withdrawn(desk: AgentDesk) -> None:
    number = desk.keep(a_request(), a_deadline()).number

    withdrawn = desk.withdraw("bank", number, a_deadline())

    assert withdrawn.state is TicketState.WITHDRAWN
    assert withdrawn.request == a_request()
    assert desk.withdraw("bank", number, a_deadline()) == withdrawn
    assert desk.keep(a_request(), a_deadline()) == withdrawn
    assert desk.find("bank", number, a_deadline()) == withdrawn
    assert list(desk.waiting("bank", a_deadline())) == []


@pytest.mark.parametrize("number", ["A-0002", "A-1", "A-00001", "0001", "", "A-", "A-٠٠٠١"])
def test_an_unknown_number_is_not_found(desk: AgentDesk, number: str) -> None:
    desk.keep(a_request(), a_deadline())

    assert desk.find("bank", number, a_deadline()) is None
    with pytest.raises(NotFoundError):
        desk.withdraw("bank", number, a_deadline())


def test_tenants_never_see_each_other(desk: AgentDesk) -> None:
    number = desk.keep(a_request(tenant_id="bank"), a_deadline()).number

    assert desk.find("shop", number, a_deadline()) is None
    assert list(desk.waiting("shop", a_deadline())) == []
    with pytest.raises(NotFoundError):
        desk.withdraw("shop", number, a_deadline())


def test_the_most_urgent_wait_first_and_then_the_oldest(desk: AgentDesk) -> None:
    asked = [
        ("young normal", EscalationPriority.NORMAL, 9),
        ("old normal", EscalationPriority.NORMAL, 1),
        ("low", EscalationPriority.LOW, 0),
        ("urgent", EscalationPriority.URGENT, 8),
        ("high", EscalationPriority.HIGH, 7),
    ]
    for request_id, priority, minute in asked:
        desk.keep(a_request(request_id, priority=priority, minute=minute), a_deadline())

    waiting = [ticket.request.request_id for ticket in desk.waiting("bank", a_deadline())]

    assert waiting == ["urgent", "high", "old normal", "young normal", "low"]


def test_twenty_requests_at_once_get_twenty_numbers(desk: AgentDesk) -> None:
    with ThreadPoolExecutor(max_workers=20) as threads:
        numbers = list(
            threads.map(
                lambda each: desk.keep(a_request(f"r{each}"), a_deadline()).number, range(20)
            )
        )

    assert sorted(numbers) == [numbered(count) for count in range(1, 21)]


def test_tickets_are_found_by_their_session_and_by_their_user(desk: AgentDesk) -> None:
    first = desk.keep(a_request("r1"), a_deadline())
    other = desk.keep(replace(a_request("r2"), session_id="s2", user_id="u2"), a_deadline())

    assert list(desk.about("bank", a_deadline(), session_id="s1")) == [first]
    assert list(desk.about("bank", a_deadline(), user_id="u2")) == [other]
    assert list(desk.about("bank", a_deadline())) == []
    assert list(desk.about("shop", a_deadline(), user_id="u1")) == []


def test_an_erased_ticket_is_gone_and_its_number_stays_taken(desk: AgentDesk) -> None:
    number = desk.keep(a_request("r1"), a_deadline()).number

    assert desk.erase("bank", [number, "A-9999"], a_deadline()) == 1

    assert desk.find("bank", number, a_deadline()) is None
    assert list(desk.waiting("bank", a_deadline())) == []
    assert list(desk.about("bank", a_deadline(), user_id="u1")) == []
    with pytest.raises(NotFoundError):
        desk.withdraw("bank", number, a_deadline())
    assert desk.keep(a_request("r1"), a_deadline()).request.description == ""
    assert desk.keep(a_request("r2"), a_deadline()).number == "A-0002"


@pytest.mark.parametrize("desk", PURGING, ids=["memory", "sqlite"], indirect=True)
def test_old_tickets_are_purged_but_for_those_of_held_users(desk: AgentDesk) -> None:
    desk.keep(a_request("old"), a_deadline())
    held = desk.keep(replace(a_request("held"), user_id="u2"), a_deadline())
    new = desk.keep(a_request("new", minute=9), a_deadline())

    gone = desk.purge(A_DAY + timedelta(minutes=5), a_deadline(), held=["u2"])

    assert gone == 1
    assert list(desk.waiting("bank", a_deadline())) == [held, new]


@pytest.mark.parametrize(("count", "number"), [(1, "A-0001"), (9999, "A-9999"), (10000, "A-10000")])
def test_a_number_grows_longer_after_four_digits(count: int, number: str) -> None:
    assert numbered(count) == number
    assert count_of(number) == count
