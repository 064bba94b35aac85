"""What surrounds a call and can be set: the clock, opening hours, people and queues."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random

from aicc.clock import KST, HandClock

LATER_S = 1e9  # nobody comes


class Hours(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CLOCK = "clock"  # the pack's hours, by the call's own clock


def nine_to_six(when: datetime) -> bool:
    """On weekdays in Korea, where no pack says it."""
    here = when.astimezone(KST)
    return here.isoweekday() <= 5 and 9 <= here.hour < 18


def at_once(seconds: float) -> None:
    """Time that passes on the call's clock alone."""


@dataclass(slots=True, kw_only=True)
class World:
    """The clock moves with prompts, silence and waiting."""

    clock: HandClock = field(default_factory=HandClock)
    hours: Hours = Hours.OPEN
    opened_at: Callable[[datetime], bool] = nine_to_six
    agents: int = 1
    queue_wait_s: float = 20.0
    waiting: int = 0  # callers before this one
    queue_is_full: bool = False
    random: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - splits calls, no secret
    pause: Callable[[float], None] = at_once
    joined_at: datetime | None = None  # when the caller joined a queue

    @property
    def now(self) -> datetime:
        return self.clock.now

    def pass_time(self, seconds: float) -> None:
        self.clock.move(seconds)
        self.pause(seconds)

    @property
    def is_open(self) -> bool:
        if self.hours is not Hours.CLOCK:
            return self.hours is Hours.OPEN
        return self.opened_at(self.now)

    @property
    def wait_left_s(self) -> float:
        """Of the wait in the queue, where somebody is there to end it."""
        waited_s = (self.now - self.joined_at).total_seconds() if self.joined_at else 0.0
        return max(0.0, self.queue_wait_s - waited_s)

    @property
    def person_in_s(self) -> float:
        """How long a caller who joins a queue now waits for a person."""
        return self.queue_wait_s if self.agents else LATER_S
