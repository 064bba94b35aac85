"""Which later answers still count when an earlier one is replaced."""

from typing import Any

import pytest

from aicc.conversation.scenario.machine import Machine, State
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import Json
from aicc.domain.run import FlowRun
from aicc.packs.from_files import flow_from_plain


def corrected(**second: Any) -> FlowRun:
    """Three questions; the first two were answered, and now the first one is otherwise."""
    steps = [
        {"id": "people", "message": "몇 분입니까?", "input_type": "number", "next_step": "second"},
        {"id": "second", "message": "?", "next_step": "note", **second},
        {"id": "note", "message": "더 있습니까?", "input_type": "text"},
    ]
    flow = flow_from_plain("visit", {"steps": steps})
    answers: dict[str, Json] = {"people": 2, "second": "yes"}
    run = FlowRun(flow_id="visit", step_id="note", answers=answers, asked=tuple(answers))

    move = Machine(FlowLibrary.of([flow])).corrected(run, "people", 4)

    assert move.state is State.WAITING
    assert move.run.answers["people"] == 4
    return move.run


def test_an_answer_is_taken_over_after_a_correction() -> None:
    assert corrected(input_type="text").step_id == "note"


@pytest.mark.parametrize(
    "second",
    [{"input_type": "confirm"}, {"input_type": "text", "volunteered": False}],
    ids=["a yes", "what must be asked"],
)
def test_what_must_be_said_again_is_not_taken_over(second: dict[str, Any]) -> None:
    assert corrected(**second).step_id == "second"
