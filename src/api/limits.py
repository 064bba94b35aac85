"""How often a session and an address may ask; too often is answered 429 with Retry-After."""

import math
import time
from http import HTTPStatus
from ipaddress import ip_address

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from aicc.settings import Settings

from .problems import HttpProblem


class RateLimits:
    """Counted in this process; behind several, each counts its own share."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._session = _a_minute(settings.session_rate)
        self._address = _a_minute(settings.address_rate)
        self._counts_loopback = settings.limit_loopback

    def check(self, request: Request, session_id: str = "") -> None:
        address = request.client.host if request.client else ""
        if not self._counts_loopback and _is_loopback(address):
            return
        self._hit(self._address, "address", address)
        if session_id:
            self._hit(self._session, "session", session_id)

    def _hit(self, limit: RateLimitItemPerMinute | None, kind: str, name: str) -> None:
        if limit is None or self._limiter.hit(limit, kind, name):
            return
        reset = self._limiter.get_window_stats(limit, kind, name).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        headers = {"Retry-After": str(wait)}
        raise HttpProblem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", headers=headers)


def _a_minute(count: int) -> RateLimitItemPerMinute | None:
    return RateLimitItemPerMinute(count) if count else None


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
