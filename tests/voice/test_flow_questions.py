"""What a contact flow asks beside turns: how long it takes, and when somebody is there."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from aicc.amazon.phone.contact import Contact, queue_named
from aicc.amazon.phone.events import flow_event
from aicc.clock import KST, HandClock
from aicc.deadline import Deadline
from aicc.packs.loader import load_pack
from aicc.systems.phone_queue.port import CallersPlace, QueuedCaller
from aicc.wiring import memory_parts
from tests.voice.lambdas_here import Container, Event, a_container, banking

CONTACT = "11111111-2222-3333-4444-555555555555"


@dataclass
class KnownQueue:
    place: CallersPlace
    asked: QueuedCaller | None = None

    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        self.asked = caller
        return self.place


class BrokenQueue:
    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        raise RuntimeError("made up")


def asking(question: str) -> Event:
    contact = Contact(contact_id=CONTACT, queue=queue_named("{{queue:support}}"))
    return flow_event(contact, {"Ask": question})


def told(place: CallersPlace) -> dict[str, str]:
    container = a_container(phone_queue=KnownQueue(place))
    answer: dict[str, str] = container.call("connect_turn", asking("queue"))
    return answer


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            CallersPlace(ahead=2, wait_s=400, staffed=1),
            "먼저 기다리시는 분이 두 명 계십니다. 칠 분쯤 기다리셔야 할 것으로 보이며,"
            " 더 길어질 수 있습니다.",
        ),
        (
            CallersPlace(ahead=0, wait_s=0, staffed=1),
            "먼저 기다리시는 분은 없습니다. 일 분쯤 기다리셔야 할 것으로 보이며,"
            " 더 길어질 수 있습니다.",
        ),
        (
            CallersPlace(ahead=1),
            "먼저 기다리시는 분이 한 명 계십니다. 얼마나 걸릴지는 지금 알 수 없습니다.",
        ),
        (
            CallersPlace(others=3, wait_s=9e6, staffed=2),
            "함께 기다리시는 분이 세 명 계십니다. 얼마나 걸릴지는 지금 알 수 없습니다.",
        ),
        (
            CallersPlace(wait_s=60, staffed=0),
            "지금은 자리에 있는 상담원이 없어, 언제 연결될지 알 수 없습니다.",
        ),
        (CallersPlace(), "얼마나 걸릴지는 지금 알 수 없습니다."),
    ],
)
def test_a_caller_hears_what_can_be_known_and_no_promise(place: CallersPlace, words: str) -> None:
    assert told(place)["response_text"] == words


@pytest.mark.parametrize(
    ("wait_s", "is_offered"), [(60.0, "false"), (299.0, "false"), (300.0, "true"), (None, "true")]
)
def test_a_callback_is_offered_where_it_takes_long_or_nobody_knows(
    wait_s: float | None, is_offered: str
) -> None:
    assert told(CallersPlace(ahead=1, wait_s=wait_s, staffed=1))["offer_callback"] == is_offered


def test_nobody_is_offered_a_call_at_night() -> None:
    clock = HandClock(datetime(2026, 3, 3, 23, 30, tzinfo=KST))
    parts = replace(memory_parts(banking(), clock), pack=load_pack("banking"))
    container = Container(parts, phone_queue=KnownQueue(CallersPlace()))
    container.service = replace(container.service, clock=clock)

    assert container.call("connect_turn", asking("queue"))["offer_callback"] == "false"


def test_the_contact_and_its_queue_are_asked_for_by_their_ids() -> None:
    queue = KnownQueue(CallersPlace())

    a_container(phone_queue=queue).call("connect_turn", asking("queue"))

    assert queue.asked
    assert queue.asked.contact_id == CONTACT
    assert "/" not in queue.asked.instance_id + queue.asked.queue_id
    assert queue.asked.instance_id
    assert queue.asked.queue_id


def test_a_contact_without_a_queue_is_no_error() -> None:
    event = asking("queue")
    event["Details"]["ContactData"]["Queue"] = None

    answer = a_container().call("connect_turn", event)

    assert answer["error"] == "false"
    assert "알 수 없습니다" in answer["response_text"]


def test_a_fault_of_our_own_says_so_to_the_flow_and_keeps_the_offer() -> None:
    answer = a_container(phone_queue=BrokenQueue()).call("connect_turn", asking("queue"))

    assert answer == {"response_text": "", "offer_callback": "true", "error": "true"}


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-03T20:00", "지금은 상담 시간이 아닙니다. 상담원은 삼월 사일 수요일 오전 아홉 시"),
        ("2026-03-02T20:00", "오늘은 삼일절 대체 휴일로 상담을 쉽니다. 상담원은 삼월 삼일 화요일"),
        ("2026-03-03T10:00", ""),
    ],
)
def test_a_flow_hears_by_the_packs_hours_when_somebody_is_there(at: str, words: str) -> None:
    clock = HandClock(datetime.fromisoformat(at).replace(tzinfo=KST))
    parts = replace(memory_parts(banking(), clock), pack=load_pack("banking"))
    container = Container(parts)
    container.service = replace(container.service, clock=clock)

    answer = container.call("connect_turn", asking("hours"))

    assert answer["response_text"].startswith(words)
    assert answer["is_open"] == str(not words).lower()
    assert bool(answer["opens"]) == bool(words)


def test_a_question_that_nobody_knows_is_a_turn() -> None:
    assert "escalate" in a_container().call("connect_turn", asking("weather"))
