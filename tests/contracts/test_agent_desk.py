"""What every desk promises, over all its adapters."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from aicc.domain.announcement import Announcement
from aicc.domain.desk_talk import ChangeKind, DeskMessage, Speaker
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    HumanAgent,
    Outcome,
    Ticket,
    TicketState,
)
from aicc.domain.ticket_moves import (
    BeginTelling,
    Close,
    Move,
    Release,
    Take,
    TakeBack,
    TicketConflictError,
    Told,
    Transfer,
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


LATER = A_DAY + timedelta(minutes=30)
KIM, LEE = HumanAgent(id="kim", name="김가나"), HumanAgent(id="lee", name="이다라")

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

    withdrawn = desk.move("bank", number, TakeBack(), LATER, a_deadline())

    assert withdrawn.state is TicketState.WITHDRAWN
    assert withdrawn.request == a_request()
    assert desk.move("bank", number, TakeBack(), LATER, a_deadline()) == withdrawn
    assert desk.keep(a_request(), a_deadline()) == withdrawn
    assert desk.find("bank", number, a_deadline()) == withdrawn
    assert list(desk.waiting("bank", a_deadline())) == []


@pytest.mark.parametrize("number", ["A-0002", "A-1", "A-00001", "0001", "", "A-", "A-٠٠٠١"])
def test_an_unknown_number_is_not_found(desk: AgentDesk, number: str) -> None:
    desk.keep(a_request(), a_deadline())

    assert desk.find("bank", number, a_deadline()) is None
    with pytest.raises(NotFoundError):
        desk.move("bank", number, TakeBack(), LATER, a_deadline())


def test_tenants_never_see_each_other(desk: AgentDesk) -> None:
    number = desk.keep(a_request(tenant_id="bank"), a_deadline()).number

    assert desk.find("shop", number, a_deadline()) is None
    assert list(desk.waiting("shop", a_deadline())) == []
    with pytest.raises(NotFoundError):
        desk.move("shop", number, TakeBack(), LATER, a_deadline())


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
                lambda each: desk.keep(a_request(f"r{each}"), a_deadline(30.0)).number, range(20)
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
        desk.move("bank", number, TakeBack(), LATER, a_deadline())
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


def kept(desk: AgentDesk, request_id: str = "r1") -> str:
    return desk.keep(a_request(request_id), a_deadline()).number


def move(desk: AgentDesk, number: str, wanted: Move) -> Ticket:
    return desk.move("bank", number, wanted, LATER, a_deadline())


def a_message(
    message_id: str,
    text: str = "안녕하세요",
    *,
    speaker: Speaker = Speaker.HUMAN_AGENT,
    by: str = "kim",
) -> DeskMessage:
    return DeskMessage(id=message_id, speaker=speaker, author=by, text=text, at=LATER)


def test_a_ticket_goes_on_as_it_was_moved_and_is_found_so(desk: AgentDesk) -> None:
    number = kept(desk)

    for wanted in (
        Take(by=KIM),
        Transfer(by=KIM, queue="cards", to="lee"),
        Take(by=LEE),
        Close(by=LEE, outcome=Outcome.CALLBACK, note="내일 다시"),
    ):
        after = move(desk, number, wanted)
        assert desk.find("bank", number, a_deadline()) == after

    assert (after.version, after.taken_at, after.request.queue) == (4, LATER, "cards")


def test_of_many_who_take_a_ticket_at_once_one_holds_it(desk: AgentDesk) -> None:
    number = kept(desk)

    def take(each: int) -> str:
        try:
            after = move(desk, number, Take(by=HumanAgent(id=f"agent-{each}")))
        except TicketConflictError as error:
            after = error.ticket
        return after.held_by.id if after.held_by else ""

    with ThreadPoolExecutor(max_workers=5) as threads:
        holders = set(threads.map(take, range(5)))

    ticket = desk.find("bank", number, a_deadline())
    assert ticket
    assert ticket.held_by
    assert holders == {ticket.held_by.id}


def test_what_is_taken_does_not_wait_and_what_is_given_back_does(desk: AgentDesk) -> None:
    number = kept(desk)

    move(desk, number, Take(by=KIM))
    assert list(desk.waiting("bank", a_deadline())) == []

    released = move(desk, number, Release(by=KIM))
    assert list(desk.waiting("bank", a_deadline())) == [released]


def test_messages_come_in_order_and_each_once(desk: AgentDesk) -> None:
    number = kept(desk)
    move(desk, number, Take(by=KIM))

    first = desk.say("bank", number, a_message("m1"), a_deadline())
    desk.say("bank", number, a_message("m2", speaker=Speaker.VISITOR, by=""), a_deadline())
    again = desk.say("bank", number, a_message("m1", "다른 말"), a_deadline())

    assert again == first == replace(a_message("m1"), place=1)
    told = desk.messages("bank", number, a_deadline())
    assert [(each.place, each.id) for each in told] == [(1, "m1"), (2, "m2")]
    assert [each.id for each in desk.messages("bank", number, a_deadline(), after=1)] == ["m2"]
    assert list(desk.messages("bank", "A-0009", a_deadline())) == []
    assert list(desk.messages("shop", number, a_deadline())) == []


@pytest.mark.parametrize(
    ("speaker", "by"),
    [(Speaker.HUMAN_AGENT, "lee"), (Speaker.HUMAN_AGENT, ""), (Speaker.VISITOR, "")],
)
def test_nobody_talks_through_a_ticket_that_nobody_holds(
    desk: AgentDesk, speaker: Speaker, by: str
) -> None:
    number = kept(desk)

    with pytest.raises(TicketConflictError):
        desk.say("bank", number, a_message("m1", speaker=speaker, by=by), a_deadline())
    desk.say("bank", number, a_message("n1", speaker=Speaker.NOTE, by="lee"), a_deadline())

    assert [each.id for each in desk.messages("bank", number, a_deadline())] == ["n1"]


def test_what_is_seen_is_seen_once_and_by_the_other_side(desk: AgentDesk) -> None:
    number = kept(desk)
    move(desk, number, Take(by=KIM))
    desk.say("bank", number, a_message("m1"), a_deadline())
    desk.say("bank", number, a_message("m2", speaker=Speaker.VISITOR, by=""), a_deadline())
    desk.say("bank", number, a_message("m3"), a_deadline())

    def see(up_to: int) -> int:
        return desk.see("bank", number, Speaker.VISITOR, up_to, LATER, a_deadline())

    assert [see(2), see(2)] == [1, 0]
    seen = [each.seen_at for each in desk.messages("bank", number, a_deadline())]
    assert seen == [LATER, None, None]


def test_changes_are_numbered_without_a_gap_by_tenant(desk: AgentDesk) -> None:
    number = kept(desk)
    move(desk, number, Take(by=KIM))
    desk.say("bank", number, a_message("m1"), a_deadline())
    desk.see("bank", number, Speaker.VISITOR, 1, LATER, a_deadline())
    desk.pass_on("bank", ChangeKind.TYPING, number, "visitor", LATER, a_deadline())

    found = desk.changes("bank", 0, a_deadline())

    assert [(each.seq, each.kind, each.about) for each in found] == [
        (1, ChangeKind.TICKET, ""),
        (2, ChangeKind.TICKET, ""),
        (3, ChangeKind.MESSAGE, "m1"),
        (4, ChangeKind.SEEN, "visitor:1"),
        (5, ChangeKind.TYPING, "visitor"),
    ]
    assert desk.newest_change("bank", a_deadline()) == 5
    assert list(desk.changes("bank", 3, a_deadline(), limit=1)) == [found[3]]
    assert desk.newest_change("shop", a_deadline()) == 0


def test_a_page_has_the_newest_of_some_states(desk: AgentDesk) -> None:
    numbers = [kept(desk, f"r{each}") for each in range(4)]
    for number in numbers[:3]:
        move(desk, number, Take(by=KIM))
    taken = {TicketState.TAKEN}

    first = desk.page("bank", taken, a_deadline(), limit=2)
    rest = desk.page("bank", taken, a_deadline(), before=first[-1].number, limit=2)

    assert [[each.number for each in page] for page in (first, rest)] == [
        ["A-0003", "A-0002"],
        ["A-0001"],
    ]


def test_what_people_took_lately_is_counted_by_queue(desk: AgentDesk) -> None:
    for each in range(3):
        number = kept(desk, f"r{each}")
        if each:
            move(desk, number, Take(by=KIM))

    assert desk.takes("bank", LATER, a_deadline()) == {"loans": 2}
    assert desk.takes("bank", LATER + timedelta(seconds=1), a_deadline()) == {}


def test_when_people_were_last_there_is_known(desk: AgentDesk) -> None:
    desk.sign("bank", "kim", A_DAY, a_deadline())
    desk.sign("bank", "kim", LATER, a_deadline())

    assert desk.signs("bank", a_deadline()) == {"kim": LATER}
    assert desk.signs("shop", a_deadline()) == {}


def test_with_a_ticket_all_that_was_said_about_it_is_erased(desk: AgentDesk) -> None:
    number = kept(desk)
    move(desk, number, Take(by=KIM))
    desk.say("bank", number, a_message("m1"), a_deadline())

    desk.erase("bank", [number], a_deadline())

    assert list(desk.messages("bank", number, a_deadline())) == []
    with pytest.raises(NotFoundError):
        move(desk, number, Release(by=KIM))
    with pytest.raises(NotFoundError):
        desk.say("bank", number, a_message("m2", speaker=Speaker.NOTE), a_deadline())


def test_where_a_ticket_was_told_stands_with_it(desk: AgentDesk) -> None:
    number = kept(desk)
    move(desk, number, BeginTelling(where="hook.came"))
    move(desk, number, Told(where="hook.came", ref="c-1"))
    move(desk, number, BeginTelling(where="mail.came"))

    found = desk.find("bank", number, a_deadline())

    assert found
    assert found.announced == {
        "hook.came": Announcement(tries=1, at=LATER, ref="c-1"),
        "mail.came": Announcement(tries=1, at=LATER),
    }
    assert found == next(iter(desk.waiting("bank", a_deadline())))


def test_of_ten_who_tell_one_thing_at_once_one_does(desk: AgentDesk) -> None:
    number = kept(desk)

    def tell(_: int) -> bool:
        try:
            move(desk, number, BeginTelling(where="hook.came"))
        except TicketConflictError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=10) as threads:
        assert list(threads.map(tell, range(10))).count(True) == 1
