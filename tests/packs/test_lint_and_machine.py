"""What the checks promise of a scenario, held against the machine that runs it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aicc.conversation.scenario.machine import Machine, Move, State
from aicc.conversation.scenario.render import say, say_steps, say_wording, texts_of
from aicc.domain.action import BackendAction
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.turn import Channel
from aicc.packs.from_files import flow_from_plain
from aicc.packs.lint.flow import Neighbours, check_flow
from aicc.packs.schema.pack import FlowFile

OUTCOMES: dict[str, dict[str, int]] = {"ok": {"amount": 1, "name": 2}, "late": {"days": 3}}
ACTIONS = {
    "lookup": BackendAction(
        arguments=frozenset(),
        outcomes={outcome: frozenset(values) for outcome, values in OUTCOMES.items()},
    )
}
AROUND = Neighbours(queues={"default"}, actions=ACTIONS)
MOVES = 30
FIELDS = ("{who}", "{who}", "{sure}", "{found.amount}", "{found.days}")

targets = st.sampled_from(["who", "sure", "found", "say", "end", "end"])
texts = st.sampled_from([*["감사합니다."] * 9, *(f"{field}입니다." for field in FIELDS)])


def a_step(step_id: str, /, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A step whose fields are given, or drawn."""
    drawn = {"id": step_id, "message": texts, **fields}
    return st.fixed_dictionaries(
        {
            name: value if isinstance(value, st.SearchStrategy) else st.just(value)
            for name, value in drawn.items()
        }
    )


branches = st.dictionaries(st.sampled_from(list(OUTCOMES)), targets)
calls = st.fixed_dictionaries(
    {"action": st.just("lookup"), "arguments": st.fixed_dictionaries({"x": texts})}
)
STEPS = (
    a_step("who", input_type="text", retry_message=texts, next_step=targets),
    a_step(
        "sure",
        input_type="confirm",
        branches=st.fixed_dictionaries({"yes": targets, "no": targets}),
    ),
    a_step("found", call=calls, on_error=targets, branches=branches, next_step=targets),
    a_step("say", next_step=targets),
)


def as_flow(steps: list[dict[str, Any]]) -> dict[str, Any]:
    ended = [*steps, {"id": "end", "message": "안녕히 가십시오."}]
    written = {"id": "made_up", "name": "지은 업무", "steps": ended}
    return FlowFile.model_validate(written).model_dump(mode="json")


flows = st.tuples(*STEPS).flatmap(st.permutations).map(as_flow)


# most flows that are made up have an error, which is what `assume` leaves out
MADE_UP = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@settings(MADE_UP, max_examples=100)
@given(plain=flows, data=st.data())
def test_a_flow_without_errors_runs_without_a_missing_value_and_without_a_loop(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    runs(plain, data)


@pytest.mark.long
@settings(MADE_UP, max_examples=600)
@given(plain=flows, data=st.data())
def test_many_flows_without_errors_run_without_a_missing_value_and_without_a_loop(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    runs(plain, data)


def runs(plain: dict[str, Any], data: st.DataObject) -> None:
    found = check_flow("flows/made_up.yaml", plain, AROUND)
    assume(not any(each.is_error for each in found))
    flow = flow_from_plain("made_up", plain)

    machine = Machine(FlowLibrary.of([flow]))
    move = machine.start(flow)
    for _ in range(MOVES):
        said(flow, move)
        if move.state in {State.ENDED, State.HANDOFF}:
            break
        move = after(machine, move, data)

    assert move.state is not State.BROKEN


def said(flow: Flow, move: Move) -> None:
    """Everything that may be said here; a value that is not there would raise."""
    say_steps(move.says, move.run, Channel.CHAT)
    step = flow.steps[move.run.step_id]
    for wording in step.refusals:
        say_wording(wording, move.run, Channel.CHAT)
    for template in step.call.arguments.values() if step.call else ():
        say(template, texts_of(move.run), Channel.CHAT)


def after(machine: Machine, move: Move, data: st.DataObject) -> Move:
    if move.state is State.CALLING:
        outcome = data.draw(st.sampled_from([*OUTCOMES, "error"]))
        if outcome == "error":
            return machine.failed(move)
        return machine.called(move, outcome, dict(OUTCOMES[outcome]))
    branch = data.draw(st.sampled_from(["yes", "no"]))
    return machine.answered(move.run, branch, branch)
