"""The embedded desk's tickets in the SQLite file."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from aicc.deadline import Deadline
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.errors import NotFoundError
from aicc.stores.desk.tickets import count_of, in_order, numbered
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.sqlite import SqliteFile

# tenant, count, request, state, instant, session, user, queue, priority, reason, description,
# context
_Row: TypeAlias = tuple[str, int, str, str, str, str, str, str, str, str, str, str]

_TABLES = """
CREATE TABLE IF NOT EXISTS tickets (
  tenant_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  session_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  queue TEXT NOT NULL,
  priority TEXT NOT NULL,
  reason TEXT NOT NULL,
  description TEXT NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (tenant_id, count),
  UNIQUE (tenant_id, request_id)
);
CREATE INDEX IF NOT EXISTS tickets_waiting ON tickets (tenant_id) WHERE state = 'kept'
"""
_NEXT = "SELECT coalesce(max(count), 0) + 1 FROM tickets WHERE tenant_id = ?"
_KEEP = "INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BY_REQUEST = "SELECT * FROM tickets WHERE tenant_id = ? AND request_id = ?"
_BY_COUNT = "SELECT * FROM tickets WHERE tenant_id = ? AND count = ? AND state <> 'erased'"
_WITHDRAW = """
UPDATE tickets SET state = 'withdrawn'
WHERE tenant_id = ? AND count = ? AND state <> 'erased' RETURNING *
"""
_ABOUT = """
SELECT * FROM tickets WHERE tenant_id = ?1
AND ((?2 <> '' AND session_id = ?2) OR (?3 <> '' AND user_id = ?3)) ORDER BY count
"""
_BLANK = """
UPDATE tickets SET state = 'erased', session_id = '', user_id = '', description = '', context = '{}'
"""
_ERASE = f"{_BLANK} WHERE tenant_id = ? AND count = ?"
_PURGE = f"""{_BLANK} WHERE at < ? AND state <> 'erased'
AND user_id NOT IN (SELECT value FROM json_each(?, '$.held'))
"""  # noqa: S608 - the pieces are ours
_WAITING = "SELECT * FROM tickets WHERE tenant_id = ? AND state = 'kept' ORDER BY count"


class SqliteDesk:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLES)

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        asked = request.tenant_id, request.request_id
        with self._file.write("desk.keep", deadline) as connection:
            rows = connection.execute(_BY_REQUEST, asked).fetchall() or [_add(connection, request)]
        return _from_row(rows[0])

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        with self._file.read("desk.find", deadline) as connection:
            rows = connection.execute(_BY_COUNT, (tenant_id, count_of(number))).fetchall()
        return _from_row(rows[0]) if rows else None

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        with self._file.write("desk.withdraw", deadline) as connection:
            rows = connection.execute(_WITHDRAW, (tenant_id, count_of(number))).fetchall()
        if not rows:
            raise NotFoundError(f"no ticket {number}")
        return _from_row(rows[0])

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        with self._file.read("desk.about", deadline) as connection:
            rows = connection.execute(_ABOUT, (tenant_id, session_id, user_id)).fetchall()
        return [_from_row(row) for row in rows]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        rows = [(tenant_id, count_of(number)) for number in set(numbers)]
        with self._file.erase("desk.erase", deadline) as connection:
            return connection.executemany(_ERASE, rows).rowcount if rows else 0

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        asked = (_instant(before), to_text({"held": list(held)}))
        with self._file.erase("desk.purge", deadline) as connection:
            return connection.execute(_PURGE, asked).rowcount

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        with self._file.read("desk.waiting", deadline) as connection:
            rows = connection.execute(_WAITING, (tenant_id,)).fetchall()
        return in_order(map(_from_row, rows))


def _add(connection: sqlite3.Connection, request: HandoffRequest) -> _Row:
    [(count,)] = connection.execute(_NEXT, (request.tenant_id,)).fetchall()
    row = (
        request.tenant_id,
        count,
        request.request_id,
        TicketState.KEPT.value,
        _instant(request.at),
        request.session_id,
        request.user_id,
        request.queue,
        request.priority.value,
        request.reason.value,
        request.description,
        to_text(request.context),
    )
    connection.execute(_KEEP, row)
    return row


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _from_row(row: _Row) -> Ticket:
    tenant, count, asked, state, at, session, user, queue, priority, reason, text, context = row
    request = HandoffRequest(
        tenant_id=tenant,
        request_id=asked,
        session_id=session,
        user_id=user,
        reason=EscalationReason(reason),
        priority=EscalationPriority(priority),
        description=text,
        at=datetime.fromisoformat(at),
        queue=queue,
        context=from_text(context),
    )
    return Ticket(number=numbered(count), request=request, state=TicketState(state))
