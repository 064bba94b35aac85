"""A back-end action as scenarios see it: what it must be told, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAction:
    """`outcomes` names the values that come with each outcome; `arguments` must be given."""

    arguments: frozenset[str]
    outcomes: Mapping[str, frozenset[str]]
