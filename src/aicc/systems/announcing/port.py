"""Somewhere that requests for a person are told, beside the desk that keeps them."""

from collections.abc import Collection
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.announcement import Notice, Occasion
from aicc.domain.handoff import Ticket


class Announcer(Protocol):
    """Telling the same notice again tells it once where the other side allows it."""

    @property
    def name(self) -> str: ...

    @property
    def occasions(self) -> Collection[Occasion]: ...

    def wants(self, ticket: Ticket) -> bool: ...

    def announce(self, notice: Notice, ticket: Ticket, deadline: Deadline) -> str:
        """What it is known as there, empty for nothing. `ProviderError` where it did not arrive;
        one that is not retryable is tried again all the same, since settings are mended."""
        ...
