"""Shared counts in Redis: one command for all that is counted of a request."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

from redis import Redis, RedisCluster

from aicc.deadline import Deadline
from aicc.stores.rates.port import WINDOW_S, Full, Rate
from aicc.stores.redis_client import store_errors
from aicc.stores.redis_script import RedisScript

_SHORT = 32  # characters of a digest: names are of any length, and addresses are of people


class RedisRates:
    """The client is made by `connect`. A cluster is asked once for each count, as their keys are in
    different slots: there one may be counted although the next is full."""

    def __init__(self, client: Redis, *, prefix: str = "aicc:rate") -> None:
        self._client = client
        self._prefix = prefix
        self._script = RedisScript(Path(__file__).parent / "redis_hit.lua")

    def hit(self, rates: Sequence[Rate], deadline: Deadline) -> Full | None:
        parts = [[each] for each in rates] if isinstance(self._client, RedisCluster) else [rates]
        for part in parts:
            if part:
                full = self._hit(part, deadline)
                if full:
                    return full
        return None

    def _hit(self, rates: Sequence[Rate], deadline: Deadline) -> Full | None:
        keys = [self._key(each) for each in rates]
        call = [*keys, str(1000 * WINDOW_S), *(str(each.most) for each in rates)]
        with store_errors("rates.hit", deadline, self._client):
            [answer] = self._script.run(self._client, [call], keys=len(keys))
        which, wait_ms = cast(list[int], answer)
        return Full(kind=rates[which - 1].kind, wait_s=wait_ms / 1000) if which else None

    def _key(self, rate: Rate) -> str:
        digest = sha256(rate.name.encode(errors="surrogatepass")).hexdigest()[:_SHORT]
        return f"{self._prefix}:{rate.kind}:{digest}"
