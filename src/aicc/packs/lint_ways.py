"""The ways from step to step, and what is known on every one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aicc.domain.action import BackendAction
from aicc.domain.flow import Flow, Step
from aicc.packs.lint_found import Actions
from aicc.packs.lint_steps import answers_of

Facts = frozenset[str]  # names that templates may use: "topic", "balance.amount"
ANYTHING = "*"  # the value of an action that is not known, which is a finding of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One outcome of a step; without a target the scenario ends there."""

    outcome: str
    target: str | None
    adds: Facts = frozenset()
    has_failed: bool = False


def ways_from(step: Step, actions: Actions) -> tuple[Way, ...]:
    if step.call:
        return _ways_of_call(step, actions.get(step.call.action))
    if step.asks:
        added = frozenset({step.slot})
        return tuple(
            Way(outcome=answer, target=step.target(answer), adds=added)
            for answer in answers_of(step)
        )
    return (Way(outcome="", target=None if step.handoff else step.next_step),)


def _ways_of_call(step: Step, about: BackendAction | None) -> tuple[Way, ...]:
    unknown = dict.fromkeys(("ok", *step.branches), frozenset({ANYTHING}))
    outcomes: Mapping[str, Facts] = about.outcomes if about else unknown
    after = None if step.handoff else step.next_step
    ways = [
        Way(
            outcome=outcome,
            target=step.branches.get(outcome, after),
            adds=frozenset(f"{step.slot}.{name}" for name in (*values, "outcome")),
        )
        for outcome, values in outcomes.items()
    ]
    if step.on_error:
        ways.append(Way(outcome="", target=step.on_error, has_failed=True))
    return tuple(ways)


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
    if not step.call or way.has_failed:
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
