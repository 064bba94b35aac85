"""A Redis client as the stores want it, and its errors as ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from aicc.deadline import Deadline
from aicc.errors import ConfigError, StoreError

TIMEOUT_S = 0.3


def connect(url: str, *, timeout_s: float = TIMEOUT_S) -> Redis:
    """A client that gives up soon and never tries again by itself; no connection is made yet."""
    try:
        return Redis.from_url(
            url,
            socket_connect_timeout=timeout_s,
            socket_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
    except ValueError as error:
        raise ConfigError(f"REDIS_URL: {error}") from error


@contextmanager
def store_errors(operation: str, deadline: Deadline) -> Iterator[None]:
    """What Redis raises becomes a `StoreError`; a call whose time is over is not begun."""
    if deadline.is_over:
        raise StoreError(f"{operation}: no time left")
    try:
        yield
    except (RedisError, UnicodeError) as error:
        raise StoreError(f"{operation}: {error}") from error
