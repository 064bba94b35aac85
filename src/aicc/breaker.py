"""When to stop asking a service that does not answer, and when to try it again."""

import time
from collections.abc import Callable
from threading import Lock


class CircuitBreaker:
    """Opens after `failures` in a row. Every `rest_s` from then on one call may try; if it
    succeeds, all may ask again. Safe for many threads."""

    def __init__(
        self,
        *,
        failures: int = 5,
        rest_s: float = 30.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._rest_s = rest_s
        self._monotonic = monotonic
        self._failed = 0
        self._tries_at = 0.0
        self._lock = Lock()

    def allows(self) -> bool:
        """Whether a call may be made now; a yes to an open circuit is given once in `rest_s`."""
        with self._lock:
            if self._failed < self._most:
                return True
            now = self._monotonic()
            if now < self._tries_at:
                return False
            self._tries_at = now + self._rest_s
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._tries_at = self._monotonic() + self._rest_s
