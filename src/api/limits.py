"""How often a session and an address may ask; too often is answered 429 with Retry-After."""

import math
import time
from http import HTTPStatus
from ipaddress import IPv6Network, ip_address

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import Scope

from aicc.setting_values import is_loopback
from aicc.settings import Settings

from .problems import HttpProblem

_HOST_BITS = 64


class RateLimits:
    """Counted in this process; behind several, each counts its own share."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._session = _a_minute(settings.session_rate)
        self._address = _a_minute(settings.address_rate)
        self._counts_loopback = settings.limit_loopback

    def check_address(self, scope: Scope) -> None:
        """Of whatever is asked, also of what is refused then: no token, not as described."""
        address = _address_of(scope)
        if self._counts(address):
            self._hit(self._address, "address", neighbours(address))

    def asker(self, request: Request) -> str:
        """Whom to count against beyond a session: the address, where addresses are counted."""
        address = _address_of(request.scope)
        return neighbours(address) if self._counts(address) else ""

    def check_session(self, request: Request, session_id: str) -> None:
        """Once a request, however often its route is begun."""
        if self._counts(_address_of(request.scope)) and not hasattr(request.state, "counted"):
            request.state.counted = True
            self._hit(self._session, "session", session_id)

    def _counts(self, address: str) -> bool:
        return self._counts_loopback or not is_loopback(address)

    def _hit(self, limit: RateLimitItemPerMinute | None, kind: str, name: str) -> None:
        if limit is None or self._limiter.hit(limit, kind, name):
            return
        reset = self._limiter.get_window_stats(limit, kind, name).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        headers = {"Retry-After": str(wait)}
        raise HttpProblem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", headers=headers)


def _a_minute(count: int) -> RateLimitItemPerMinute | None:
    return RateLimitItemPerMinute(count) if count else None


def _address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def neighbours(address: str) -> str:
    """An IPv6 address as its /64, which one household has the whole of."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    mapped = found.ipv4_mapped
    return str(mapped or IPv6Network((int(found) >> _HOST_BITS << _HOST_BITS, _HOST_BITS)))
