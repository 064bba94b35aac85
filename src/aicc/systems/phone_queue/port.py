"""A queue of the contact centre: what the rest of the project may ask for."""

from dataclasses import dataclass
from typing import Protocol

from aicc.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedCaller:
    """Empty where the contact centre did not say."""

    instance_id: str
    contact_id: str
    queue_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallersPlace:
    """None is what nobody can know. `ahead` are those who are served before, `others` those who
    wait in the same queue, before or after."""

    ahead: int | None = None
    others: int | None = None
    wait_s: float | None = None
    staffed: int | None = None


class PhoneQueue(Protocol):
    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        """What cannot be asked now is not known: nothing is raised, a caller is listening."""
        ...


class NoPhoneQueue:
    """Where there is no contact centre: nothing can be known."""

    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        return CallersPlace()
