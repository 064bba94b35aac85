"""Whether what a scenario is for is done: who asks is told by what was called, not by an entry."""

from collections.abc import Iterable

from aicc.conversation.scenario.explaining import AskedBack
from aicc.conversation.scenario.recalling import is_said_with
from aicc.conversation.scenario.yes_no import YES
from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.json import as_map
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.korean.answers.done import asked_if_done


def done_asked(flows: Iterable[Flow], run: FlowRun, said: Said) -> AskedBack | None:
    """`flows` are the running scenario and the one that entered it. Of several things that are
    done the one that is named counts."""
    nouns = asked_if_done(said)
    if nouns is None:
        return None
    for flow in flows:
        deeds = _deeds(flow)
        if deeds and _is_about(flow, nouns, run.step_id):
            named = [each for each in deeds if any(noun in each.message for noun in nouns)]
            done = [each for each in named or deeds if _is_done(run, each)]
            step_id = done[-1].id if done else run.step_id
            return AskedBack(step_id=step_id, asks_why=False, is_done=bool(done))
    return None


def asks_of_ended(flow: Flow, said: Said) -> bool:
    """The same, once the scenario is over: what was said last answers it."""
    nouns = asked_if_done(said)
    return nouns is not None and bool(_deeds(flow)) and _is_about(flow, nouns)


def _deeds(flow: Flow) -> tuple[Step, ...]:
    """What is done at a yes."""
    confirms = (each for each in flow.steps.values() if each.input_type is InputType.CONFIRM)
    targets = (flow.steps.get(each.target(YES) or "") for each in confirms)
    found = {step.id: step for step in targets if step and step.call and step.message}
    return tuple(found.values())


def _is_done(run: FlowRun, step: Step) -> bool:
    outcome = as_map(run.answers.get(step.slot)).get("outcome")
    is_told = isinstance(outcome, str) and outcome not in step.branches
    return is_told and not is_said_with(step, run.lost)


def _is_about(flow: Flow, nouns: Iterable[str], here: str = "") -> bool:
    deeds = {each.id: each for each in (*_deeds(flow), flow.steps.get(here)) if each}
    words = " ".join((flow.name, *(each.message for each in deeds.values())))
    return all(noun in words for noun in nouns)
