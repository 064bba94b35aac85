"""Counts of the last minute that several processes have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aicc.deadline import Deadline

WINDOW_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    kind: str  # session, address
    name: str
    most: int  # a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    kind: str
    wait_s: float


class SharedRates(Protocol):
    def hit(self, rates: Sequence[Rate], deadline: Deadline) -> Full | None:
        """Counted once in each; in none where one is full, which is told. `StoreError` when it
        cannot be known in time."""
        ...
