"""Calls to one service that never hold a turn up longer than it may wait.

botocore takes its time-outs when a client is made and not with the call, and they count
from one byte to the next. So a call runs in a thread of its own and is given up on the second;
meanwhile the embedded engine works and other services are asked.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.errors import ProviderError

T = TypeVar("T")

LEAST_S = 0.05  # no service answers in less: a call would only be thrown away


class LimitedCalls:
    """`own_s` is how long one call may take, where the turn has that much left."""

    def __init__(self, service: str, *, own_s: float, threads: int, breaker: CircuitBreaker):
        self.service = service
        self._own_s = own_s
        self._breaker = breaker
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=service)

    def begin(self, call: Callable[[], T], deadline: Deadline) -> "Pending[T]":
        """`ProviderError` at once when there is no time left or the circuit is open."""
        limit_s = deadline.cap(self._own_s)
        if limit_s < LEAST_S:
            raise ProviderError(f"{self.service}: no time left")
        if not self._breaker.allows():
            raise ProviderError(f"{self.service}: failed too often, rests", retryable=True)
        return Pending(
            self._threads.submit(call),
            service=self.service,
            limit_s=limit_s,
            had_its_time=limit_s >= self._own_s / 2,
            breaker=self._breaker,
        )


class Pending(Generic[T]):
    """A call under way."""

    def __init__(
        self,
        future: "Future[T]",
        *,
        service: str,
        limit_s: float,
        had_its_time: bool,
        breaker: CircuitBreaker,
    ) -> None:
        self._future = future
        self._service = service
        self._limit_s = limit_s
        self._ends = Deadline(limit_s)
        self._had_its_time = had_its_time
        self._breaker = breaker

    def result(self) -> T:
        """What the call gave; its own `ProviderError`, or one when it is late."""
        try:
            given = self._future.result(timeout=self._ends.left_s)
        except TimeoutError:
            self._future.cancel()
            if self._had_its_time:  # a service is not to blame for what else took the turn's time
                self._breaker.failed()
            raise ProviderError(
                f"{self._service}: no answer in {self._limit_s:.2f} s", retryable=True
            ) from None
        except ProviderError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return given
