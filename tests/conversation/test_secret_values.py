"""What nobody may read: secret answers, what a back end says of them, and what is made of them."""

from typing import Any

import pytest

from aicc.conversation.scenario.machine import Machine, Move
from aicc.conversation.scenario.render import say_steps
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.turn import Channel
from aicc.packs.from_files import flow_from_plain

STEPS: list[dict[str, Any]] = [
    {"id": "before", "message": "성함은요?", "input_type": "text", "next_step": "phone"},
    {
        "id": "phone",
        "message": "번호는요?",
        "input_type": "phone",
        "secret": True,
        "next_step": "person",
    },
    {
        "id": "person",
        "call": {"action": "identity_match", "arguments": {}},
        "secret": True,
        "next_step": "note",
    },
    {"id": "note", "set": {"number": "person.customer_number"}, "next_step": "after"},
    {
        "id": "after",
        "message": "{person.customer_number} 고객님, {number:masked}, {phone:masked} 맞습니까?",
        "input_type": "confirm",
    },
]
FLOW = flow_from_plain("who", {"name": "누구", "steps": STEPS})


@pytest.fixture
def move() -> Move:
    return walked(FLOW)


def walked(flow: Flow) -> Move:
    machine = Machine(FlowLibrary.of([flow]))
    run = machine.answered(machine.start(flow).run, "홍길동", "").run
    calling = machine.answered(run, "010-0000-5678", "")
    return machine.called(calling, "ok", {"customer_number": "1234567"})


def test_sentences_show_the_end_of_it_alone(move: Move) -> None:
    said = say_steps(move.says, move.run, Channel.CHAT)

    assert said == ("*****67 고객님, ***4567, ***-****-5678 맞습니까?",)


def test_it_is_gone_when_the_run_is_written_down(move: Move) -> None:
    written = move.run.without_secrets().to_json()

    assert written["answers"] == {"before": "홍길동"}
    assert written["step"] == "phone"


def test_names_of_values_are_secret_with_the_answer_that_they_belong_to(move: Move) -> None:
    assert move.run.is_secret("person.customer_number")
    assert move.run.is_secret("number")
    assert not move.run.is_secret("before")
