"""How long a turn may still take; every outside call asks it."""

import time
from collections.abc import Callable


class Deadline:
    def __init__(self, seconds: float, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._ends_at = monotonic() + seconds

    @property
    def left_s(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._ends_at - self._monotonic())

    @property
    def is_over(self) -> bool:
        return self.left_s == 0.0

    def cap(self, own_s: float) -> float:
        """A call's own time-out, or what is left if that is less."""
        return min(own_s, self.left_s)
