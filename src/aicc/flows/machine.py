"""A flow moving on: run and event in, run and effects out. No input or output happens here.

A walk stops where something outside must happen: the customer answers, or the back end does.
The caller does that and comes back with `answered` or `called`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from aicc.domain.flow import Call, Flow, FlowRun, Step
from aicc.domain.json import Json, JsonMap

MAX_STEPS_A_MOVE = 50  # more sentences than this without a question is a loop


class State(StrEnum):
    WAITING = "waiting"  # for the customer
    CALLING = "calling"  # for the back end
    ENDED = "ended"
    HANDOFF = "handoff"  # a person is wanted, `queue` says from where
    UNREACHED = "unreached"  # the back end is away, and the step says nothing for that
    BROKEN = "broken"  # the flow names a step that is not there, or never asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where the run stands now, and the steps whose sentences are to be said, in order."""

    run: FlowRun
    state: State
    says: tuple[Step, ...] = ()
    call: Call | None = None
    queue: str = ""


def start(flow: Flow) -> Move:
    return _enter(flow, FlowRun(flow_id=flow.id, step_id=flow.first), flow.first, ())


def answered(flow: Flow, run: FlowRun, value: Json, branch: str) -> Move:
    """The running step got an answer that was read and accepted."""
    step = flow.steps[run.step_id]
    return _go(flow, run.answered(step.slot, value), step.target(branch), ())


def called(
    flow: Flow, run: FlowRun, outcome: str, values: JsonMap, said: tuple[Step, ...] = ()
) -> Move:
    """The back end answered; `said` are the steps said before the call, in the same turn."""
    step = flow.steps[run.step_id]
    kept = run.keep(step.slot, {"outcome": outcome, **values})
    branch = step.branches.get(outcome)
    if branch:
        return _go(flow, kept, branch, said)
    return _leave(flow, kept, step, (*said, step))


def failed(flow: Flow, run: FlowRun, said: tuple[Step, ...] = ()) -> Move:
    """The back end did not answer."""
    step = flow.steps[run.step_id]
    if step.on_error is None:
        return Move(run=run, state=State.UNREACHED, says=said)
    return _go(flow, run, step.on_error, said)


def back(flow: Flow, run: FlowRun) -> Move | None:
    """To the question before; None at the first."""
    if not run.asked:
        return None
    step = flow.steps[run.asked[-1]]
    answers = {slot: value for slot, value in run.answers.items() if slot != step.slot}
    earlier = replace(run, answers=answers, asked=run.asked[:-1]).at(step.id)
    return Move(run=earlier, state=State.WAITING, says=(step,))


def missed(run: FlowRun) -> FlowRun:
    """The run after an answer that was refused."""
    return replace(run, tries=run.tries + 1)


def known(run: FlowRun) -> Mapping[str, Json]:
    """Answers by the names that texts use; a back end's values as "balance.amount"."""
    flat: dict[str, Json] = {}
    for slot, value in run.answers.items():
        if isinstance(value, Mapping):
            flat |= {f"{slot}.{name}": inner for name, inner in value.items()}
        else:
            flat[slot] = value
    return flat


def _enter(flow: Flow, run: FlowRun, step_id: str, said: tuple[Step, ...]) -> Move:
    step = flow.steps.get(step_id)
    if step is None or len(said) > MAX_STEPS_A_MOVE:
        return Move(run=run, state=State.BROKEN, says=said)
    here = run.at(step.id)
    if step.call:
        return Move(run=here, state=State.CALLING, says=said, call=step.call)
    if step.asks:
        return Move(run=here, state=State.WAITING, says=(*said, step))
    return _leave(flow, here, step, (*said, step))


def _leave(flow: Flow, run: FlowRun, step: Step, said: tuple[Step, ...]) -> Move:
    """From a step that asks nothing, once its sentence is said."""
    if step.handoff:
        return Move(run=run, state=State.HANDOFF, says=said, queue=step.handoff)
    return _go(flow, run, step.next_step, said)


def _go(flow: Flow, run: FlowRun, target: str | None, said: tuple[Step, ...]) -> Move:
    if target is None:
        return Move(run=run, state=State.ENDED, says=said)
    return _enter(flow, run, target, said)
