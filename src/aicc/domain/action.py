"""A back-end action as scenarios see it: what it must be told, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAction:
    """`outcomes` names the values that come with each outcome; `arguments` must be given.

    What `cannot_be_undone` is called only after the customer said yes to it.
    """

    arguments: frozenset[str]
    outcomes: Mapping[str, frozenset[str]]
    cannot_be_undone: bool = False
