"""Keys of a telephone: what each means by itself, and what a question takes."""

import re

from aicc.domain.closed import Closed
from aicc.domain.flow import InputType, Step
from aicc.domain.said import Said
from aicc.korean.answers.guards import Guard

PERSON_KEY, REPEAT_KEY, DONE_KEY = "0", "*", "#"
_DIGITS_ALONE = re.compile(r"[\d\s.*#-]*\d[\d\s.*#-]*")
_NAMES_THINGS = frozenset({InputType.DIGITS, InputType.SELECTION, InputType.MULTI})


def command_of(keys: str) -> Guard | None:
    return Guard.REPEAT if keys == REPEAT_KEY else None


def closed_of(keys: str, *, is_open: bool) -> Closed | None:
    """`is_open`: no scenario asks for anything, so that the last key ends the conversation."""
    if keys == DONE_KEY and is_open:
        return Closed.GOODBYE
    return Closed.PERSON if keys == PERSON_KEY else None


def is_bare_number(said: Said) -> bool:
    """Digits and nothing else, keyed or typed."""
    return _DIGITS_ALONE.fullmatch(said.plain) is not None


def takes_zero(step: Step) -> bool:
    """It names something here, or none of what is counted may be the answer."""
    least = step.validation.minimum if step.validation else None
    return step.input_type in _NAMES_THINGS or least == 0
