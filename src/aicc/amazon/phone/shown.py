"""What the phone shows of a call, line by line: what is said, heard and done."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    BOT = "bot"
    CALLER = "you"
    PERSON = "person"  # what the human agent alone hears: the whisper
    NOTE = "note"  # what happened, in our words
    ACTION = "action"  # one action of a flow and the branch it took
    DATA = "data"  # attributes that changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`at_s` is the call's own time, which prompts and silence move."""

    kind: Kind
    text: str
    at_s: float = 0.0


Show = Callable[[Line], None]


def nowhere(line: Line) -> None:
    """For calls that nobody looks at."""
