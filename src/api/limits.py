"""How often a session and an address may ask; too often is answered 429 with Retry-After.

Each process counts what it sees itself, and refuses by that alone. Where there is Redis, all of
them count there together besides, with one command for a request: a turn's in its own thread,
before it begins, any other's when it is answered, so that the event loop waits for nothing.
"""

import math
import time
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import Scope

from aicc import logs
from aicc.deadline import Deadline, before_waiting
from aicc.errors import StoreError
from aicc.metrics import Metrics
from aicc.setting_values import is_loopback
from aicc.settings import Settings
from aicc.stores.rates.port import Full, Rate, SharedRates

from .problems import HttpProblem

SHARED_S = 0.15  # a turn waits no longer to know what others counted
_HOST_BITS = 64
_ADDRESS = "aicc.address"  # in a request's scope until it is counted for all
_MOST_FULL = 10_000  # addresses that are remembered as full

log = logs.get("aicc.api")


class RateLimits:
    def __init__(
        self,
        settings: Settings,
        shared: SharedRates | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._most = {"session": settings.session_rate, "address": settings.address_rate}
        self._counts_loopback = settings.limit_loopback
        self._shared = shared
        self._metrics = metrics or Metrics()
        self._is_away = False
        self._full = _FullAddresses()

    def check_address(self, scope: Scope) -> None:
        """Of whatever is asked, also of what is refused then: no token, not as described."""
        address = address_of(scope)
        if not self._counts(address):
            return
        name = neighbours(address)
        wait_s = self._full.wait_s(name)
        if wait_s:
            raise _too_many(wait_s)
        self._hit("address", name)
        if self._shared:
            scope[_ADDRESS] = name

    async def count_for_all(self, scope: Scope) -> None:
        """What `check_session` has not, once the request is answered: one too many is known before
        the next."""
        name = scope.pop(_ADDRESS, "")
        if name:
            await run_in_threadpool(self._hit_shared, {"address": name})

    def asker(self, request: Request) -> str:
        """Whom to count against beyond a session: the address, where addresses are counted."""
        address = address_of(request.scope)
        return neighbours(address) if self._counts(address) else ""

    def check_session(self, request: Request, session_id: str) -> None:
        """Once a request, however often its route is begun."""
        if not self._counts(address_of(request.scope)) or hasattr(request.state, "counted"):
            return
        if self._shared:
            before_waiting("the counts of all processes")
        request.state.counted = True
        self._hit("session", session_id)
        if self._shared:
            address = request.scope.pop(_ADDRESS, "")
            full = self._hit_shared({"session": session_id, "address": address})
            if full:
                raise _too_many(full.wait_s)

    def _counts(self, address: str) -> bool:
        return self._counts_loopback or not is_loopback(address)

    def _hit(self, kind: str, name: str) -> None:
        limit = RateLimitItemPerMinute(self._most[kind]) if self._most[kind] else None
        if limit is None or self._limiter.hit(limit, kind, name):
            return
        reset = self._limiter.get_window_stats(limit, kind, name).reset_time
        raise _too_many(reset - time.time())

    def _hit_shared(self, names: dict[str, str]) -> Full | None:
        """None where Redis is away too: then the process's own count is the one there is."""
        rates = [
            Rate(kind=kind, name=name, most=self._most[kind])
            for kind, name in names.items()
            if name and self._most[kind]
        ]
        if not (self._shared and rates):
            return None
        try:
            full = self._shared.hit(rates, Deadline(SHARED_S))
        except StoreError as error:
            self._metrics.count("SharedRatesAway")
            self._tell(error)
            return None
        self._tell(None)
        if full and full.kind == "address":
            self._full.add(names["address"], full.wait_s)
        return full

    def _tell(self, error: StoreError | None) -> None:
        """One line when they go, and one when they are back."""
        if error and not self._is_away:
            log.warning("rates.shared_away", error=str(error))
        elif self._is_away and not error:
            log.info("rates.shared_back")
        self._is_away = error is not None


class _FullAddresses:
    """Until when an address is refused because all processes together heard it too often."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until: dict[str, float] = {}

    def wait_s(self, address: str) -> float:
        until = self._until.get(address)
        return max(0.0, until - time.monotonic()) if until else 0.0

    def add(self, address: str, wait_s: float) -> None:
        now = time.monotonic()
        with self._lock:
            if len(self._until) >= _MOST_FULL:
                self._until = {name: at for name, at in self._until.items() if at > now}
            if len(self._until) < _MOST_FULL:
                self._until[address] = now + wait_s


def _too_many(wait_s: float) -> HttpProblem:
    headers = {"Retry-After": str(max(1, math.ceil(wait_s)))}
    return HttpProblem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", headers=headers)


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def neighbours(address: str) -> str:
    """An IPv6 address as its /64, which one household has the whole of."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    mapped = found.ipv4_mapped
    return str(mapped or IPv6Network((int(found) >> _HOST_BITS << _HOST_BITS, _HOST_BITS)))
