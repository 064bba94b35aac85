"""Which steps and ways of a pack's scenarios a set of conversations went through."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aicc.conversation.scenario.machine import ERROR, HANDOFF, NEXT
from aicc.domain.flow import Flow, Step
from aicc.domain.turn import Reply
from aicc.packs.lint.flow import Neighbours
from aicc.packs.lint.found import Actions
from aicc.packs.lint.ways import Way, known_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Names are "flow/step" and "flow/step:outcome", as in traces."""

    steps: Sequence[str]  # that can be reached
    ways: Sequence[str]  # that can be taken
    missed_steps: Sequence[str]
    missed_ways: Sequence[str]

    @property
    def percent(self) -> float:
        """Of steps or of ways, whichever is less."""
        return min(_percent(self.steps, self.missed_steps), _percent(self.ways, self.missed_ways))

    def __str__(self) -> str:
        return ", ".join(
            f"{len(every) - len(missed)} of {len(every)} {what} ({_percent(every, missed):.0f} %)"
            for what, every, missed in (
                ("steps", self.steps, self.missed_steps),
                ("ways", self.ways, self.missed_ways),
            )
        )


def coverage(flows: Mapping[str, Flow], actions: Actions, replies: Iterable[Reply]) -> Coverage:
    """Of the scenarios that the replies' turns went through."""
    walked, stood = set[str](), set[str]()
    for reply in replies:
        walked |= set(reply.facts.ways)
        if reply.facts.flow_id:
            stood.add(f"{reply.facts.flow_id}/{reply.facts.step_id}")
    return coverage_of(flows, actions, walked, stood)


def coverage_of(
    flows: Mapping[str, Flow],
    actions: Actions,
    walked: Collection[str],
    stood: Collection[str] = (),
) -> Coverage:
    """`walked` are ways that were taken, `stood` steps that somebody came to."""
    around = Neighbours(queues=(), actions=actions, flows=flows)
    possible = [way for flow in flows.values() for way in ways_of(flow, around.ways_in(flow))]
    steps = list(dict.fromkeys(map(_step_of, possible)))
    seen = {*stood, *map(_step_of, walked)}
    return Coverage(
        steps=steps,
        ways=possible,
        missed_steps=[step for step in steps if step not in seen],
        missed_ways=[way for way in possible if way not in walked],
    )


def ways_of(flow: Flow, ways: Mapping[str, tuple[Way, ...]]) -> Iterator[str]:
    """Every way that can be taken from a step that can be reached, in the order of the flow."""
    reached = known_at(flow, ways)
    for step in flow.steps.values():
        if step.id in reached:
            outcomes = dict.fromkeys(way.outcome for way in ways[step.id] if not way.has_failed)
            for name in dict.fromkeys(name for name, _ in exits(step, outcomes)):
                yield f"{flow.id}/{step.id}:{name}"


def exits(step: Step, outcomes: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """What the machine calls each way that these outcomes may take, and where it leads."""
    for outcome in outcomes:
        if outcome in step.branches:
            yield outcome, step.branches[outcome]
        elif step.handoff:
            yield HANDOFF, None
        else:
            yield from ((f"case_{at}", case.next_step) for at, case in enumerate(step.cases, 1))
            yield NEXT, step.next_step
    if step.call:
        yield ERROR, step.on_error


def _step_of(way: str) -> str:
    return way.rpartition(":")[0]


def _percent(every: Sequence[str], missed: Sequence[str]) -> float:
    return 100.0 * (len(every) - len(missed)) / len(every) if every else 100.0
