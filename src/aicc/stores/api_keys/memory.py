"""Embedded keys: they live as long as the process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.api_key import ApiKey


class MemoryApiKeys:
    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: dict[str, ApiKey] = {}

    def add(self, key: ApiKey, deadline: Deadline) -> None:
        with self._lock:
            self._keys[key.id] = key

    def find(self, key_id: str, deadline: Deadline) -> ApiKey | None:
        with self._lock:
            return self._keys.get(key_id)

    def all(self, deadline: Deadline) -> Sequence[ApiKey]:
        with self._lock:
            return tuple(sorted(self._keys.values(), key=lambda key: (key.made_at, key.id)))

    def revoke(self, key_id: str, at: datetime, deadline: Deadline) -> bool:
        with self._lock:
            key = self._keys.get(key_id)
            if key is None:
                return False
            self._keys[key_id] = replace(key, revoked_at=key.revoked_at or at)
            return True
