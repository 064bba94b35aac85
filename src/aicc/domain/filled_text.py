"""Texts with values of a company's systems in them: "{waiting.people:number}" asks `waiting`.

All else in such a text is said as it stands, braces too, where no action has the name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aicc.domain.action import BackendAction

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)(?::[^{}]*)?\}")
GIVEN = frozenset({"today", "now", "channel"})  # arguments that need nobody to answer them


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemField:
    """`written` is the field as it stands in the text."""

    action: str
    value: str
    written: str

    @property
    def name(self) -> str:
        return f"{self.action}.{self.value}"


def system_fields(text: str) -> Iterator[SystemField]:
    """Fields that may ask a system, in order; one that no action has is none."""
    for found in _FIELD.finditer(text):
        yield SystemField(action=found[1], value=found[2], written=found[0])


def can_be_asked(about: BackendAction) -> bool:
    """By an answer, that is: with nothing to be told by a customer, and nothing done by it."""
    return about.arguments <= GIVEN and not about.cannot_be_undone


def fields_to_ask(text: str, actions: Mapping[str, BackendAction]) -> list[SystemField]:
    return [each for each in system_fields(text) if each.action in actions]
