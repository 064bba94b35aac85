"""What is wrong with a scenario before it is kept: its form, then its ways, as for a pack's file.

Loads pydantic: it is for staff's editing, not for turns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from aicc.domain.json import JsonMap
from aicc.packs.lint_flow import Neighbours, check_flow
from aicc.packs.schema import FlowFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`place` leads into the flow, such as "steps.2.next_step"."""

    place: str
    message: str
    is_error: bool = True


def checked(body: Mapping[str, Any], around: Neighbours) -> tuple[JsonMap, list[Problem]]:
    """The flow with its defaults written out, and every finding; empty when it has no form."""
    try:
        plain = FlowFile.model_validate(body).model_dump(mode="json")
    except ValidationError as wrong:
        return {}, list(_of_the_form(wrong))
    found = check_flow("", plain, around)
    return plain, [
        Problem(place=".".join(map(str, each.place)), message=each.message, is_error=each.is_error)
        for each in found
    ]


def _of_the_form(wrong: ValidationError) -> Iterator[Problem]:
    for each in wrong.errors():
        yield Problem(place=".".join(map(str, each["loc"])), message=each["msg"])
