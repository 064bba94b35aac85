"""The embedded desk's tickets in the SQLite file."""

import sqlite3
from collections.abc import Sequence
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
_BY_COUNT = "SELECT * FROM tickets WHERE tenant_id = ? AND count = ?"
_WITHDRAW = """
UPDATE tickets SET state = 'withdrawn' WHERE tenant_id = ? AND count = ? RETURNING *
"""
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
        request.at.astimezone(UTC).isoformat(timespec="microseconds"),
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
