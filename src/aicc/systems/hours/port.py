"""Opening hours: what the rest of the project may ask for."""

from datetime import datetime, tzinfo
from typing import Protocol

from aicc.domain.opening_hours import OpenState


class Hours(Protocol):
    def at(self, queue: str, when: datetime) -> OpenState:
        """Of the queue's people at that instant; a queue that is not known has the pack's hours.
        A pack without hours is always open."""
        ...

    def may_call(self, when: datetime) -> bool:
        """Whether a customer may be called then, whoever is there: not at night."""
        ...

    @property
    def zone(self) -> tzinfo:
        """In which the hours are written, and customers say a time."""
        ...
