"""Conditions on a reply: all that one names must hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from aicc.domain.json import Json
from aicc.errors import InvalidInputError
from aicc.trials.dialogues.shown import ANY_FLOW, NO_FLOW, ShownReply

Holds = Callable[[ShownReply], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """{"says": "A|B", "flow": "none"}: the reply says one of these, no scenario waits."""

    tests: tuple[Holds, ...]

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """`InvalidInputError` for a key or a value that no condition has."""
        if not isinstance(data, Mapping):
            raise InvalidInputError(f"a condition is an object, not {data!r}")
        return cls(tuple(_test(key, wanted) for key, wanted in data.items()))

    def holds(self, reply: ShownReply) -> bool:
        return all(test(reply) for test in self.tests)


def _test(key: str, wanted: Json) -> Holds:
    if key == "flow":
        return _stands_in(wanted)
    if key in _READ_TEXT:
        return _found_in(key, wanted)
    if key in _READ_FACT:
        return _is_fact(key, wanted)
    raise InvalidInputError(f"unknown condition {key!r}")


def _found_in(key: str, wanted: Json) -> Holds:
    read, is_wanted = _READ_TEXT[key]
    if not isinstance(wanted, str):
        raise InvalidInputError(f"{key}: a regular expression, not {wanted!r}")
    try:
        pattern = re.compile(wanted)
    except re.error as error:
        raise InvalidInputError(f"{key}: {wanted!r} is no regular expression") from error
    return lambda reply: bool(pattern.search(read(reply))) is is_wanted


def _is_fact(key: str, wanted: Json) -> Holds:
    if not isinstance(wanted, bool):
        raise InvalidInputError(f"{key}: true or false, not {wanted!r}")
    read = _READ_FACT[key]
    return lambda reply: read(reply) is wanted


def _stands_in(wanted: Json) -> Holds:
    names = wanted if isinstance(wanted, list) else [wanted]
    if not all(isinstance(name, str) for name in names):
        raise InvalidInputError(f"flow: a name or a list of names, not {wanted!r}")
    return lambda reply: reply.flow_id in names or (ANY_FLOW in names and reply.flow_id != NO_FLOW)


# What a regular expression is looked for in, and whether it is to be found there
_READ_TEXT: Final[Mapping[str, tuple[Callable[[ShownReply], str], bool]]] = {
    "says": (lambda reply: reply.line, True),
    "not": (lambda reply: reply.line, False),
    "step": (lambda reply: reply.step_id, True),
    "offers": (lambda reply: reply.offers, True),
}
_READ_FACT: Final[Mapping[str, Holds]] = {
    "ticket": lambda reply: reply.has_ticket,
    "miss": lambda reply: reply.is_miss,
    "ended": lambda reply: reply.is_end,
}
