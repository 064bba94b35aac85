"""Sessions in the SQLite file, leased across the processes that share it."""

from collections.abc import Sequence
from sqlite3 import Connection

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.errors import LeaseLostError
from aicc.stores.sessions.port import Lease, Save
from aicc.stores.sessions.queue import LeaseQueue
from aicc.stores.sessions.state import read, written
from aicc.stores.sqlite import SqliteFile

LEASE_S = 10.0
TTL_S = 86_400.0
PURGE_EVERY_S = 600.0
_PURGED_AT_ONCE = 1000  # so that no turn waits long for it

_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
  tenant_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  fence INTEGER NOT NULL,
  held_until REAL,
  recovered INTEGER NOT NULL DEFAULT 0,
  state TEXT,
  PRIMARY KEY (tenant_id, session_id)
) WITHOUT ROWID
"""

# A new row's fence is the time in microseconds: after an erase it does not start again.
# A lease that ends long after a new one would was given before the clock was set back.
_TAKE = """
INSERT INTO sessions (tenant_id, session_id, fence, held_until) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (tenant_id, session_id) DO UPDATE SET
  recovered = held_until IS NOT NULL,
  fence = max(fence + 1, excluded.fence),
  held_until = excluded.held_until
WHERE held_until IS NULL OR held_until <= ?5 OR held_until > ?6
RETURNING fence, recovered, state
"""
_SAVE = """
UPDATE sessions SET state = ?4, held_until = NULL
WHERE tenant_id = ?1 AND session_id = ?2 AND fence = ?3
"""
_RELEASE = """
UPDATE sessions SET held_until = NULL WHERE tenant_id = ?1 AND session_id = ?2 AND fence = ?3
"""
_LOAD = "SELECT state FROM sessions WHERE tenant_id = ?1 AND session_id = ?2"
# The fence says when a session was last opened.
_IDLE = "fence < ?1 AND (held_until IS NULL OR held_until <= ?2)"
_FORGET = f"DELETE FROM sessions WHERE {_IDLE} AND tenant_id = ?3 AND session_id = ?4"  # noqa: S608 - our own words
_PURGE = f"""
DELETE FROM sessions WHERE (tenant_id, session_id) IN (
  SELECT tenant_id, session_id FROM sessions WHERE {_IDLE} LIMIT {_PURGED_AT_ONCE}
)
"""  # noqa: S608 - our own words
_ERASE = "DELETE FROM sessions WHERE tenant_id = ?1 AND session_id = ?2"


class SqliteSessions:
    """A session that was idle for `ttl_s` is forgotten; history knows it without its secrets."""

    def __init__(
        self,
        file: SqliteFile,
        *,
        lease_s: float = LEASE_S,
        ttl_s: float = TTL_S,
        now: Clock = utc_now,
    ) -> None:
        self._file = file
        self._lease_s = lease_s
        self._ttl_s = ttl_s
        self._purged_at = 0.0
        self._now = now
        self._queue = LeaseQueue(lease_s, now)
        file.add_tables(_TABLES)

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        return self._queue.lease(
            tenant_id, session_id, deadline, lambda: self._take(tenant_id, session_id, deadline)
        )

    def save_many(self, saves: Sequence[Save], deadline: Deadline) -> None:
        rows = [_to_row(save) for save in saves]
        try:
            with self._file.write("sessions.save", deadline) as connection:
                lost = sum(connection.execute(_SAVE, row).rowcount == 0 for row in rows)
        finally:
            for save in saves:
                self._queue.leave(save.lease)
        if lost:
            raise LeaseLostError(f"{lost} of {len(saves)} sessions were taken over")

    def release(self, lease: Lease, deadline: Deadline) -> None:
        try:
            with self._file.write("sessions.release", deadline) as connection:
                connection.execute(_RELEASE, (lease.tenant_id, lease.session_id, lease.fence))
        finally:
            self._queue.leave(lease)

    def load(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        with self._file.read("sessions.load", deadline) as connection:
            rows = connection.execute(_LOAD, (tenant_id, session_id)).fetchall()
        return read(rows[0][0]) if rows and rows[0][0] else None

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with self._file.erase("sessions.erase", deadline) as connection:
            connection.execute(_ERASE, (tenant_id, session_id))
        self._queue.dismiss(tenant_id, session_id)

    def _take(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease | None:
        with self._file.write("sessions.open", deadline) as connection:
            now = self._now().timestamp()  # the wait for the file is over
            until, absurd = now + self._lease_s, now + 2 * self._lease_s
            fence = int(now * 1_000_000)
            self._forget(connection, tenant_id, session_id, now)
            asked = (tenant_id, session_id, fence, until, now, absurd)
            rows = connection.execute(_TAKE, asked).fetchall()
        if not rows:
            return None
        [(fence, recovered, state)] = rows
        return Lease(
            tenant_id=tenant_id,
            session_id=session_id,
            fence=fence,
            session=read(state) if state else None,
            recovered=bool(recovered),
        )

    def _forget(self, connection: Connection, tenant_id: str, session_id: str, now: float) -> None:
        """What was idle too long: this session always, the others now and then."""
        oldest = int((now - self._ttl_s) * 1_000_000)
        connection.execute(_FORGET, (oldest, now, tenant_id, session_id))
        if abs(now - self._purged_at) > PURGE_EVERY_S:
            self._purged_at = now
            connection.execute(_PURGE, (oldest, now))


def _to_row(save: Save) -> tuple[str, str, int, str]:
    lease = save.lease
    return lease.tenant_id, lease.session_id, lease.fence, written(save.session)
