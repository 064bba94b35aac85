"""What a flow asks, with the flows that it enters: each question becomes a slot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aicc.domain.flow import Flow, Step
from aicc.errors import InvalidInputError
from aicc.packs.from_files import targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`is_certain`: every walk through the flow comes by it."""

    flow_id: str
    step: Step
    is_certain: bool

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.step.options)


def questions(flows: Mapping[str, Flow], flow_id: str) -> tuple[Question, ...]:
    """In the order of the file; what an entered flow asks stands where it is entered."""
    certain = frozenset(_certain(flows, flow_id, frozenset()))
    return tuple(
        Question(flow_id=flow.id, step=step, is_certain=(flow.id, step.id) in certain)
        for flow, step in _asking(flows, flow_id, set())
    )


def flow_named(flows: Mapping[str, Flow], flow_id: str) -> Flow:
    flow = flows.get(flow_id)
    if flow is None:
        raise InvalidInputError(
            f"there is no flow {flow_id}: aicc validate shows where it is named"
        )
    return flow


def _asking(flows: Mapping[str, Flow], flow_id: str, seen: set[str]) -> Iterator[tuple[Flow, Step]]:
    if flow_id in seen:
        return
    seen.add(flow_id)
    flow = flow_named(flows, flow_id)
    for step in flow.steps.values():
        if step.asks:
            yield flow, step
        elif step.enters:
            yield from _asking(flows, step.enters, seen)


def _certain(
    flows: Mapping[str, Flow], flow_id: str, outer: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """From the first step on, as long as there is one way only."""
    flow = flow_named(flows, flow_id)
    step, passed = flow.steps[flow.first], set[str]()
    while step.id not in passed:
        passed.add(step.id)
        if step.asks:
            yield flow_id, step.id
        if step.enters and step.enters not in outer:
            yield from _certain(flows, step.enters, outer | {flow_id})
        ways = set(targets(step).values())
        following = flow.steps.get(ways.pop()) if len(ways) == 1 else None
        if following is None or step.handoff:
            return
        step = following
