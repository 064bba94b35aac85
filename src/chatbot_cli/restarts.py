"""When a lost worker is started again: soon at first, and later each time it is lost young."""

import time
from collections.abc import Callable

from aicc.deadline import pauses

FIRST_S, LONGEST_S = 0.5, 10.0
STEADY_S = 60.0  # who lived so long was not lost by what it does at its start


class Restarts:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._pauses = pauses(FIRST_S, LONGEST_S)
        self._due: list[float] = []

    def lost(self, started_at: float) -> float:
        """One that was started then is to be started again; after how many seconds."""
        now = self._monotonic()
        if now - started_at >= STEADY_S:
            self._pauses = pauses(FIRST_S, LONGEST_S)
        pause_s = next(self._pauses)
        self._due.append(now + pause_s)
        return pause_s

    def next_in(self) -> float | None:
        """Seconds until one is due; None where none is."""
        return max(0.0, min(self._due) - self._monotonic()) if self._due else None

    def take_due(self) -> int:
        """How many are to be started now."""
        now = self._monotonic()
        later = [each for each in self._due if each > now]
        due, self._due = len(self._due) - len(later), later
        return due
