"""Embedded sessions: live as long as the process."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.errors import LeaseLostError
from aicc.stores.sessions.port import Lease, Save
from aicc.stores.sessions.queue import LeaseQueue

LEASE_S = 10.0


@dataclass(slots=True, kw_only=True)
class _Row:
    fence: int
    is_held: bool = False
    session: Session | None = None


class MemorySessions:
    """The queue alone decides whose turn it is; a row remembers if the last holder finished."""

    def __init__(self, *, lease_s: float = LEASE_S, now: Clock = utc_now) -> None:
        self._queue = LeaseQueue(lease_s, now)
        self._lock = Lock()
        self._rows: dict[tuple[str, str], _Row] = {}
        self._fence = 0  # shared by all sessions, so that it never starts again after an erase

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        return self._queue.lease(
            tenant_id, session_id, deadline, lambda: self._take(tenant_id, session_id)
        )

    def save_many(self, saves: Sequence[Save], deadline: Deadline) -> None:
        lost = [save.lease for save in saves if not self._give_back(save.lease, save.session)]
        if lost:
            raise LeaseLostError(f"{len(lost)} of {len(saves)} sessions were taken over")

    def release(self, lease: Lease, deadline: Deadline) -> None:
        self._give_back(lease, None)

    def load(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        with self._lock:
            row = self._rows.get((tenant_id, session_id))
            return row.session if row else None

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with self._lock:
            self._rows.pop((tenant_id, session_id), None)
        self._queue.dismiss(tenant_id, session_id)

    def _take(self, tenant_id: str, session_id: str) -> Lease:
        with self._lock:
            self._fence += 1
            row = self._rows.setdefault((tenant_id, session_id), _Row(fence=0))
            lease = Lease(
                tenant_id=tenant_id,
                session_id=session_id,
                fence=self._fence,
                session=row.session,
                recovered=row.is_held,
            )
            row.fence, row.is_held = self._fence, True
            return lease

    def _give_back(self, lease: Lease, session: Session | None) -> bool:
        """False when the lease was lost; None keeps the session as it was."""
        with self._lock:
            row = self._rows.get((lease.tenant_id, lease.session_id))
            still_ours = row is not None and row.fence == lease.fence
            if row is not None and still_ours:
                row.is_held = False
                row.session = session or row.session
        self._queue.leave(lease)
        return still_ours
