"""A Redis client as the stores want it: it gives up with the turn, and rests when Redis is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock
from typing import Any, cast
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from redis import Connection, Redis, SSLConnection, UnixDomainSocketConnection
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.exceptions import RedisClusterException, RedisError
from redis.retry import Retry
from redis.sentinel import Sentinel, SentinelManagedConnection, SentinelManagedSSLConnection

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.errors import ConfigError, StoreError, StoreRestingError

TIMEOUT_S = 0.3
SHORTEST_S = 0.01
FAILURES, REST_S = 3, 2.0
FAIR_S = 0.1  # a server that was given less has not failed

_FAILURES = (RedisError, RedisClusterException, UnicodeError)

log = logs.get("aicc.stores")
_deadline: ContextVar[Deadline | None] = ContextVar("redis_deadline", default=None)
_breakers: "WeakKeyDictionary[Redis, CircuitBreaker]" = WeakKeyDictionary()


def connect(url: str, *, timeout_s: float = TIMEOUT_S) -> Redis:
    """A client that gives up soon and never tries again by itself; no connection is made yet.

    Beside redis-py's own: `redis+sentinel://USER:PASSWORD@HOST:26379,HOST:26379/SERVICE/0` and
    `redis+cluster://USER:PASSWORD@HOST:6379,HOST:6379`, with `rediss+` for TLS.
    """
    scheme = url.partition("://")[0]
    if scheme.endswith(("+sentinel", "+cluster")):
        return _of_several(url, timeout_s)
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


def _of_several(url: str, timeout_s: float) -> Redis:
    scheme, _, rest = url.partition("://")
    login, _, place = rest.rpartition("@")
    hosts, *path = place.split("/")
    user, _, password = login.partition(":")
    nodes = [_host_and_port(each) for each in hosts.split(",")]
    limits: dict[str, Any] = {
        "socket_connect_timeout": timeout_s,
        "socket_timeout": timeout_s,
        "retry": Retry(NoBackoff(), 0),
    }
    asked = limits | {
        "username": unquote(user) or None,
        "password": unquote(password) or None,
        "decode_responses": True,
    }
    is_safe = scheme.startswith("rediss")
    if scheme.endswith("+cluster"):
        return _cluster(nodes, asked, is_safe=is_safe)
    if not path or not path[0]:
        raise ConfigError("REDIS_URL: the name of the service is missing behind the sentinels")
    make: Any = Sentinel  # redis-py has no types for it
    watchers = make(nodes, sentinel_kwargs=limits | {"ssl": is_safe})
    for each in watchers.sentinels:
        each.connection_pool.connection_class = _SAFE if is_safe else _PLAIN
    kind = _SAFE_SERVICE if is_safe else _SERVICE
    index = int(path[1]) if path[1:] and path[1].isdecimal() else 0
    found: Redis = watchers.master_for(path[0], connection_class=kind, db=index, **asked)
    return found


def _cluster(nodes: list[tuple[str, int]], asked: dict[str, Any], *, is_safe: bool) -> Redis:
    """A script and its key are in one slot: each of our keys has its session in braces."""
    kind = _SAFE if is_safe else _PLAIN
    found: Any = _ClusterOnDemand(nodes, {**asked, "connection_class": kind})
    return cast(Redis, found)  # what we call is in both


class _ClusterOnDemand(RedisCluster):
    """Joined by the first command, and by the next one where that failed: a cluster that is away
    while the service starts is away as any other Redis is, and no more. redis-py asks the nodes for
    their slots as it makes the client."""

    def __init__(self, nodes: list[tuple[str, int]], asked: dict[str, Any]) -> None:
        self._nodes = nodes
        self._asked = asked
        self._joining = RLock()  # which redis-py comes by again, with what it asks the nodes itself
        self._is_asking = False
        self._has_joined = False

    def execute_command(self, *args: Any, **kwargs: Any) -> Any:
        self._join()
        call: Any = super().execute_command  # redis-py has no types for it
        return call(*args, **kwargs)

    def pipeline(self, *args: Any, **kwargs: Any) -> Any:
        self._join()
        make: Any = super().pipeline
        return make(*args, **kwargs)

    def _join(self) -> None:
        """By one thread; the others wait for it no longer than they have."""
        if self._has_joined:
            return
        if not self._joining.acquire(timeout=_left(TIMEOUT_S) or TIMEOUT_S):
            raise RedisClusterException("the cluster has not answered yet")
        try:
            if not self._has_joined and not self._is_asking:
                self._ask_nodes()
        finally:
            self._joining.release()

    def _ask_nodes(self) -> None:
        """Connections are of the class that is given only where a URL is given too."""
        node: Any = ClusterNode  # redis-py has no types for it, nor for what follows
        make: Any = super().__init__
        (host, port), *others = self._nodes
        first = f"redis://{f'[{host}]' if ':' in host else host}:{port}"
        self._is_asking = True
        try:
            make(url=first, startup_nodes=[node(*each) for each in others], **self._asked)
            self._has_joined = True
        finally:
            self._is_asking = False


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise ConfigError(f"REDIS_URL: {text!r} is no HOST:PORT")
    return host, int(port)


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
    except _FAILURES as error:
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


_PLAIN, _SAFE = _capped(Connection), _capped(SSLConnection)
_SERVICE, _SAFE_SERVICE = _capped(SentinelManagedConnection), _capped(SentinelManagedSSLConnection)
_KINDS = {"rediss:": _SAFE, "unix:": _capped(UnixDomainSocketConnection)}
