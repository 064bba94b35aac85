"""The ways from step to step, and what is known on every one of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from aicc.domain.action import BackendAction, Fields
from aicc.domain.flow import NONE, ONE, Flow, InputType, Step
from aicc.packs.expressions import names_with_values
from aicc.packs.lint.finding import Actions
from aicc.packs.lint.offers import fields_of_list
from aicc.packs.lint.steps import answers_of

Facts = frozenset[str]  # names that templates may use: "topic", "balance.amount"
Endings = Mapping[str, Facts]  # by the outcome that a flow ends with, what it has then set
ANYTHING = "*"  # the value of an action that is not known, which is a finding of its own
CONFIRMED = "?confirmed"  # no name: the last thing that the customer said was yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One outcome of a step; without a target the scenario ends there."""

    outcome: str
    target: str | None
    adds: Facts = frozenset()
    has_failed: bool = False
    is_handoff: bool = False
    by_case: bool = False  # a condition was true


def ways_from(
    step: Step, flow: Flow, actions: Actions, endings_of: Callable[[str], Endings]
) -> tuple[Way, ...]:
    """In the machine's order: a handoff, the branch of the outcome, the cases, the next step."""
    ways: list[Way] = []
    for outcome, adds in _outcomes(step, flow, actions, endings_of).items():
        added = adds | step.sets.keys()
        if outcome in step.branches:
            ways.append(Way(outcome=outcome, target=step.branches[outcome], adds=added))
        elif step.handoff:
            ways.append(Way(outcome=outcome, target=None, adds=adds, is_handoff=True))
        else:
            ways += [
                Way(
                    outcome=outcome,
                    target=case.next_step,
                    adds=added | names_with_values(case.when),
                    by_case=True,
                )
                for case in step.cases
            ]
            ways.append(Way(outcome=outcome, target=step.next_step, adds=added))
    if step.call and step.on_error:
        ways.append(Way(outcome="", target=step.on_error, has_failed=True))
    return tuple(ways)


def _outcomes(
    step: Step, flow: Flow, actions: Actions, endings_of: Callable[[str], Endings]
) -> Mapping[str, Facts]:
    """What can come of the step, and what is known then."""
    if step.offer:
        return _outcomes_of_list(step, fields_of_list(flow, step.offer.source, actions))
    if step.call:
        return _outcomes_of_call(step, actions.get(step.call.action))
    if step.enters:
        entered = endings_of(step.enters) or {"": frozenset()}
        return {each: facts | {f"{step.slot}.outcome"} for each, facts in entered.items()}
    if step.input_type is InputType.CONFIRM:
        return {
            answer: frozenset({step.slot, *([CONFIRMED] if answer == "yes" else [])})
            for answer in answers_of(step)
        }
    if step.asks:
        facts = frozenset({step.slot, *(f"{step.slot}.{name}" for name in _attributes(step))})
        return dict.fromkeys(answers_of(step), facts)
    return {"": frozenset()}


def _outcomes_of_list(step: Step, fields: Fields | None) -> Mapping[str, Facts]:
    """One is chosen; there is none; or there is just one, where that has a branch."""
    names = (ANYTHING,) if fields is None else fields
    chosen = frozenset(f"{step.slot}.{name}" for name in names)
    found = {"": chosen, NONE: frozenset[str](), ONE: chosen}
    return {each: facts for each, facts in found.items() if not each or each in step.branches}


def _attributes(step: Step) -> frozenset[str]:
    """What is known with the answer, whichever of the entity's values it is."""
    if not step.entity or step.input_type is not InputType.SELECTION:
        return frozenset()
    if not step.options:
        return frozenset({ANYTHING})
    return frozenset.intersection(*(frozenset(option.fields) for option in step.options))


def _outcomes_of_call(step: Step, about: BackendAction | None) -> Mapping[str, Facts]:
    unknown = dict.fromkeys(("ok", *step.branches), frozenset({ANYTHING}))
    outcomes: Mapping[str, Facts] = about.outcomes if about else unknown
    return {
        outcome: frozenset(f"{step.slot}.{name}" for name in (*values, "outcome"))
        for outcome, values in outcomes.items()
    }


def endings(flow: Flow, ways: Mapping[str, tuple[Way, ...]]) -> dict[str, Facts]:
    """What a flow that is entered can end with, and what is set on every way to that end."""
    found: dict[str, Facts] = {}
    for step_id, known in known_at(flow, ways).items():
        step = flow.steps[step_id]
        for way in ways[step_id]:
            if way.target is None and not way.is_handoff:
                facts = known_after(step, known, way) - {CONFIRMED}
                met = found.get(step.outcome)
                found[step.outcome] = facts if met is None else met & facts
    return found


def entered_by(flows: Mapping[str, Flow], flow_id: str) -> Iterator[str]:
    """Every flow that this one enters, at first or second hand; itself where that is a circle."""
    seen, waiting = set[str](), [flow_id]
    while waiting:
        flow = flows.get(waiting.pop())
        for step in flow.steps.values() if flow else ():
            if step.enters and step.enters not in seen:
                seen.add(step.enters)
                waiting.append(step.enters)
                yield step.enters


def is_deeper_than(flows: Mapping[str, Flow], flow_id: str, limit: int) -> bool:
    """Flows inside flows, more of them than the limit; none may enter itself."""
    level = {flow_id}
    for _ in range(limit + 1):
        steps = [step for each in level if each in flows for step in flows[each].steps.values()]
        level = {step.enters for step in steps if step.enters}
    return bool(level)


def known_at(flow: Flow, ways: Mapping[str, tuple[Way, ...]]) -> dict[str, Facts]:
    """For every step that can be reached, what has a value on every way to it."""
    known: dict[str, Facts] = {flow.first: frozenset()}
    waiting = [flow.first]
    while waiting:
        step = flow.steps[waiting.pop()]
        for way in ways[step.id]:
            target = way.target
            if target is None or target not in flow.steps:
                continue
            facts = known_after(step, known[step.id], way)
            met = known[target] & facts if target in known else facts
            if met != known.get(target):
                known[target] = met
                waiting.append(target)
    return known


def known_after(step: Step, known: Facts, way: Way) -> Facts:
    """A call that is answered again forgets the values of its last answer."""
    if step.asks or step.enters:
        known -= {CONFIRMED}
    if not (step.call or step.entity or step.offer) or way.has_failed:
        return known | way.adds
    forgotten = f"{step.slot}."
    return frozenset(name for name in known if not name.startswith(forgotten)) | way.adds


def has_value(name: str, facts: Facts) -> bool:
    return name in facts or f"{name.partition('.')[0]}.{ANYTHING}" in facts


def reachable(starts: Iterable[str], onward: Mapping[str, set[str]]) -> set[str]:
    """Every step that can be come to, the starts among them."""
    reached, waiting = set[str](), list(starts)
    while waiting:
        step_id = waiting.pop()
        if step_id not in reached and step_id in onward:
            reached.add(step_id)
            waiting += onward[step_id]
    return reached


def circles(onward: Mapping[str, set[str]]) -> list[str]:
    """The steps that can be come back to from themselves, in the order of `onward`."""
    return [step_id for step_id in onward if step_id in reachable(onward[step_id], onward)]
