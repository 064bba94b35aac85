"""What changed between two flows, action by action; positions on the screen are no change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aicc.amazon.connect.model import Action, Flow
from aicc.domain.json import Json


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`action` by its name in the newer flow, in the older one where it was removed."""

    change: Change
    action: str
    what: str = ""  # what of it changed, as a path
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        if self.change is not Change.CHANGED:
            return f"{self.change} {self.action}"
        return f"changed {self.action}: {self.what}: {self.before or '-'} -> {self.after or '-'}"


def differences(before: Flow, after: Flow) -> Sequence[Difference]:
    """In the order of the newer flow; removed actions last."""
    renamed = _renamed(before, after)
    old = {renamed.get(action.identifier, action.identifier): action for action in before.actions}
    new = after.by_identifier()
    found: list[Difference] = list(_flow(before, after, renamed))
    for identifier, action in new.items():
        if identifier in old:
            found.extend(_action(old[identifier], action, renamed))
        else:
            found.append(Difference(change=Change.ADDED, action=identifier))
    found.extend(
        Difference(change=Change.REMOVED, action=identifier)
        for identifier in old
        if identifier not in new
    )
    return tuple(found)


def _renamed(before: Flow, after: Flow) -> Mapping[str, str]:
    """Old names to new ones: both stand in one flow alone, with equal type and parameters.

    Where several actions are alike, the ways that lead to them tell: a pair is believed when it
    is the only one.
    """
    old, new = before.by_identifier(), after.by_identifier()
    gone = [each for name, each in old.items() if name not in new]
    come = [each for name, each in new.items() if name not in old]
    pairs: dict[str, str] = {}
    for action in gone:
        alike = [each for each in come if _is_alike(action, each)]
        rivals = [each for each in gone if _is_alike(each, action)]
        if len(alike) == 1 and len(rivals) == 1:
            pairs[action.identifier] = alike[0].identifier
    return {**pairs, **_followed(before, after, pairs)}


def _followed(before: Flow, after: Flow, pairs: Mapping[str, str]) -> Mapping[str, str]:
    """Renamed actions among several alike: what the same branch of a known one leads to."""
    old, new = before.by_identifier(), after.by_identifier()
    known = {**{name: name for name in old if name in new}, **pairs}
    starts = [(before.start_action, after.start_action)]
    ahead = [*known.items(), *_more(starts, old, new, known)]
    while ahead:
        old_name, new_name = ahead.pop()
        known.setdefault(old_name, new_name)
        ways = dict(new[new_name].transitions.ways())
        steps = [
            (target, ways[branch])
            for branch, target in old[old_name].transitions.ways()
            if branch in ways
        ]
        ahead.extend(_more(steps, old, new, known))
    return {name: each for name, each in known.items() if name != each}


def _more(
    steps: Sequence[tuple[str, str]],
    old: Mapping[str, Action],
    new: Mapping[str, Action],
    known: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    gone = old.keys() - new.keys() - known.keys()
    come = new.keys() - old.keys() - set(known.values())
    for old_name, new_name in steps:
        if old_name in gone and new_name in come and _is_alike(old[old_name], new[new_name]):
            yield old_name, new_name


def _is_alike(one: Action, other: Action) -> bool:
    return one.type == other.type and one.parameters == other.parameters


def _flow(before: Flow, after: Flow, renamed: Mapping[str, str]) -> Iterator[Difference]:
    start = renamed.get(before.start_action, before.start_action)
    for what, old, new in (
        ("Version", before.version, after.version),
        ("StartAction", start, after.start_action),
        ("type", str(before.kind or ""), str(after.kind or "")),
    ):
        if old != new:
            yield Difference(
                change=Change.CHANGED, action="the flow", what=what, before=old, after=new
            )


def _action(old: Action, new: Action, renamed: Mapping[str, str]) -> Iterator[Difference]:
    before, after = _flat(old, renamed), _flat(new, {})
    for what in dict.fromkeys((*before, *after)):
        if before.get(what) != after.get(what):
            yield Difference(
                change=Change.CHANGED,
                action=new.identifier,
                what=what,
                before=before.get(what, ""),
                after=after.get(what, ""),
            )


def _flat(action: Action, renamed: Mapping[str, str]) -> dict[str, str]:
    """An action as paths and texts, its targets by their new names."""
    flat = {"Type": action.type}
    for name, value in action.parameters.items():
        flat.update(_leaves(value, f"Parameters.{name}"))
    for branch, target in action.transitions.ways():
        flat[branch] = renamed.get(target, target)
    return flat


def _leaves(value: Json, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for name, each in value.items():
            yield from _leaves(each, f"{place}.{name}")
    elif isinstance(value, list) and value:
        for index, each in enumerate(value):
            yield from _leaves(each, f"{place}[{index}]")
    else:
        yield place, str(value)
