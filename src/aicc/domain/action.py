"""A back-end action as scenarios see it: what it must be told, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ValueKind(StrEnum):
    """What a value must be, so that the texts which use it can be said."""

    ANY = "any"  # a text, a number, or yes and no
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # 2026-03-02
    TIME = "time"  # 15:30
    DATETIME = "datetime"


Fields = Mapping[str, ValueKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAction:
    """`outcomes` names the values that come with each outcome; `arguments` must be given.

    A value in `lists` is a list of records, each with these fields. What `cannot_be_undone` is
    called only after the customer said yes to it.
    """

    arguments: frozenset[str]
    outcomes: Mapping[str, frozenset[str]]
    cannot_be_undone: bool = False
    kinds: Mapping[str, ValueKind] = field(default_factory=dict)  # by value; any without one
    lists: Mapping[str, Fields] = field(default_factory=dict)  # by value
