"""First come, first served: the line of threads of this process before one session's lease."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from aicc.clock import Clock
from aicc.deadline import Deadline, WouldWaitError, before_waiting, pauses
from aicc.errors import SessionBusyError, StoreError
from aicc.stores.sessions.port import Lease

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.001, 0.02

Ask = Callable[[], Lease | None]
Wait = Callable[[], bool]  # for the store to say that it may be asked again; false: it cannot


class LeaseQueue:
    """Only the head of a line asks the store, so the store's lease is contended across processes.

    A head that never leaves is passed over when its lease has run out.
    """

    def __init__(self, lease_s: float, now: Clock) -> None:
        self._lease_s = lease_s
        self._now = now
        self._lock = Lock()
        self._lines: dict[tuple[str, str], deque[_Ticket]] = {}

    def lease(
        self,
        tenant_id: str,
        session_id: str,
        deadline: Deadline,
        ask: Ask,
        *,
        wait: Wait = lambda: False,
    ) -> Lease:
        """Position in line, then `ask` the store until it grants; `SessionBusyError` at the end."""
        key = tenant_id, session_id
        ticket = self._enter(key, deadline)
        try:
            granted = _patiently(ask, wait, deadline)
        except (StoreError, WouldWaitError):
            self._leave(key, ticket)
            raise
        ticket.fence = granted.fence
        return granted

    def leave(self, lease: Lease) -> None:
        """Let the next one go; nothing happens when the lease was passed over."""
        with self._lock:
            line = self._lines.get((lease.tenant_id, lease.session_id))
            if line and line[0].fence == lease.fence:
                self._advance(line[0].key, line)

    def dismiss(self, tenant_id: str, session_id: str) -> None:
        """Let the next one go, whoever is at the head."""
        key = tenant_id, session_id
        with self._lock:
            line = self._lines.get(key)
            if line:
                self._advance(key, line)

    def length(self, tenant_id: str, session_id: str) -> int:
        """How many stand in the line, its head among them."""
        with self._lock:
            return len(self._lines.get((tenant_id, session_id), ()))

    def _enter(self, key: tuple[str, str], deadline: Deadline) -> "_Ticket":
        ticket = _Ticket(key)
        with self._lock:
            line = self._lines.setdefault(key, deque())
            if line:
                before_waiting("another turn of the session")
            line.append(ticket)
            if line[0] is ticket:
                self._call(ticket)
                return ticket
            ticket.gate.acquire()  # whoever calls this ticket releases it
        while not self._is_called(ticket, line, deadline):
            ticket.gate.acquire(timeout=deadline.cap(self._head_left_s(line)))
        return ticket

    def _is_called(self, ticket: "_Ticket", line: "deque[_Ticket]", deadline: Deadline) -> bool:
        with self._lock:
            if line[0] is not ticket and self._left_s(line[0]) == 0.0:
                self._advance(ticket.key, line)
            if line[0] is ticket:
                return True
            if deadline.is_over:
                line.remove(ticket)
                raise SessionBusyError("another turn of the session is under way")
            return False

    def _head_left_s(self, line: "deque[_Ticket]") -> float:
        with self._lock:
            return self._left_s(line[0])

    def _left_s(self, head: "_Ticket") -> float:
        return max(0.0, head.ends_at - self._now().timestamp())

    def _leave(self, key: tuple[str, str], ticket: "_Ticket") -> None:
        with self._lock:
            line = self._lines.get(key)
            if line and line[0] is ticket:
                self._advance(key, line)

    def _advance(self, key: tuple[str, str], line: "deque[_Ticket]") -> None:
        line.popleft()
        if line:
            self._call(line[0])
            line[0].gate.release()
        else:
            del self._lines[key]

    def _call(self, ticket: "_Ticket") -> None:
        ticket.ends_at = self._now().timestamp() + self._lease_s


class _Ticket:
    __slots__ = ("ends_at", "fence", "gate", "key")

    def __init__(self, key: tuple[str, str]) -> None:
        self.key = key
        self.gate = Lock()
        self.ends_at = 0.0
        self.fence = 0


def _patiently(ask: Ask, wait: Wait, deadline: Deadline) -> Lease:
    waits = pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S)
    while (lease := ask()) is None:
        before_waiting("another process")
        if not wait():
            time.sleep(deadline.cap(next(waits)))
        if deadline.is_over:
            raise SessionBusyError("another process holds the session")
    return lease
