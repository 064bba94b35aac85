"""Keys of a telephone: what each means by itself, and what a question takes."""

import re

from aicc.conversation.opening import Running
from aicc.domain.closed import Closed
from aicc.domain.flow import InputType, Step
from aicc.domain.said import Said
from aicc.domain.turn import Awaited
from aicc.korean.answers.guards import Guard

PERSON_KEY, REPEAT_KEY, DONE_KEY = "0", "*", "#"
LONGEST_PHONE = 11
MOST_ONE_KEY = 9  # options that one key names

_REPEATED = re.compile(r"\{(?:\d+,)?(\d+)\}")  # how often at most: \d{6,7}
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


def awaited(running: Running | None) -> Awaited:
    """What the question that waits now should bring."""
    if running is None or not running.step.asks:
        return Awaited()
    step = running.step
    return Awaited(kind=str(step.input_type), keys=_most_keys(step), is_secret=step.secret)


def _most_keys(step: Step) -> int:
    match step.input_type:
        case InputType.CONFIRM:
            return 1
        case InputType.SELECTION:
            return 1 if len(step.options) <= MOST_ONE_KEY else 2
        case InputType.PHONE:
            return LONGEST_PHONE
        case InputType.DIGITS if step.validation and step.validation.pattern:
            return max(map(int, _REPEATED.findall(step.validation.pattern)), default=0)
    return 0
