"""Where a run that has lost answers asks for them again, and where it must not."""

from typing import Any

from aicc.conversation.scenario.machine import Machine, State
from aicc.conversation.scenario.recalling import recalled
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.run import FlowRun
from aicc.packs.from_files import flow_from_plain

CHECK: dict[str, Any] = {"name": "확인", "steps": [
    {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
     "next_step": "checked"},
    {"id": "checked", "set": {"is_right": "true"}, "outcome": "ok"},
]}  # fmt: skip
PAY: dict[str, Any] = {"name": "결제", "steps": [
    {"id": "sum", "message": "얼마입니까?", "input_type": "amount", "next_step": "who"},
    {"id": "who", "enter": "check", "next_step": "day"},
    {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "sure"},
    {"id": "sure", "message": "결제할까요?", "input_type": "confirm",
     "branches": {"yes": "pay"}},
    {"id": "pay", "call": {"action": "pay", "arguments": {"pin": "{pin}"}}, "next_step": "more"},
    {"id": "more", "message": "영수증을 보낼까요?", "input_type": "confirm",
     "branches": {"yes": "send"}},
    {"id": "send", "choose": [{"when": "is_right", "next_step": "sent"}]},
    {"id": "sent", "message": "{pin:masked} 번호로 보냈습니다."},
]}  # fmt: skip
FLOWS = FlowLibrary.of([flow_from_plain("pay", PAY), flow_from_plain("check", CHECK)])
FORGETFUL = FlowRun(
    flow_id="pay",
    step_id="sure",
    version=FLOWS.current["pay"].version,
    answers={"sum": 30000, "who": {"outcome": "ok"}, "day": "2026-03-03"},
    asked=("sum", "who", "day"),
    secrets=("pin",),
    answers_before_secret=1,
    known_before_secret=("sum",),
    found_since_secret=("is_right", "who"),
    lost=("pin", "is_right"),
)


def test_it_goes_on_until_something_needs_what_was_lost() -> None:
    move = Machine(FLOWS).answered(FORGETFUL, "yes", "yes")

    assert move.recalls
    assert (move.run.flow_id, move.run.step_id) == ("check", "pin")
    assert move.run.frames[0].heard == {"day": "2026-03-03", "sure": "yes"}


def test_once_the_secret_is_said_again_it_is_where_it_was() -> None:
    again = Machine(FLOWS).answered(FORGETFUL, "yes", "yes").run

    move = Machine(FLOWS).answered(again, "1234", "")

    assert move.state is State.CALLING
    assert move.run.step_id == "pay"


def test_a_condition_needs_it_as_much_as_a_sentence() -> None:
    run = FORGETFUL.having(step_id="more", asked=("sum", "who", "day", "sure"))

    assert Machine(FLOWS).answered(run, "yes", "yes").recalls


def test_a_second_time_it_is_not_asked_for() -> None:
    move = Machine(FLOWS).answered(FORGETFUL.having(recalls=1), "yes", "yes")

    assert move.state is State.FORGOTTEN


def test_it_is_not_asked_for_where_something_was_done_that_cannot_be_undone() -> None:
    run = FORGETFUL.having(step_id="more", answers={**FORGETFUL.answers, "pay": {"outcome": "ok"}})

    move = Machine(FLOWS, is_final=lambda action: action == "pay").answered(run, "yes", "yes")

    assert move.state is State.FORGOTTEN


def test_what_came_of_no_question_begins_the_scenario_anew_with_all_that_was_said() -> None:
    run = FORGETFUL.having(secrets=(), found_since_secret=(), lost=("looked_up",))

    again = recalled(FLOWS, run, lambda action: False)

    assert again is not None
    assert (again.step_id, again.asked) == ("sum", ())
    assert again.heard == {"sum": 30000, "who": {"outcome": "ok"}, "day": "2026-03-03"}


def test_a_run_whose_questions_are_gone_is_not_taken_back() -> None:
    run = FORGETFUL.having(asked=("sum", "of_last_year"))

    assert recalled(FLOWS, run, lambda action: False) is None
