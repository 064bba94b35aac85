"""A run that has lost answers: what needs them, and how it comes to ask for them again.

A session that is rebuilt from history has no secrets. Where it stands, and every other answer, is
known: so it goes on until something needs what was lost, and then asks for that alone.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from aicc.domain.flow import Flow, InputType, Step, Wording
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import Json
from aicc.domain.run import FlowRun
from aicc.korean.text.template import fields
from aicc.packs.expressions import names_asked_for, names_in

MOST_RECALLS = 1  # in one walk: who must say a secret a third time is better off with a person

IsFinal = Callable[[str], bool]


def is_said_with(said: Step | Wording, lost: Collection[str]) -> bool:
    """The sentence, or the call of the step, needs something that was lost."""
    if not lost:
        return False
    call = said.call if isinstance(said, Step) else None
    arguments = call.arguments.values() if call else ()
    return not _named((said.message, said.voice, *arguments)).isdisjoint(lost)


def is_left_with(step: Step, lost: Collection[str]) -> bool:
    """What the step sets, or the way that it takes, needs something that was lost."""
    expressions = (*step.sets.values(), *(case.when for case in step.cases))
    return bool(lost) and not _asked_for(expressions).isdisjoint(lost)


def recalled(flows: FlowLibrary, run: FlowRun, is_final: IsFinal) -> FlowRun | None:
    """The run back on the first question whose answer was lost; the answers after it wait to be
    taken over, and so does a yes to a question in which nothing of it was named.

    None where it was asked for again before, or where something was done on the way that cannot
    be undone: that must not be done twice.
    """
    outer = run.outermost
    flow = flows.find(outer.flow_id, outer.version)
    path = [*outer.asked, outer.step_id]
    if run.recalls >= MOST_RECALLS or flow is None or not flow.steps.keys() >= set(path):
        return None
    walked = [each for each in map(flows.current.get, _entered(flow, path)) if each]
    if any(
        _is_done(run, step, is_final) for each in (flow, *walked) for step in each.steps.values()
    ):
        return None
    at = _first_lost(flow, run, path)
    first = flow.steps[path[0]]
    begins_anew = at == 0 and first.slot not in run.lost and not first.enters
    return run.having(
        flow_id=outer.flow_id,
        version=outer.version,
        step_id=flow.first if begins_anew else path[at],
        asked=outer.asked[:at],
        frames=(),
        heard={
            **outer.heard,
            **_taken_over(flow, run, path[at:] if begins_anew else path[at + 1 :]),
        },
        answers_before_secret=min(run.answers_before_secret, at),
        lost=(),
        recalls=run.recalls + 1,
        tries=0,
        explained=0,
        stalls=0,
        unasked=False,
    )


def _entered(flow: Flow, path: Iterable[str]) -> list[str]:
    return [flow.steps[each].enters for each in path if flow.steps[each].enters]


def _is_done(run: FlowRun, step: Step, is_final: IsFinal) -> bool:
    if step.call is None or not is_final(step.call.action):
        return False
    return step.slot in run.answers or step.slot in run.lost


def _first_lost(flow: Flow, run: FlowRun, path: list[str]) -> int:
    """The place of the first question that must be asked again; the first of all where what was
    lost came of no question."""
    places = [at for at, step_id in enumerate(path) if flow.steps[step_id].slot in run.lost]
    is_secret = not {*run.secrets, *run.found_since_secret}.isdisjoint(run.lost)
    if is_secret and run.answers_before_secret < len(path):
        places.append(run.answers_before_secret)
    return min(places, default=0)


def _taken_over(flow: Flow, run: FlowRun, path: Iterable[str]) -> dict[str, Json]:
    lost = set(run.lost)
    steps = [flow.steps[each] for each in path]
    return {
        step.id: run.answers[step.slot]
        for step in steps
        if step.slot in run.answers and _may_wait(step, lost)
    }


def _may_wait(step: Step, lost: set[str]) -> bool:
    if step.input_type is InputType.CONFIRM:
        return not is_said_with(step, lost)
    return (step.asks and step.volunteered) or bool(step.enters)


def _named(templates: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_root(field.name) for text in templates if text for field in fields(text))


@lru_cache(maxsize=1024)  # expressions come from files
def _asked_for(expressions: tuple[str, ...]) -> frozenset[str]:
    names = (name for text in expressions for name in (*names_in(text), *names_asked_for(text)))
    return frozenset(map(_root, names))


def _root(name: str) -> str:
    """The answer that a value such as "person.customer_number" belongs to."""
    return name.partition(".")[0]
