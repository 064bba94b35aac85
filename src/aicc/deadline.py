"""How long a turn may still take, which every outside call asks; and whether it may wait at all."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar


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


def pauses(first_s: float, longest_s: float = math.inf) -> Iterator[float]:
    """Seconds to wait before each new try, without end: 1, 2, 4 up to the longest. A wait is cut
    to what the deadline leaves by `Deadline.cap`."""
    pause_s = first_s
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, longest_s)


TryHold = Callable[[], AbstractContextManager[None] | None]

_must_not_wait: ContextVar[bool] = ContextVar("must_not_wait", default=False)


class WouldWaitError(Exception):
    """Not an `AiccError`, which a turn would take for a store's failure: it leaves the turn
    altogether, and whoever forbade the wait begins again where waiting is allowed."""


@contextmanager
def without_waiting() -> Iterator[None]:
    """Inside, on an event loop, whatever is about to wait raises `WouldWaitError` instead."""
    token = _must_not_wait.set(True)
    try:
        yield
    finally:
        _must_not_wait.reset(token)


def before_waiting(for_what: str) -> None:
    if _must_not_wait.get():
        raise WouldWaitError(for_what)
