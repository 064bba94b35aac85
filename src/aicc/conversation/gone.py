"""Sessions that their customer deleted: the token that opened them opens nothing any more."""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.stores.secrets.port import SecretItem, SecretStore

LOOK_EVERY_S = 30.0  # how long a deletion in another process may take to be seen
_MOST_REMEMBERED = 8192
_NAMESPACE = "gone:"  # beside the sessions' own items, which have a time of their own too


class GoneSessions:
    """Here at once, in other processes with their next look. Safe for threads."""

    def __init__(self, store: SecretStore, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._monotonic = monotonic
        self._lock = Lock()
        self._looked_at: OrderedDict[tuple[str, str], float] = OrderedDict()

    def mark(self, tenant_id: str, session_id: str, until: datetime, deadline: Deadline) -> None:
        """`until`: when the last token of it ends."""
        item = SecretItem(sealed=b"-", expires_at=until)
        self._store.put(tenant_id, _NAMESPACE + session_id, item, deadline)
        with self._lock:
            self._looked_at.pop((tenant_id, session_id), None)

    def has(self, tenant_id: str, session_id: str, deadline: Deadline) -> bool:
        key, now = (tenant_id, session_id), self._monotonic()
        with self._lock:
            looked_at = self._looked_at.get(key)
        if looked_at is not None and now - looked_at < LOOK_EVERY_S:
            return False
        if self._store.get(tenant_id, _NAMESPACE + session_id, deadline) is not None:
            return True
        with self._lock:
            self._looked_at[key] = now
            self._looked_at.move_to_end(key)
            while len(self._looked_at) > _MOST_REMEMBERED:
                self._looked_at.popitem(last=False)
        return False
