"""Wrong passwords are counted, and after some of them nobody is let in for a while."""

import math
import time
from http import HTTPStatus

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

    def check(self, name: str, address: str) -> None:
        """429 with Retry-After while it is locked, also with the right password."""
        for limit, key in _counted(name, address):
            if not self._limiter.test(limit, *key):
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
    return (
        (_OF_BOTH, ("both", name, address)),
        (_OF_NAME, ("name", name)),
        (_OF_ADDRESS, ("address", address)),
    )
