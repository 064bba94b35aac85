"""A Redis client as the stores want it: it gives up with the turn, and rests when Redis is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from redis import Connection, Redis, SSLConnection, UnixDomainSocketConnection
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.errors import ConfigError, StoreError, StoreRestingError

TIMEOUT_S = 0.3
SHORTEST_S = 0.01
FAILURES, REST_S = 3, 2.0
FAIR_S = 0.1  # a server that was given less has not failed

log = logs.get("aicc.stores")
_deadline: ContextVar[Deadline | None] = ContextVar("redis_deadline", default=None)
_breakers: "WeakKeyDictionary[Redis, CircuitBreaker]" = WeakKeyDictionary()


def connect(url: str, *, timeout_s: float = TIMEOUT_S) -> Redis:
    """A client that gives up soon and never tries again by itself; no connection is made yet."""
    kind = next((each for scheme, each in _KINDS.items() if url.startswith(scheme)), _PLAIN)
    try:
        return Redis.from_url(
            url,
            connection_class=kind,
            socket_connect_timeout=timeout_s,
            socket_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
    except ValueError as error:
        raise ConfigError(f"REDIS_URL: {error}") from error


@contextmanager
def store_errors(operation: str, deadline: Deadline, client: Redis) -> Iterator[None]:
    """What Redis raises becomes a `StoreError`; a call whose time is over is not begun.

    After three failures in a row the client is let rest, with one try every two seconds: who asks
    meanwhile gets a `StoreRestingError` at once, and the log has a line for each try alone.
    """
    if deadline.is_over:
        raise StoreError(f"{operation}: no time left")
    breaker = _breakers.setdefault(client, CircuitBreaker(failures=FAILURES, rest_s=REST_S))
    if not breaker.allows():
        raise StoreRestingError(f"{operation}: Redis is let rest")
    is_fair = deadline.left_s >= FAIR_S
    token = _deadline.set(deadline)
    has_answered = True  # whatever else may go wrong
    try:
        yield
    except (RedisError, UnicodeError) as error:
        has_answered = False
        if is_fair:
            breaker.failed()
        raise StoreError(f"{operation}: {error}") from error
    finally:
        if has_answered:
            breaker.succeeded()
        _deadline.reset(token)


def _left(own_s: float | None) -> float | None:
    deadline = _deadline.get()
    return max(SHORTEST_S, deadline.cap(own_s or TIMEOUT_S)) if deadline else own_s


def _capped(kind: type) -> type:
    """The same sort of connection, with time-outs no longer than what the turn has left."""
    parent: Any = kind

    def connect_in_time(self: Any) -> Any:
        own_s, read_s = self.socket_connect_timeout, self.socket_timeout
        self.socket_connect_timeout, self.socket_timeout = _left(own_s), _left(read_s)
        try:
            return parent._connect(self)
        finally:
            self.socket_connect_timeout, self.socket_timeout = own_s, read_s

    def send_in_time(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self._sock is not None:
            self._sock.settimeout(_left(self.socket_timeout))
        return parent.send_packed_command(self, *args, **kwargs)

    own = {"_connect": connect_in_time, "send_packed_command": send_in_time}
    return type(f"Capped{kind.__name__}", (kind,), own)


_PLAIN = _capped(Connection)
_KINDS = {"rediss:": _capped(SSLConnection), "unix:": _capped(UnixDomainSocketConnection)}
