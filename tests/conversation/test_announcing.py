"""Who waits is told of outside, once, until it has arrived; and again when they wait too long."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from aicc.clock import KST, HandClock
from aicc.conversation.announcing import Announcing, TellingRules
from aicc.conversation.at_desk import AtDesk
from aicc.deadline import Deadline
from aicc.domain.announcement import MOST_TRIES, Notice, Occasion
from aicc.domain.handoff import EscalationPriority, HumanAgent, Ticket
from aicc.domain.json import JsonMap
from aicc.domain.ticket_moves import Take, TakeBack
from aicc.errors import ProviderError
from aicc.packs.loader import load_pack
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.history.memory import MemoryHistory
from tests.contracts.test_agent_desk import a_request
from tests.fakes import A_DAY, a_deadline

TOO_LONG_S, HOUR_S = 600.0, 3600.0


@dataclass
class HeardAnnouncer:
    name: str = "heard"
    occasions: tuple[Occasion, ...] = tuple(Occasion)
    is_away: bool = False
    heard: list[Notice] = field(default_factory=list)

    def wants(self, ticket: Ticket) -> bool:
        return True

    def announce(self, notice: Notice, ticket: Ticket, deadline: Deadline) -> str:
        if self.is_away:
            raise ProviderError("away", retryable=True)
        self.heard.append(notice)
        return "there-1"


@dataclass
class Room:
    clock: HandClock
    desk: AtDesk
    announcer: HeardAnnouncer
    announcing: Announcing

    def look(self) -> list[str]:
        """What was told by this look."""
        before = len(self.announcer.heard)
        self.announcing.look("bank", a_deadline())
        return [each.subject for each in self.announcer.heard[before:]]


@pytest.fixture
def room() -> Room:
    clock, announcer = HandClock(A_DAY), HeardAnnouncer()
    desk = AtDesk(MemoryDesk(), MemoryHistory(), clock)
    rules = TellingRules(too_long_s=TOO_LONG_S, zone=KST, link="https://bot.example/console")
    sentence = load_pack("general").sentence
    return Room(clock, desk, announcer, Announcing(desk, [announcer], sentence, rules, clock))


def keep(
    room: Room,
    context: JsonMap | None = None,
    priority: EscalationPriority = EscalationPriority.NORMAL,
) -> str:
    asked = replace(a_request(priority=priority), context=context or {}, at=room.clock())
    return room.desk.store.keep(asked, a_deadline()).number


def test_a_request_is_told_once(room: Room) -> None:
    keep(room)

    assert room.look() == ["[loans] 상담 요청 A-0001"]
    assert room.look() == []
    [notice] = room.announcer.heard
    assert notice.body == "고객이 원하는 것: 상담원 연결 요청\nhttps://bot.example/console"
    assert notice.facts["event"] == "ticket.came"


def test_what_is_urgent_says_so(room: Room) -> None:
    keep(room, priority=EscalationPriority.URGENT)

    assert room.look() == ["[긴급] [loans] 상담 요청 A-0001"]


def test_a_booked_call_is_told_with_its_time_and_is_late_only_after_it(room: Room) -> None:
    due = A_DAY + timedelta(hours=5)
    keep(room, {"callback": {"due_at": due.isoformat()}})

    assert room.look() == ["[loans] 전화 요청 A-0001: 03-02 15:00"]
    room.clock.move(5 * HOUR_S)
    assert room.look() == []
    room.clock.move(TOO_LONG_S)
    assert room.look() == ["[loans] 상담 요청 A-0001: 310분째 기다리고 있습니다"]


def test_who_waits_too_long_is_told_of_once_more(room: Room) -> None:
    keep(room)
    room.look()

    room.clock.move(TOO_LONG_S - 1)
    assert room.look() == []
    room.clock.move(1)
    assert room.look() == ["[loans] 상담 요청 A-0001: 10분째 기다리고 있습니다"]
    room.clock.move(HOUR_S)
    assert room.look() == []


def test_what_did_not_arrive_is_tried_again_more_and_more_seldom(room: Room) -> None:
    keep(room)
    room.announcer.is_away = True
    room.look()
    room.announcer.is_away = False

    assert room.look() == []
    room.clock.move(30)
    assert room.look() == ["[loans] 상담 요청 A-0001"]


def test_nobody_is_told_for_ever(room: Room) -> None:
    number = keep(room)
    room.announcer.is_away = True
    for _ in range(2 * MOST_TRIES):
        room.look()
        room.clock.move(2 * HOUR_S)

    announced = room.desk.find("bank", number, a_deadline()).announced
    assert announced["heard.came"].tries == MOST_TRIES


def test_what_a_person_took_is_not_told_any_more(room: Room) -> None:
    number = keep(room)
    room.desk.move("bank", number, Take(by=HumanAgent(id="kim")), a_deadline())

    assert room.look() == []


def test_that_it_is_over_is_told_where_it_was_told_that_it_came(room: Room) -> None:
    told = keep(room)
    room.look()
    untold = room.desk.store.keep(a_request("r2"), a_deadline()).number
    for number in (told, untold):
        room.desk.move("bank", number, TakeBack(), a_deadline())

    room.look()

    assert [each.id for each in room.announcer.heard] == ["bank/A-0001/came", "bank/A-0001/over"]
    assert room.look() == []
