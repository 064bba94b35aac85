"""Walks that go in circles, back, into other flows and over questions that are gone."""

import pytest

from aicc.conversation.scenario.machine import State
from aicc.conversation.scenario.walker import WalkContext
from aicc.domain.run import MOST_ASKED, FlowRun
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain
from tests.conversation.booking import library
from tests.conversation.test_walks import Caller
from tests.fakes import a_deadline


@pytest.fixture
def caller() -> Caller:
    return Caller()


def test_what_was_said_for_one_flow_answers_no_step_of_another_one(caller: Caller) -> None:
    outer = flow_from_plain("outer", {"steps": [
        {"id": "at", "message": "몇 시에요?", "input_type": "time", "next_step": "who"},
        {"id": "who", "enter": "who", "next_step": "birth"},
        {"id": "birth", "message": "언제 오십니까?", "input_type": "date", "save_as": "day"},
    ]})  # fmt: skip
    ground = WalkContext(flows=library(outer), deadline=a_deadline(60))

    inside = caller.walker.start(ground, outer, as_said("내일 오후 세 시에 예약할게요"))
    caller.ground, caller.stand = ground, inside
    done = caller.say("1990년 3월 5일", "1234")

    assert inside.run.step_id == "birth"
    assert inside.run.flow_id == "who"
    assert done.run.answers["day"] == "2026-03-03"


def test_going_back_steps_over_a_flow_whose_end_leads_to_a_call(caller: Caller) -> None:
    outer = flow_from_plain("outer", {"steps": [
        {"id": "day", "message": "언제 오십니까?", "input_type": "date", "next_step": "who"},
        {"id": "who", "enter": "who", "next_step": "look"},
        {"id": "look", "message": "찾았습니다.", "call": {"action": "order_lookup", "arguments":
         {"order_number": "12345678"}}, "next_step": "wish"},
        {"id": "wish", "message": "무엇을 도와드릴까요?", "input_type": "text"},
    ]})  # fmt: skip
    caller.ground = WalkContext(flows=library(outer), deadline=a_deadline(60))
    caller.stand = caller.walker.start(caller.ground, outer)
    caller.say("내일", "1990년 3월 5일", "1234")

    stand = caller.back()

    assert stand is not None
    assert stand.run.step_id == "day"


SHORTCUT = flow_from_plain("shortcut", {"steps": [
    {"id": "kind", "message": "어느 길로 갈까요?", "input_type": "selection",
     "options": ["긴 길", "짧은 길"], "branches": {"짧은 길": "pin"}, "next_step": "name"},
    {"id": "name", "message": "이름은요?", "input_type": "text", "next_step": "pin"},
    {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
     "next_step": "day"},
    {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "sure"},
    {"id": "sure", "message": "맞습니까?", "input_type": "confirm"},
]})  # fmt: skip


def test_after_a_correction_that_makes_the_way_shorter_the_secret_is_still_asked_again(
    caller: Caller,
) -> None:
    caller.ground = WalkContext(flows=library(SHORTCUT), deadline=a_deadline(60))
    caller.stand = caller.walker.start(caller.ground, SHORTCUT)
    caller.say("긴 길", "김", "1234", "내일", "아니 짧은 길이요")

    run = caller.stand.run.without_secrets()

    assert caller.stand.run.step_id == "sure"
    assert run.step_id == "kind"  # what was taken back, which is before the secret


def test_a_correction_does_without_answers_to_questions_that_are_gone(caller: Caller) -> None:
    run = FlowRun(
        flow_id="booking",
        step_id="people",
        version="of last year",
        answers={"day": "2026-03-03", "floor": 3},
        asked=("day", "floor"),
    )
    caller.stand = caller.walker.resume(caller.ground, run)

    stand = caller.say("아니 모레요")

    assert stand.run.answers["day"] == "2026-03-04"


def test_going_back_steps_over_a_question_that_is_gone(caller: Caller) -> None:
    run = FlowRun(
        flow_id="booking", step_id="people", version="of last year", asked=("day", "floor")
    )
    caller.stand = caller.walker.resume(caller.ground, run)

    stand = caller.back()

    assert stand is not None
    assert (stand.run.step_id, stand.state) == ("day", State.WAITING)


def test_who_goes_in_circles_does_not_make_the_run_grow(caller: Caller) -> None:
    circle = flow_from_plain("circle", {"steps": [
        {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
         "next_step": "again"},
        {"id": "again", "message": "다시 할까요?", "input_type": "confirm",
         "branches": {"yes": "again"}},
    ]})  # fmt: skip
    caller.ground = WalkContext(flows=library(circle), deadline=a_deadline(60))
    caller.stand = caller.walker.start(caller.ground, circle)

    caller.say("1234", *["네"] * 300)
    run = caller.stand.run

    assert len(run.asked) <= MOST_ASKED + 1
    assert run.answer_count == 301
    assert run.without_secrets().step_id == "pin"


def test_what_was_found_out_by_a_secret_is_forgotten_with_it(caller: Caller) -> None:
    identify = flow_from_plain("identify", {"steps": [
        {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "is_known"},
        {"id": "is_known", "choose": [{"when": "known(verified)", "next_step": "wish"}],
         "next_step": "pin"},
        {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
         "set": {"verified": "true", "copy": "pin"}, "next_step": "wish"},
        {"id": "wish", "message": "{copy} 고객님, 무엇을 도와드릴까요?", "input_type": "text"},
    ]})  # fmt: skip
    caller.ground = WalkContext(flows=library(identify), deadline=a_deadline(60))
    caller.stand = caller.walker.start(caller.ground, identify)
    said = caller.say("내일", "123456")

    forgetful = said.run.without_secrets()

    assert "****56" in said.says[-1]
    assert forgetful.answers == {"day": "2026-03-03"}
    assert caller.walker.resume(caller.ground, forgetful).run.step_id == "pin"


def test_a_registration_number_does_not_get_in_by_way_of_a_correction(caller: Caller) -> None:
    flow = flow_from_plain("number", {"steps": [
        {"id": "number", "message": "번호는요?", "input_type": "digits", "next_step": "day"},
        {"id": "day", "message": "언제입니까?", "input_type": "date"},
    ]})  # fmt: skip
    caller.ground = WalkContext(flows=library(flow), deadline=a_deadline(60))
    caller.stand = caller.walker.start(caller.ground, flow)
    run = caller.say("123456").run

    assert caller.walker.correction(flow, run, as_said("아니 9001012073337이요")) is None


@pytest.mark.parametrize(
    "said", ["강남점 말고 서초점이요", "강남 아니고 서초점", "아니 강남점 말고 서초점이 맞아요"]
)
def test_who_corrects_an_answer_while_giving_it_is_understood(caller: Caller, said: str) -> None:
    caller.say("내일", "오후 세 시")

    stand = caller.say(said)

    assert stand.run.answers["branch"] == "서초점"
