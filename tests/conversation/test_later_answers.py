"""An answer to a later question waits for it, and one to an earlier question replaces it."""

from datetime import datetime
from typing import Any

import pytest

from aicc.clock import KST, HandClock
from aicc.conversation.scenario.correcting import Correction, correction
from aicc.conversation.scenario.hearing import hear
from aicc.conversation.scenario.walker import FlowWalker
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.run import FlowRun
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain
from aicc.systems.demo.backend import DemoBackend

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=KST)
WHO: dict[str, Any] = {
    "steps": [
        {"id": "number", "message": "번호는요?", "input_type": "digits", "secret": True},
    ]
}
VISIT: dict[str, Any] = {
    "steps": [
        {"id": "who", "enter": "who", "next_step": "people"},
        {"id": "people", "message": "몇 분이십니까?", "input_type": "number", "counters": ["명"],
         "next_step": "income"},
        {"id": "income", "message": "연소득은요?", "input_type": "amount", "labels": ["연봉"],
         "validation": {"unit": 10000}, "next_step": "card"},
        {"id": "card", "message": "어떤 카드입니까?", "input_type": "selection",
         "options": [{"value": "신용카드", "synonyms": ["신용"]}, "체크카드"], "next_step": "loan"},
        {"id": "loan", "message": "얼마입니까?", "input_type": "amount", "labels": ["대출"]},
    ]
}  # fmt: skip
FLOW, INNER = flow_from_plain("visit", VISIT), flow_from_plain("who", WHO)
FLOWS = FlowLibrary.of([FLOW, INNER])


def standing(step_id: str, **answers: Any) -> FlowRun:
    return FlowRun(flow_id="visit", step_id=step_id, answers=answers, asked=tuple(answers))


def later(step_id: str, text: str, **answers: Any) -> dict[str, Any] | None:
    walker = FlowWalker(DemoBackend(), HandClock())
    run = walker.later(FLOWS, FLOW, standing(step_id, **answers), as_said(text))
    return dict(run.heard) if run else None


@pytest.mark.parametrize(
    "text", ["신용카드", "신용카드요", "그럼 신용카드로 할게요", "아 아니다 신용카드요"]
)
def test_an_option_of_a_later_question_is_kept(text: str) -> None:
    assert later("people", text) == {"card": "신용카드"}


@pytest.mark.parametrize(("text", "people"), [("3명이요", 3), ("4명으로 바꿔 주세요", 4)])
def test_a_counted_number_is_kept_for_the_question_with_its_counter(text: str, people: int) -> None:
    assert later("card", text) == {"people": people}


@pytest.mark.parametrize(
    "text", ["신용카드 연회비 얼마예요?", "신용카드 한도가 궁금해요", "네", "3개요"]
)
def test_a_question_or_a_sentence_about_it_is_not_kept(text: str) -> None:
    assert later("people", text) is None


def test_what_is_said_in_an_entered_scenario_waits_in_the_one_that_entered_it() -> None:
    run = standing("who").enter("who", INNER.version, "number")

    kept = FlowWalker(DemoBackend(), HandClock()).later(FLOWS, INNER, run, as_said("신용카드"))

    assert kept
    assert kept.frames[0].heard == {"card": "신용카드"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("아 4명으로 바꿔주세요", Correction(step_id="people", value=4)),
        ("4명이요", Correction(step_id="people", value=4)),
        ("연봉은 육천이에요", Correction(step_id="income", value=60_000_000)),
        ("2명으로 바꿔주세요", None),
        ("체크카드요", None),
        ("연봉이 5천이면 얼마나 되나요?", None),
    ],
)
def test_an_earlier_answer_is_replaced_wherever_the_scenario_stands(
    text: str, wanted: Correction | None
) -> None:
    run = standing("card", people=2, income=50_000_000)

    assert correction(FLOW, run, as_said(text), NOW) == wanted


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("대출 5000만원 받고 싶어요", {"loan": 50_000_000}),
        ("연봉 6000만원이에요", {"income": 60_000_000}),
    ],
)
def test_an_amount_belongs_to_the_question_that_is_named(text: str, heard: dict[str, Any]) -> None:
    assert hear(FLOW.steps.values(), as_said(text), NOW) == heard


@pytest.mark.parametrize(
    ("said", "heard"), [("목요일로요", {}), ("1985년 3월 2일이요", {"birth": "1985-03-02"})]
)
def test_a_day_of_this_week_is_no_birth_date(said: str, heard: dict[str, str]) -> None:
    step = {"id": "birth", "message": "?", "input_type": "date", "validation": "birth_date"}
    flow = flow_from_plain("who", {"steps": [step]})

    assert hear(flow.steps.values(), as_said(said), NOW) == heard
