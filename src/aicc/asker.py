"""Who asks, beyond one session: an address or a user, whose requests over an hour are counted."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

WITHIN_S = 3600.0
_MOST_ASKERS = 10_000

_asker: ContextVar[str] = ContextVar("asker", default="")


@contextmanager
def asking(asker: str) -> Iterator[None]:
    """Inside, what is counted is counted against this one; against nobody when empty."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


class HourlyCount:
    """How often the one who asks now did something in the last hour. In this process alone; safe
    for threads."""

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        """`most` is 0 where there is no limit."""
        self._most = most
        self._monotonic = monotonic
        self._lock = Lock()
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    @property
    def is_full(self) -> bool:
        asker = _asker.get()
        if not (asker and self._most):
            return False
        with self._lock:
            return len(self._recent(asker)) >= self._most

    def add(self) -> None:
        asker = _asker.get()
        if not (asker and self._most):
            return
        with self._lock:
            times = self._recent(asker)
            times.append(self._monotonic())
            self._times[asker] = times
            self._times.move_to_end(asker)
            while len(self._times) > _MOST_ASKERS:
                self._times.popitem(last=False)

    def _recent(self, asker: str) -> deque[float]:
        times = self._times.get(asker, deque())
        oldest = self._monotonic() - WITHIN_S
        while times and times[0] <= oldest:
            times.popleft()
        return times
