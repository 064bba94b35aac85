"""Sealed secrets in Redis, which forgets them by itself."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from urllib.parse import quote

from redis import Redis

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.errors import StoreError
from aicc.stores.redis_client import store_errors
from aicc.stores.secrets.port import SecretItem

_MARK = "."  # between the time and the text, which has none


class RedisSecrets:
    """The client is the one of the sessions: with time-outs, without retries."""

    def __init__(
        self, client: Redis, *, now: Clock = utc_now, prefix: str = "aicc:secrets"
    ) -> None:
        self._client = client
        self._now = now
        self._prefix = prefix

    def put(self, tenant_id: str, session_id: str, item: SecretItem, deadline: Deadline) -> None:
        """Beside the time of the server's clock the item has its own, by ours."""
        left_ms = round(1000 * (item.expires_at - self._now()).total_seconds())
        if left_ms <= 0:
            return self.erase(tenant_id, session_id, deadline)
        ends_ms = round(1000 * item.expires_at.timestamp())
        text = f"{ends_ms}{_MARK}{b64encode(item.sealed).decode()}"
        with store_errors("secrets.put", deadline, self._client):
            self._client.set(self._key(tenant_id, session_id), text, px=left_ms)
        return None

    def get(self, tenant_id: str, session_id: str, deadline: Deadline) -> SecretItem | None:
        with store_errors("secrets.get", deadline, self._client):
            found = self._client.get(self._key(tenant_id, session_id))
        if not found:
            return None
        item = _read(found.decode(errors="replace") if isinstance(found, bytes) else str(found))
        return item if item.expires_at > self._now() else None

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with store_errors("secrets.erase", deadline, self._client):
            self._client.delete(self._key(tenant_id, session_id))

    def _key(self, tenant_id: str, session_id: str) -> str:
        """Quoted, so that no pair of ids can look like another; the braces keep it beside its
        session."""
        return f"{self._prefix}:{{{quote(tenant_id, safe='')}:{quote(session_id, safe='')}}}"


def _read(text: str) -> SecretItem:
    """`StoreError` for what none of ours has written."""
    ends_ms, _, sealed = text.partition(_MARK)
    try:
        return SecretItem(
            sealed=b64decode(sealed, validate=True),
            expires_at=datetime.fromtimestamp(int(ends_ms) / 1000, UTC),
        )
    except (ValueError, OverflowError, OSError) as error:  # the latter two: no such time
        raise StoreError("secrets.get: a stored item cannot be read") from error
