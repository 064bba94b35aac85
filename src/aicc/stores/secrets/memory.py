"""Embedded secrets: live as long as the process, and no longer than their time."""

from threading import Lock

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.stores.secrets.port import SecretItem

SWEEP_EVERY = 256  # puts


class MemorySecrets:
    def __init__(self, now: Clock = utc_now) -> None:
        self._now = now
        self._lock = Lock()
        self._items: dict[tuple[str, str], SecretItem] = {}
        self._puts = 0

    def put(self, tenant_id: str, session_id: str, item: SecretItem, deadline: Deadline) -> None:
        with self._lock:
            self._puts += 1
            if self._puts % SWEEP_EVERY == 0:
                self._sweep()
            self._items[tenant_id, session_id] = item

    def get(self, tenant_id: str, session_id: str, deadline: Deadline) -> SecretItem | None:
        with self._lock:
            item = self._items.get((tenant_id, session_id))
        return item if item and item.expires_at > self._now() else None

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with self._lock:
            self._items.pop((tenant_id, session_id), None)

    def _sweep(self) -> None:
        now = self._now()
        self._items = {key: item for key, item in self._items.items() if item.expires_at > now}
