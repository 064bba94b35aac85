"""What is known of one-time codes, in Redis, which forgets it by itself."""

import time
from typing import Any, TypeVar

from redis import Redis
from redis.exceptions import WatchError

from aicc.deadline import Deadline, pauses
from aicc.errors import StoreError
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.redis_client import store_errors
from aicc.systems.identity.port import Change
from aicc.systems.identity.rules import LOCKED_FOR, WINDOW, CodeState

T = TypeVar("T")

_KEPT_MS = round(1000 * (LOCKED_FOR + WINDOW).total_seconds())  # nothing counts longer
_FIRST_PAUSE_S = 0.005


class RedisCodes:
    """The client is made by `connect`."""

    def __init__(self, client: Redis, *, prefix: str = "aicc:code") -> None:
        self._client = client
        self._prefix = prefix

    def update(self, owner: str, change: "Change[T]", deadline: Deadline) -> T:
        """Changed again on what came in between, as long as there is time."""
        key, waits = f"{self._prefix}:{{{owner}}}", pauses(_FIRST_PAUSE_S)
        while True:
            with store_errors("codes.update", deadline, self._client):
                try:
                    return self._changed(key, change)
                except WatchError:
                    pass
            time.sleep(deadline.cap(next(waits)))

    def _changed(self, key: str, change: "Change[T]") -> T:
        with self._client.pipeline(transaction=True) as opened:
            pipe: Any = opened  # its types leave some of it out
            pipe.watch(key)
            state, result = change(_state(pipe.get(key)))
            pipe.multi()
            pipe.set(key, to_text(state.to_json()), px=_KEPT_MS)
            pipe.execute()
        return result


def _state(found: object) -> CodeState:
    if not found:
        return CodeState()
    try:
        return CodeState.from_json(from_text(_text(found)))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError("codes.update: what is kept cannot be read") from error


def _text(found: object) -> str:
    return found.decode() if isinstance(found, bytes) else str(found)
