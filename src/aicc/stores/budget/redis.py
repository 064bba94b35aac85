"""The budget in Redis, for processes that have nothing else in common."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

from redis import Redis

from aicc.deadline import Deadline
from aicc.stores.budget.port import Spend
from aicc.stores.redis_client import store_errors
from aicc.stores.redis_script import RedisScript

_KEPT_MS = 3 * 24 * 3600 * 1000  # a day is over everywhere, and can still be looked at
_PASSED = ("", "tokens", "money")


class RedisBudget:
    """The client is made by `connect`."""

    def __init__(self, client: Redis, *, prefix: str = "aicc:budget") -> None:
        self._client = client
        self._prefix = prefix
        self._script = RedisScript(Path(__file__).parent / "redis_take.lua")

    def take(
        self, tenant_id: str, day: date, most: Spend, limits: Spend, deadline: Deadline
    ) -> str:
        with store_errors("budget.take", deadline, self._client):
            return _PASSED[self._run(tenant_id, day, most, limits)]

    def give_back(self, tenant_id: str, day: date, rest: Spend, deadline: Deadline) -> None:
        with store_errors("budget.give_back", deadline, self._client):
            self._run(tenant_id, day, Spend() - rest, Spend())

    def taken(self, tenant_id: str, day: date, deadline: Deadline) -> Spend:
        with store_errors("budget.taken", deadline, self._client):
            row = self._client.hmget(self._key(tenant_id, day), ["tokens", "micro_usd"])
        tokens, micro_usd = (int(each or 0) for each in cast(list[str | None], row))
        return Spend(tokens=tokens, micro_usd=micro_usd)

    def _run(self, tenant_id: str, day: date, more: Spend, limits: Spend) -> int:
        figures = (more.tokens, more.micro_usd, limits.tokens, limits.micro_usd, _KEPT_MS)
        call = [self._key(tenant_id, day), *map(str, figures)]
        [answer] = self._script.run(self._client, [call], keys=1)
        return cast(int, answer)

    def _key(self, tenant_id: str, day: date) -> str:
        tenant = sha256(tenant_id.encode(errors="surrogatepass")).hexdigest()[:32]
        return f"{self._prefix}:{tenant}:{day.isoformat()}"
