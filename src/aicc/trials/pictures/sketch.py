"""A scenario as boxes and arrows, before anything has a place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from aicc.conversation.scenario.machine import ERROR, NEXT
from aicc.domain.flow import Flow, Step
from aicc.packs.lint.finding import Actions
from aicc.packs.lint.flow import Neighbours
from aicc.packs.yaml_reading import read_yaml
from aicc.trials.coverage import exits

_LONGEST_CONDITION = 34
_FIELD = re.compile(r"\{([\w.]+)(?::[^{}/]*)?(?::([^{}:]*/[^{}:]*))?\}")


class Kind(StrEnum):
    ASKS = "asks"
    CALLS = "calls"
    ENTERS = "enters"
    SAYS = "says"
    DECIDES = "decides"
    HANDS_OVER = "hands_over"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """`note` is what it waits for, calls, enters or asks a person from; `words` are its message."""

    id: str
    kind: Kind
    words: str = ""
    note: str = ""
    is_first: bool = False
    is_last: bool = False
    visits: int | None = None  # None where nobody counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """Every way that leads from one step to another; `ways` are their names in traces."""

    source: str
    target: str
    label: str = ""
    ways: tuple[str, ...] = ()
    is_error: bool = False
    visits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    name: str
    locale: str
    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...] = field(default=())


Visits = Mapping[str, int]  # by way, as "flow/step:outcome"


def sketch(
    flow: Flow,
    flows: Mapping[str, Flow],
    actions: Actions,
    *,
    locale: str = "ko",
    visits: Visits | None = None,
) -> Sketch:
    """`flows` are those that it may enter; `visits` say how often each way was taken."""
    arrows = tuple(_arrows(flow, flows, actions, locale, visits))
    boxes = {step.id: _box(flow, step, arrows, locale, visits) for step in flow.steps.values()}
    named = {arrow.target for arrow in arrows}
    missing = {
        each: Box(id=each, kind=Kind.MISSING, note=words(locale)["missing"])
        for each in sorted(named - boxes.keys())
    }
    return Sketch(name=flow.name, locale=locale, boxes={**boxes, **missing}, arrows=arrows)


@cache
def words(locale: str) -> Mapping[str, str]:
    every: Mapping[str, Mapping[str, str]] = read_yaml(Path(__file__).with_name("words.yaml"))
    return every[locale]


def _box(
    flow: Flow, step: Step, arrows: tuple[Arrow, ...], locale: str, visits: Visits | None
) -> Box:
    kind = _kind(step)
    notes = {
        Kind.ASKS: words(locale).get(step.input_type, ""),
        Kind.CALLS: step.call.action if step.call else "",
        Kind.ENTERS: step.enters,
        Kind.HANDS_OVER: step.handoff or "",
    }
    secret = f" · {words(locale)['secret']}" if step.secret else ""
    left = [count for way, count in (visits or {}).items() if _step_of(way) == (flow.id, step.id)]
    return Box(
        id=step.id,
        kind=kind,
        words=" ".join(_FIELD.sub(r"{\1}\2", step.message).split()),
        note=notes.get(kind, "") + secret,
        is_first=step.id == flow.first,
        is_last=not any(arrow.source == step.id for arrow in arrows),
        visits=None if visits is None else sum(left),
    )


def _kind(step: Step) -> Kind:
    if step.asks:
        return Kind.ASKS
    if step.call:
        return Kind.CALLS
    if step.enters:
        return Kind.ENTERS
    if step.handoff:
        return Kind.HANDS_OVER
    return Kind.SAYS if step.message else Kind.DECIDES


def _arrows(
    flow: Flow,
    flows: Mapping[str, Flow],
    actions: Actions,
    locale: str,
    visits: Visits | None,
) -> Iterator[Arrow]:
    """One arrow for all ways between the same two steps, but for those of a failure."""
    ways = Neighbours(queues=(), actions=actions, flows=flows).ways_in(flow)
    for step in flow.steps.values():
        outcomes = list(
            dict.fromkeys(each.outcome for each in ways[step.id] if not each.has_failed)
        )
        leads = dict.fromkeys((name, to) for name, to in exits(step, outcomes) if to)
        labels = _labels(step, outcomes, [name for name, _ in leads], locale)
        together: dict[tuple[str, bool], list[str]] = {}
        for name, target in leads:
            together.setdefault((target or "", name == ERROR), []).append(name)
        for (target, is_error), names in together.items():
            whole = tuple(f"{flow.id}/{step.id}:{name}" for name in names)
            yield Arrow(
                source=step.id,
                target=target,
                label=", ".join(filter(None, (labels[name] for name in names))),
                ways=whole,
                is_error=is_error,
                visits=None if visits is None else sum(visits.get(way, 0) for way in whole),
            )


def _labels(step: Step, outcomes: list[str], names: list[str], locale: str) -> dict[str, str]:
    """By way. The only one needs no label; what has no name is called "else"."""
    known = words(locale)
    labels = {name: known.get(name, name) for name in names}
    for number, case in enumerate(step.cases, 1):
        if f"case_{number}" in labels:
            labels[f"case_{number}"] = _short(case.when)
    if names == [NEXT] or NEXT not in labels:
        return {**labels, NEXT: ""}
    plain = [each for each in outcomes if each and each not in step.branches]
    is_named = len(plain) == 1 and not step.cases and not step.asks
    return {**labels, NEXT: plain[0] if is_named else known[NEXT]}


def _short(condition: str) -> str:
    if len(condition) <= _LONGEST_CONDITION:
        return condition
    return condition[: _LONGEST_CONDITION - 1] + "…"


def _step_of(way: str) -> tuple[str, str]:
    flow_id, _, step_id = way.rpartition(":")[0].partition("/")
    return flow_id, step_id
