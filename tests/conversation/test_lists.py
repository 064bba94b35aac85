"""Lists that a back end gives, offered as options: by place, words, day and time; page by page."""

from collections.abc import Mapping
from typing import Any

import pytest

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction, ValueKind
from aicc.domain.turn import Channel
from aicc.korean.answers.paging import Page, page_said
from aicc.korean.text.said import as_said
from aicc.systems.backend.port import BackendAnswer, BackendCall
from tests.conversation.clinic import Visit

FREE = [
    {"day": day, "at": at, "doctor": doctor}
    for day, at, doctor in (
        ("2026-03-05", "10:00", "김민수"),
        ("2026-03-05", "15:00", "박지훈"),
        ("2026-03-06", "09:30", "김민수"),
        ("2026-03-06", "14:00", "이서연"),
        ("2026-03-09", "10:00", "최유리"),
    )
]
PLAIN: dict[str, Any] = {
    "name": "진료 예약",
    "steps": [
        {"id": "look", "call": {"action": "free_times"}, "save_as": "free", "on_error": "away",
         "next_step": "slot"},
        {"id": "slot", "message": "언제로 할까요?", "input_type": "selection",
         "offer": {"list": "free.times", "show": "{day:day} {at:time}", "detail": "{doctor}"},
         "branches": {"none": "no_time", "one": "sure"}, "next_step": "sure"},
        {"id": "sure", "message": "{slot.day:day} {slot.at:time} {slot.doctor}, 예약할까요?",
         "input_type": "confirm", "next_step": "done"},
        {"id": "no_time", "message": "빈 시간이 없습니다."},
        {"id": "away", "message": "지금은 볼 수 없습니다."},
        {"id": "done", "message": "예약했습니다."},
    ],
}  # fmt: skip
DAY, TIME, TEXT = ValueKind.DATE, ValueKind.TIME, ValueKind.TEXT


class Clinic:
    """A back end with these free times."""

    def __init__(self, times: object) -> None:
        self._times = times
        about = BackendAction(
            arguments=frozenset(),
            outcomes={"ok": frozenset({"times"})},
            lists={"times": {"day": DAY, "at": TIME, "doctor": TEXT}},
        )
        self.actions: Mapping[str, BackendAction] = {"free_times": about}

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        values: Any = {"times": self._times}
        return BackendAnswer(outcome="ok", values=values)


def begun(said: str = "", times: object = FREE, channel: Channel = Channel.CHAT) -> Visit:
    return Visit(plain=PLAIN, channel=channel, backend=Clinic(times)).start(said)


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2번이요", 1), ("두번째꺼요", 1), ("마지막 걸로 할게요", 4), ("3월 9일이요", 4),
        ("목요일 세 시요", 1), ("15시요", 1), ("금요일 오전이요", 2), ("이서연 선생님이요", 3),
        ("3월 6일 금요일 오후 2시", 3), ("3월 6일 두 시로 할게요", 3), ("다음 주 월요일", 4),
    ],
)  # fmt: skip
def test_a_record_is_chosen_in_whatever_words(said: str, at: int) -> None:
    assert begun().say(said).answers["slot"] == FREE[at]


@pytest.mark.parametrize("said", ["6번이요", "열두 시요", "3월 7일이요", "음 글쎄요", "10시요"])
def test_what_is_none_of_them_or_several_is_refused(said: str) -> None:
    assert begun().refuses(said)


def test_fields_of_the_chosen_record_are_values() -> None:
    assert begun().say("1번").says == "3월 5일 목요일 오전 10시 김민수, 예약할까요?"


def test_none_has_a_way_of_its_own() -> None:
    assert begun(times=[]).says == "빈 시간이 없습니다."


def test_a_single_one_is_taken_and_not_asked_for() -> None:
    visit = begun(times=FREE[:1])

    assert visit.step == "sure"
    assert visit.answers["slot"] == FREE[0]


def test_on_the_phone_a_place_is_one_of_those_that_were_said() -> None:
    assert begun(channel=Channel.VOICE).refuses("4번이요")


@pytest.mark.parametrize("said", ["다음", "9", "다른 시간은 없나요?"])
def test_next_turns_the_page_and_numbers_begin_anew(said: str) -> None:
    visit = begun(channel=Channel.VOICE)

    assert visit.browse(said).say("1번이요").answers["slot"] == FREE[3]


def test_after_the_last_page_comes_the_first() -> None:
    visit = begun(channel=Channel.VOICE).browse("다음").browse("다음")

    assert visit.say("1번이요").answers["slot"] == FREE[0]


def test_the_page_before_comes_again() -> None:
    visit = begun(channel=Channel.VOICE).browse("다음").browse("이전 거요")

    assert visit.say("1번이요").answers["slot"] == FREE[0]


def test_a_day_with_several_leaves_those_of_the_day() -> None:
    visit = begun().browse("금요일이요")

    assert visit.say("2번이요").answers["slot"] == FREE[3]


@pytest.mark.parametrize("said", ["금요일 오전에 예약할게요", "3월 6일 아홉 시 반에 가능할까요"])
def test_what_was_said_before_the_list_was_known_chooses(said: str) -> None:
    visit = begun(said)

    assert visit.step == "sure"
    assert visit.answers["slot"] == FREE[2]


def test_what_leaves_several_is_shown_first() -> None:
    visit = begun("금요일에 예약할게요")

    assert visit.step == "slot"
    assert visit.say("1번이요").answers["slot"] == FREE[2]


def test_another_one_is_taken_at_the_end() -> None:
    visit = begun().say("1번").say("아니 세 시로요")

    assert visit.step == "sure"
    assert visit.answers["slot"] == FREE[1]


@pytest.mark.parametrize(
    "times",
    ["three", [1], [{"day": "2026-03-05", "at": "10:00"}], [{**FREE[0], "at": "soon"}],
     [{**FREE[0], "doctor": "김" * 201}], {"day": "2026-03-05"}],
)  # fmt: skip
def test_a_list_that_is_not_as_promised_is_no_answer(times: object) -> None:
    assert begun(times=times).says == "지금은 볼 수 없습니다."


def test_what_was_not_promised_is_dropped_and_a_long_list_is_cut() -> None:
    visit = begun(times=[{**FREE[0], "price": 1}] * 60)

    found = visit.answers["free"]["times"]
    assert found[0] == FREE[0]
    assert len(found) == 30


@pytest.mark.parametrize(
    "said", ["다음", "다음이요", "더 있나요", "다른 시간은요?", "다음 거 들려주세요"]
)
def test_the_next_page_is_wished_for(said: str) -> None:
    assert page_said(as_said(said)) is Page.NEXT


@pytest.mark.parametrize("said", ["다음 주요", "다음 주 월요일", "더 빠른 날", "네", "전부요"])
def test_nothing_else_turns_a_page(said: str) -> None:
    assert page_said(as_said(said)) is None
