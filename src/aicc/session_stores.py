"""The stores of sessions, of their secrets, of rates and budgets that settings choose; loaded
where one is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aicc import dynamo_stores
from aicc.conversation.record import session_in
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.settings import Settings
from aicc.stores.budget.port import Budget
from aicc.stores.history.port import HistoryStore
from aicc.stores.rates.port import SharedRates
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.secrets.port import SecretStore
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import SessionStore

if TYPE_CHECKING:
    from aicc.stores.sqlite import SqliteFile


def sessions(settings: Settings, file: "SqliteFile | None", history: HistoryStore) -> SessionStore:
    match settings.session_store:
        case "redis":
            from aicc.stores.redis_client import connect
            from aicc.stores.sessions.redis import RedisSessions

            return RedisSessions(connect(settings.redis_url), ttl_s=settings.session_ttl_s)
        case "history":
            return sessions_from(history)
        case "sqlite" if file:
            from aicc.stores.sessions.sqlite import SqliteSessions

            return SqliteSessions(file, ttl_s=settings.session_ttl_s)
    return MemorySessions()


def sessions_from(history: HistoryStore) -> SessionStore:
    """As the last turns left them, for containers that share nothing else."""
    from aicc.stores.sessions.from_history import HistorySessions

    def last_written(tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        turns = history.recent(tenant_id, session_id, deadline, 1)
        return session_in(turns[-1]) if turns else None

    return HistorySessions(last_written)


def secrets(settings: Settings, file: "SqliteFile | None") -> SecretStore:
    match dynamo_stores.secrets_choice(settings):
        case "redis":
            from aicc.stores.redis_client import connect
            from aicc.stores.secrets.redis import RedisSecrets

            return RedisSecrets(connect(settings.redis_url))
        case "dynamodb":
            return dynamo_stores.secrets(settings)
        case "sqlite" if file:
            from aicc.stores.secrets.sqlite import SqliteSecrets

            return SqliteSecrets(file)
    return MemorySecrets()


def rates(settings: Settings) -> SharedRates | None:
    """Of all processes together; None where nothing but SQLite or memory joins them."""
    if not settings.redis_url:
        return None
    from aicc.stores.rates.redis import RedisRates
    from aicc.stores.redis_client import connect

    return RedisRates(connect(settings.redis_url))


def budget(settings: Settings, file: Callable[[], "SqliteFile"]) -> Budget:
    """Shared by all containers where Redis is given, else by the processes of one data folder."""
    if settings.redis_url:
        from aicc.stores.budget.redis import RedisBudget
        from aicc.stores.redis_client import connect

        return RedisBudget(connect(settings.redis_url))
    from aicc.stores.budget.sqlite import SqliteBudget

    return SqliteBudget(file())
