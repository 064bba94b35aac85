"""Calls to one service that never hold a turn up longer than it may wait.

botocore takes its time-outs when a client is made and not with the call, and they count
from one byte to the next; looking a name up and shaking hands know no deadline at all. So a call
runs in a thread of its own and is given up on the second; meanwhile the embedded engine works
and other services are asked.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Generic, TypeVar

from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.errors import AiccError, ProviderError

T = TypeVar("T")

LEAST_S = 0.05  # no service answers in less: a call would only be thrown away


class LimitedCalls:
    """`own_s` is how long one call may take, where the turn has that much left; `threads` are
    its own, so many, or some that it shares. `refusals_fail`: an error that will not pass counts
    against the service, too; else it shows that the service is there.
    """

    def __init__(
        self,
        service: str,
        *,
        own_s: float,
        threads: int | ThreadPoolExecutor,
        breaker: CircuitBreaker,
        refusals_fail: bool = True,
    ) -> None:
        self.service = service
        self._own_s = own_s
        self._breaker = breaker
        self._refusals_fail = refusals_fail
        if isinstance(threads, int):
            threads = ThreadPoolExecutor(threads, thread_name_prefix=service)
        self._threads = threads

    def begin(self, call: Callable[[], T], deadline: Deadline) -> "Pending[T]":
        """`ProviderError` at once when there is no time left or the circuit is open."""
        limit_s = deadline.cap(self._own_s)
        if limit_s < LEAST_S:
            raise ProviderError(f"{self.service}: no time left", retryable=True)
        if not self._breaker.allows():
            raise ProviderError(f"{self.service}: failed too often, rests")
        return Pending(
            self._threads.submit(call),
            service=self.service,
            limit_s=limit_s,
            had_its_time=limit_s >= self._own_s / 2,
            breaker=self._breaker,
            refusals_fail=self._refusals_fail,
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
        refusals_fail: bool,
    ) -> None:
        self._future = future
        self._service = service
        self._limit_s = limit_s
        self._ends = Deadline(limit_s)
        self._had_its_time = had_its_time
        self._breaker = breaker
        self._refusals_fail = refusals_fail

    def result(self) -> T:
        """What the call gave; its own `ProviderError`, or one when it is late."""
        try:
            given = self._future.result(timeout=self._ends.left_s)
        except TimeoutError:
            self._future.cancel()
            self._is_late()
            raise ProviderError(
                f"{self._service}: no answer in {self._limit_s:.2f} s", retryable=True
            ) from None
        except ProviderError as error:
            if self._refusals_fail:
                self._breaker.failed()
            elif error.retryable:
                self._is_late()
            else:
                self._breaker.succeeded()  # it answered, though with something of no use
            raise
        self._breaker.succeeded()
        return given

    def _is_late(self) -> None:
        if self._had_its_time:  # a service is not to blame for what else took the turn's time
            self._breaker.failed()


@contextmanager
def counted(breaker: CircuitBreaker, failure: type[AiccError]) -> Iterator[None]:
    """A call in place: its failures open the circuit in time, and its success closes it."""
    try:
        yield
    except failure:
        breaker.failed()
        raise
    breaker.succeeded()
