"""The shipped flows where callers wait, or where nobody is there: never silent, never a promise."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from aicc.amazon.phone.contact import CHAT, Contact, queue_named
from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.shown import Kind
from aicc.amazon.phone.world import Hours, World
from aicc.amazon.phone.world_queue import WorldQueue
from aicc.clock import KST, HandClock
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.packs.loader import load_pack
from aicc.systems.hours.embedded import EmbeddedHours
from chatbot_cli.phone import shipped_flows
from chatbot_cli.phone_desk import Desk, desk_of, handlers_over
from tests.phone.made import Rung, ring

DAY = datetime(2026, 3, 3, 10, tzinfo=KST)
NIGHT = datetime(2026, 3, 3, 23, 10, tzinfo=KST)
FLOWS = FlowShelf.of(shipped_flows()).flows
# an offer of a callback and the time to answer it, or a prompt and the pause behind it
LONGEST_QUIET_S = 15.0

Calls = Callable[..., Rung]


@pytest.fixture(scope="module")
def clock() -> HandClock:
    return HandClock(DAY)


@pytest.fixture(scope="module")
def desk(clock: HandClock) -> Desk:
    """One for all calls: each is a session of its own."""
    return desk_of(load_pack("banking"), clock)


@pytest.fixture
def call(desk: Desk, clock: HandClock) -> Calls:
    people = EmbeddedHours(load_pack("banking").hours)
    numbers = itertools.count()

    def called(
        flow: str, at: datetime, lines: list[str], *, contact: Contact | None = None, **world: Any
    ) -> Rung:
        clock.now = at
        around = World(
            clock=clock,
            hours=Hours.CLOCK,
            opened_at=lambda when: people.at(DEFAULT_QUEUE, when).is_open,
            **world,
        )
        service = replace(desk.service, phone_queue=WorldQueue(around))
        own = f"{at:%H%M}-{flow}-{lines}-{next(numbers)}"
        return ring(
            FLOWS[flow],
            lines,
            handlers=handlers_over(service),
            others=FLOWS,
            world=around,
            contact=contact or Contact(contact_id=own),
            bot=desk.bot,
        )

    return called


def in_queue() -> Contact:
    return Contact(contact_id="in-queue", queue=queue_named("support"))


def heard(rung: Rung) -> str:
    return " ".join(rung.said)


def test_a_caller_who_waits_long_hears_who_is_before_and_is_called_back(call: Calls) -> None:
    rung = call("inbound_voice", DAY, ['"상담원 연결해 주세요"', "#1"], waiting=3, queue_wait_s=900)

    assert "먼저 기다리시는 분이 세 명 계십니다. 십오 분쯤" in heard(rung)
    assert "a callback is booked" in rung.notes
    assert "순서대로 전화드리겠습니다" in heard(rung)


def test_a_short_wait_is_told_anew_and_no_callback_is_offered(call: Calls) -> None:
    rung = call("customer_queue", DAY, ["/leave"], contact=in_queue(), waiting=2, queue_wait_s=110)

    told = [each for each in rung.said if each.startswith("먼저 기다리시는 분")]
    assert "두 명" in told[0]
    assert "한 명" in told[-1]
    assert not any("전화드리기를" in each for each in rung.said)


def test_a_caller_in_the_queue_is_never_left_in_silence(call: Calls) -> None:
    rung = call("customer_queue", DAY, ["/leave"], contact=in_queue(), waiting=2, queue_wait_s=250)

    starts = [line.at_s for line in rung.lines if line.kind is Kind.BOT]
    assert len(starts) > 10
    assert max(after - at for at, after in itertools.pairwise(starts)) < LONGEST_QUIET_S


def test_where_the_function_is_away_the_messages_go_on(call: Calls) -> None:
    rung = ring(
        FLOWS["customer_queue"],
        ["/leave"],
        others=FLOWS,
        world=World(clock=HandClock(DAY), queue_wait_s=60),
        contact=in_queue(),
    )

    assert "순서대로 연결해 드리고 있습니다" in heard(rung)
    assert "a person takes the call" in rung.notes


def test_no_one_on_duty_is_said_and_a_callback_offered(call: Calls) -> None:
    rung = call("customer_queue", DAY, ["#1"], contact=in_queue(), agents=0)

    assert "지금은 자리에 있는 상담원이 없어" in heard(rung)
    assert "a callback is booked" in rung.notes


@pytest.mark.parametrize(
    ("flow", "channel"),
    [("after_hours", "VOICE"), ("inbound_voice", "VOICE"), ("inbound_chat", CHAT)],
)
def test_outside_of_hours_every_flow_says_when_it_opens(
    call: Calls, flow: str, channel: str
) -> None:
    contact = Contact(contact_id=f"night-{flow}", channel=channel)
    rung = call(flow, NIGHT, ['"상담원 바꿔 주세요"', "#3"], contact=contact)

    assert re.search("삼월 사일 수요일 오전 아홉 시부터|3월 4일.*9시부터", heard(rung))


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("카드를 잃어버렸어요", "고객번호 일곱 자리"),
        ("보이스피싱을 당한 것 같아요", "일일이"),
    ],
)
def test_lost_cards_and_danger_are_heard_at_any_hour(call: Calls, said: str, answered: str) -> None:
    rung = call("after_hours", NIGHT, [f'"{said}"', "/hangup"])

    assert answered in heard(rung)


@pytest.mark.parametrize("line", ['"상담원 연결해 주세요"', "#0"])
def test_after_hours_a_call_is_asked_for_by_speech_and_by_keys(call: Calls, line: str) -> None:
    rung = call("after_hours", NIGHT, [line, "/hangup"])

    assert re.search("전화드릴|전화를 받으|전화 상담", " ".join(rung.said[2:]))


def test_a_caller_whom_the_bot_could_not_serve_is_not_given_to_it_again(call: Calls) -> None:
    contact = Contact(contact_id="again", attributes={"aicc_turn": "3"})
    rung = call("after_hours", NIGHT, ["#1"], contact=contact)

    assert "남기실 말씀" not in heard(rung)
    assert "in 3600 s" in rung.notes
