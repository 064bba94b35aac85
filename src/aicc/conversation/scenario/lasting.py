"""Answers that outlive their scenario: which, for how long, and for whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.memory import KeptValue
from aicc.domain.run import FlowRun

Keep = Mapping[str, float]  # seconds by the name of an answer


def keep_of(flows: FlowLibrary, begun: Iterable[Flow], always: Keep) -> Keep:
    """What the pack keeps always, and what these scenarios and those that they enter keep."""
    keep = dict(always)
    for flow in begun:
        for step in flow.steps.values():
            entered = flows.current.get(step.enters) if step.enters else None
            keep |= entered.keep if entered else {}
        keep |= flow.keep
    return keep


def known_to(kept: Iterable[KeptValue], keep: Keep) -> tuple[KeptValue, ...]:
    """Of what is kept, what a scenario may know."""
    return tuple(each for each in kept if each.name in keep)


def still_kept(kept: Iterable[KeptValue], now: datetime) -> tuple[KeptValue, ...]:
    """What is not past its time, and was not lost with the session."""
    return tuple(each for each in kept if each.until > now and each.value is not None)


def kept_after(
    run: FlowRun, kept: Sequence[KeptValue], keep: Keep, now: datetime
) -> tuple[KeptValue, ...]:
    """A new answer takes the place of the one before; one that was only used again gets no more
    time by it."""
    known = {each.name: each for each in kept}
    for name, seconds in keep.items():
        value = run.answers.get(name)
        before = known.get(name)
        if value is None or name in run.taken or (before and before.value == value):
            continue
        known[name] = KeptValue(
            name=name,
            value=value,
            until=now + timedelta(seconds=seconds),
            is_secret=name in run.secrets,
            was_found=name in run.found_since_secret,
        )
    return tuple(known.values())
