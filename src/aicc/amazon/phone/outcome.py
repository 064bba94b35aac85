"""How an action ends: which branch it takes, or that the flow is left."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from aicc.amazon.connect.model import Flow

NO_MATCH, NO_CONDITION, TIMED_OUT = (
    "NoMatchingError",
    "NoMatchingCondition",
    "InputTimeLimitExceeded",
)


class Ending(StrEnum):
    """How a flow was left."""

    FINISHED = "finished"  # a queue or whisper flow has done its work
    RETURNED = "returned"  # a module
    QUEUED = "queued"
    DISCONNECTED = "disconnected"
    BROKEN = "broken"  # there was no way on: Connect hangs up


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The way on that needs no result."""

    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The first condition that the value meets; without one, the error that says so."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    error: str = NO_MATCH
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goes:
    """Into another flow, which replaces this one."""

    flow: Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    ending: Ending


Outcome: TypeAlias = Next | Matched | Failed | Goes | Ends


class CallerLeft(Exception):
    """Wherever the call is, it is over."""


class PersonCame(Exception):
    """Whatever the queue flow was doing, it stops."""
