"""Wrong passwords are counted, and after some of them nobody is let in for a while."""

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from .problems import HttpProblem

LOCKED_MINUTES = 15
# Who forgot theirs; who tries one name from everywhere; who tries all names from one place.
_OF_BOTH = RateLimitItemPerMinute(5, LOCKED_MINUTES)
_OF_NAME = RateLimitItemPerMinute(30, LOCKED_MINUTES)
_OF_ADDRESS = RateLimitItemPerMinute(30, LOCKED_MINUTES)


class SignInLimits:
    """Counted in this process, as requests are. A name that nobody has is counted as any other."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[tuple[str, ...]] = Counter()
        self._changing = Lock()

    @contextmanager
    def trying(self, name: str, address: str) -> Iterator[None]:
        """429 with Retry-After while it is locked, also with the right password. A try takes its
        place before the password is looked at, which is slow: many at once are no way round."""
        keys = [key for _, key in _counted(name, address)]
        with self._changing:
            self._check(name, address)
            self._under_way.update(keys)
        try:
            yield
        finally:
            with self._changing:
                self._under_way.subtract(keys)
                for key in keys:
                    if not self._under_way[key]:
                        del self._under_way[key]

    def _check(self, name: str, address: str) -> None:
        for limit, key in _counted(name, address):
            if not self._limiter.test(limit, *key, cost=1 + self._under_way[key]):
                reset = self._limiter.get_window_stats(limit, *key).reset_time
                again = {"Retry-After": str(max(1, math.ceil(reset - time.time())))}
                raise HttpProblem(HTTPStatus.TOO_MANY_REQUESTS, "locked_out", headers=again)

    def failed(self, name: str, address: str) -> None:
        for limit, key in _counted(name, address):
            self._limiter.hit(limit, *key)

    def succeeded(self, name: str, address: str) -> None:
        """Their own slips are forgotten; those of a whole address are not."""
        self._limiter.clear(_OF_BOTH, "both", name, address)


def _counted(name: str, address: str) -> tuple[tuple[RateLimitItemPerMinute, tuple[str, ...]], ...]:
    """Without a name it is a key that is tried, which nobody may lock for everybody."""
    here = (
        (_OF_BOTH, ("both", name, address)),
        (_OF_ADDRESS, ("address", address)),
    )
    return (*here, (_OF_NAME, ("name", name))) if name else here
