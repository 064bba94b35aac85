"""Sessions of containers that share nothing but the history, such as functions without Redis.

A session is as its last turn left it; what this process knows stands in for a history that is
away, or that has not got the turn yet. A lease holds in this process alone: it is for callers who
say one thing at a time, as on a phone.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from aicc import logs
from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.errors import StoreError
from aicc.stores.sessions.memory import LEASE_S, MemorySessions
from aicc.stores.sessions.port import Lease, Save

MOST_KEPT = 500  # sessions of some kilobytes each; a function's container lives for hours

LastWritten = Callable[[str, str, Deadline], Session | None]

log = logs.get("aicc.stores")


class HistorySessions:
    """`last_written` reads a session, by its tenant and id, out of its last turn."""

    def __init__(
        self, last_written: LastWritten, *, lease_s: float = LEASE_S, now: Clock = utc_now
    ) -> None:
        self._last_written = last_written
        self._own = MemorySessions(lease_s=lease_s, now=now)
        self._kept: OrderedDict[tuple[str, str], None] = OrderedDict()

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        lease = self._own.open(tenant_id, session_id, deadline)
        return replace(lease, session=self._newest(tenant_id, session_id, lease.session, deadline))

    def save_many(self, saves: Sequence[Save], deadline: Deadline) -> None:
        self._own.save_many(saves, deadline)
        for save in saves:
            kept = save.lease.tenant_id, save.lease.session_id
            self._kept[kept] = None
            self._kept.move_to_end(kept)
        while len(self._kept) > MOST_KEPT:
            (tenant_id, session_id), _ = self._kept.popitem(last=False)
            self._own.erase(tenant_id, session_id, deadline)

    def release(self, lease: Lease, deadline: Deadline) -> None:
        self._own.release(lease, deadline)

    def load(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        own = self._own.load(tenant_id, session_id, deadline)
        return self._newest(tenant_id, session_id, own, deadline)

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        self._kept.pop((tenant_id, session_id), None)
        self._own.erase(tenant_id, session_id, deadline)

    def _newest(
        self, tenant_id: str, session_id: str, own: Session | None, deadline: Deadline
    ) -> Session | None:
        try:
            written = self._last_written(tenant_id, session_id, deadline)
        except StoreError as error:
            logs.warn_of_store(log, "sessions.history_away", error)
            return own
        if written is None or (own is not None and own.turns >= written.turns):
            return own
        return written
