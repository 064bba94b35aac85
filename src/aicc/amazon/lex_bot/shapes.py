"""What each file of an archive may hold, member by member: `shapes.json` says it, this applies it.

The names in there are those of the Lex V2 models API, whose limits they have.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from aicc.domain.finding import RuleFinding
from aicc.domain.json import Json

ANYTHING = "Any"  # a member that is known, and not looked into

_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "flag": (bool,),
    "whole": (int,),
    "number": (int, float),
}
_CALLED = {
    "text": "a text",
    "flag": "true or false",
    "whole": "a whole number",
    "number": "a number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`least` and `most` are of a number itself, of a text or list its length."""

    type: str = ""
    of: str = ""
    by: str = ""
    least: float | None = None
    most: float | None = None
    pattern: str = ""
    means: str = ""  # the pattern in words
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    shape: str
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    values: Mapping[str, Limits]
    lists: Mapping[str, Limits]
    maps: Mapping[str, Limits]
    objects: Mapping[str, Mapping[str, Member]]


@cache
def shapes() -> Shapes:
    data = json.loads(Path(__file__).with_name("shapes.json").read_text(encoding="utf-8"))
    return Shapes(
        values=_limits(data["values"]),
        lists=_limits(data["lists"]),
        maps=_limits(data["maps"]),
        objects={
            name: {
                member: Member(shape=shape.rstrip("!"), is_required=shape.endswith("!"))
                for member, shape in members.items()
            }
            for name, members in data["objects"].items()
        },
    )


def _limits(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Limits]:
    return {name: Limits(**given) for name, given in data.items()}


def check_shape(shape: str, value: Json, path: str) -> Iterator[RuleFinding]:
    """Null is as good as absent. `path` is where the value stands: its file, then members."""
    known = shapes()
    if shape == ANYTHING or is_intrinsic(value):
        return
    if shape in known.objects:
        yield from _object(known.objects[shape], value, path)
    elif shape in known.lists:
        yield from _list(known.lists[shape], value, path)
    elif shape in known.maps:
        yield from _map(known.maps[shape], value, path)
    else:
        yield from _value(known.values[shape], value, path)


def is_intrinsic(value: Json) -> bool:
    """A value that CloudFormation computes: nothing can be said about it here."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    name = next(iter(value))
    return name == "Ref" or name.startswith("Fn::")


def _object(members: Mapping[str, Member], value: Json, path: str) -> Iterator[RuleFinding]:
    if not isinstance(value, Mapping):
        yield RuleFinding(rule="type", place=path, message="must be an object")
        return
    for name, member in members.items():
        given = value.get(name)
        if given is not None:
            yield from check_shape(member.shape, given, f"{path}: {name}")
        elif member.is_required:
            yield RuleFinding(rule="missing", place=path, message=f"add {name}")
    for name in sorted(value.keys() - members.keys()):
        near = get_close_matches(name, members, n=1)
        hint = f": write {near[0]}" if near else ": an export has no such member here"
        yield RuleFinding(rule="unknown", place=path, message=f"{name}{hint}", is_error=False)


def _list(limits: Limits, value: Json, path: str) -> Iterator[RuleFinding]:
    if not isinstance(value, list):
        yield RuleFinding(rule="type", place=path, message="must be a list")
        return
    yield from _size(limits, len(value), "entries", path)
    for at, each in enumerate(value):
        yield from check_shape(limits.of, each, f"{path}[{at}]")


def _map(limits: Limits, value: Json, path: str) -> Iterator[RuleFinding]:
    if not isinstance(value, Mapping):
        yield RuleFinding(rule="type", place=path, message="must be an object")
        return
    for name, each in value.items():
        yield from check_shape(limits.by, name, path)
        yield from check_shape(limits.of, each, f"{path}: {name}")


def _value(limits: Limits, value: Json, path: str) -> Iterator[RuleFinding]:
    is_flag = isinstance(value, bool)  # which Python counts among the whole numbers
    if not isinstance(value, _TYPES[limits.type]) or (is_flag and limits.type != "flag"):
        yield RuleFinding(rule="type", place=path, message=f"must be {_CALLED[limits.type]}")
    elif isinstance(value, str):
        yield from _text(limits, value, path)
    elif isinstance(value, int | float):
        yield from _size(limits, value, "", path)


def _text(limits: Limits, value: str, path: str) -> Iterator[RuleFinding]:
    yield from _size(limits, len(value), "characters", path)
    if limits.choices and value not in limits.choices:
        choices = ", ".join(limits.choices)
        yield RuleFinding(rule="choice", place=path, message=f"{value!r} must be one of {choices}")
    if limits.pattern and not re.fullmatch(limits.pattern, value):
        yield RuleFinding(rule="pattern", place=path, message=f"{value!r} must be {limits.means}")


def _size(limits: Limits, size: float, what: str, path: str) -> Iterator[RuleFinding]:
    counted = f"{size:,} {what}".strip()
    if limits.least is not None and not size >= limits.least:  # true of nan as well
        yield RuleFinding(rule="limit", place=path, message=f"{counted}: at least {limits.least:,}")
    if limits.most is not None and not size <= limits.most:
        yield RuleFinding(rule="limit", place=path, message=f"{counted}: at most {limits.most:,}")
