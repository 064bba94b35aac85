"""The embedded desk's tickets in the SQLite file."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.domain.ticket_moves import Move, check_may_say, moved
from aicc.errors import NotFoundError
from aicc.stores.desk import sqlite_talk as talk
from aicc.stores.desk.tickets import (
    SIGNS_KEPT,
    announced_from,
    announced_json,
    count_of,
    erased,
    in_order,
    instant,
    new_ticket,
    numbered,
    standing_from,
    standing_json,
)
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.sqlite import SqliteFile

# tenant, count, request, state, instant, session, user, queue, priority, reason, description,
# context, version, standing, when it was taken, where it was announced
_Row: TypeAlias = tuple[
    str, int, str, str, str, str, str, str, str, str, str, str, int, str, str, str
]

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
# Release 0.1.0 knew no more than that somebody waits
_LATER = {
    "version": "INTEGER NOT NULL DEFAULT 0",
    "standing": "TEXT NOT NULL DEFAULT '{}'",
    "taken_at": "TEXT NOT NULL DEFAULT ''",
    "announced": "TEXT NOT NULL DEFAULT '{}'",
}
_FOUND_BY = """
CREATE INDEX IF NOT EXISTS tickets_taken ON tickets (tenant_id, taken_at);
CREATE INDEX IF NOT EXISTS tickets_session ON tickets (tenant_id, session_id);
CREATE INDEX IF NOT EXISTS tickets_user ON tickets (tenant_id, user_id)
"""
_NEXT = "SELECT coalesce(max(count), 0) + 1 FROM tickets WHERE tenant_id = ?"
_KEEP = "INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_WRITE = "INSERT OR REPLACE INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BY_REQUEST = "SELECT * FROM tickets WHERE tenant_id = ? AND request_id = ?"
_BY_COUNT = "SELECT * FROM tickets WHERE tenant_id = ? AND count = ? AND state <> 'erased'"
_ABOUT = """
SELECT * FROM tickets WHERE tenant_id = ?1 AND session_id = ?2 AND ?2 <> ''
UNION SELECT * FROM tickets WHERE tenant_id = ?1 AND user_id = ?3 AND ?3 <> ''
"""
_OLD = """
SELECT * FROM tickets WHERE at < ? AND state <> 'erased'
AND user_id NOT IN (SELECT value FROM json_each(?, '$.held'))
"""
_WAITING = "SELECT * FROM tickets WHERE tenant_id = ? AND state = 'kept' ORDER BY count"
_PAGE = """
SELECT * FROM tickets WHERE tenant_id = ?1 AND (?2 IS NULL OR count < ?2)
AND state IN (SELECT value FROM json_each(?3, '$.states')) ORDER BY count DESC LIMIT ?4
"""
_TAKES = """
SELECT queue, count(*) FROM tickets WHERE tenant_id = ? AND taken_at >= ? GROUP BY queue
"""
_SIGN = "INSERT OR REPLACE INTO desk_signs VALUES (?, ?, ?)"
_UNSIGN = "DELETE FROM desk_signs WHERE tenant_id = ? AND at < ?"
_SIGNS = "SELECT who, at FROM desk_signs WHERE tenant_id = ?"
_UNSAID = "DELETE FROM desk_messages WHERE tenant_id = ? AND count = ?"


class SqliteDesk:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLES)
        file.add_columns("tickets", _LATER)
        file.add_tables(_FOUND_BY)
        file.add_tables(talk.TABLES)

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        asked = request.tenant_id, request.request_id
        with self._file.write("desk.keep", deadline) as connection:
            rows = connection.execute(_BY_REQUEST, asked).fetchall()
            return _from_row(rows[0]) if rows else _add(connection, request)

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        with self._file.read("desk.find", deadline) as connection:
            return _find(connection, tenant_id, number)

    def move(
        self, tenant_id: str, number: str, move: Move, at: datetime, deadline: Deadline
    ) -> Ticket:
        with self._file.write("desk.move", deadline) as connection:
            before = _there(connection, tenant_id, number)
            after = moved(before, move, at)
            if after != before:
                _write(connection, after, at)
            return after

    def say(
        self, tenant_id: str, number: str, message: DeskMessage, deadline: Deadline
    ) -> DeskMessage:
        with self._file.write("desk.say", deadline) as connection:
            ticket, count = _there(connection, tenant_id, number), count_of(number) or 0
            known = talk.said_as(connection, tenant_id, count, message.id)
            if known:
                return known
            check_may_say(ticket, message)
            return talk.say(connection, tenant_id, count, message)

    def messages(
        self, tenant_id: str, number: str, deadline: Deadline, after: int = 0
    ) -> Sequence[DeskMessage]:
        with self._file.read("desk.messages", deadline) as connection:
            return talk.messages(connection, tenant_id, count_of(number) or 0, after)

    def see(
        self,
        tenant_id: str,
        number: str,
        by: Speaker,
        up_to: int,
        at: datetime,
        deadline: Deadline,
    ) -> int:
        with self._file.write("desk.see", deadline) as connection:
            return talk.see(connection, tenant_id, count_of(number) or 0, by, up_to, at)

    def pass_on(
        self,
        tenant_id: str,
        kind: ChangeKind,
        number: str,
        about: str,
        at: datetime,
        deadline: Deadline,
    ) -> None:
        with self._file.write("desk.pass_on", deadline) as connection:
            talk.note(connection, tenant_id, kind, count_of(number) or 0, at, about)

    def changes(
        self, tenant_id: str, after: int, deadline: Deadline, limit: int = 500
    ) -> Sequence[DeskChange]:
        with self._file.read("desk.changes", deadline) as connection:
            return talk.changes(connection, tenant_id, after, limit)

    def newest_change(self, tenant_id: str, deadline: Deadline) -> int:
        with self._file.read("desk.changes", deadline) as connection:
            return talk.newest(connection, tenant_id)

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        with self._file.read("desk.waiting", deadline) as connection:
            rows = connection.execute(_WAITING, (tenant_id,)).fetchall()
        return in_order(map(_from_row, rows))

    def page(
        self,
        tenant_id: str,
        states: Collection[TicketState],
        deadline: Deadline,
        *,
        before: str = "",
        limit: int = 50,
    ) -> Sequence[Ticket]:
        asked = to_text({"states": [each.value for each in states]})
        with self._file.read("desk.page", deadline) as connection:
            rows = connection.execute(_PAGE, (tenant_id, count_of(before), asked, limit)).fetchall()
        return [_from_row(row) for row in rows]

    def takes(self, tenant_id: str, since: datetime, deadline: Deadline) -> Mapping[str, int]:
        with self._file.read("desk.takes", deadline) as connection:
            return dict(connection.execute(_TAKES, (tenant_id, instant(since))).fetchall())

    def sign(self, tenant_id: str, who: str, at: datetime, deadline: Deadline) -> None:
        with self._file.write("desk.sign", deadline) as connection:
            connection.execute(_SIGN, (tenant_id, who, instant(at)))
            connection.execute(_UNSIGN, (tenant_id, instant(at - SIGNS_KEPT)))

    def signs(self, tenant_id: str, deadline: Deadline) -> Mapping[str, datetime]:
        with self._file.read("desk.signs", deadline) as connection:
            rows = connection.execute(_SIGNS, (tenant_id,)).fetchall()
        return {who: datetime.fromisoformat(at) for who, at in rows}

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        with self._file.read("desk.about", deadline) as connection:
            rows = connection.execute(_ABOUT, (tenant_id, session_id, user_id)).fetchall()
        return [_from_row(row) for row in sorted(rows, key=lambda row: int(row[1]))]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        with self._file.erase("desk.erase", deadline) as connection:
            found = [_find(connection, tenant_id, number) for number in set(numbers)]
            return _blank(connection, [each for each in found if each])

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        asked = (instant(before), to_text({"held": list(held)}))
        with self._file.erase("desk.purge", deadline) as connection:
            rows = connection.execute(_OLD, asked).fetchall()
            return _blank(connection, [_from_row(row) for row in rows])


def _add(connection: sqlite3.Connection, request: HandoffRequest) -> Ticket:
    [(count,)] = connection.execute(_NEXT, (request.tenant_id,)).fetchall()
    ticket = new_ticket(count, request)
    connection.execute(_KEEP, _to_row(ticket))
    talk.note(connection, request.tenant_id, ChangeKind.TICKET, count, request.at)
    return ticket


def _find(connection: sqlite3.Connection, tenant_id: str, number: str) -> Ticket | None:
    rows = connection.execute(_BY_COUNT, (tenant_id, count_of(number))).fetchall()
    return _from_row(rows[0]) if rows else None


def _there(connection: sqlite3.Connection, tenant_id: str, number: str) -> Ticket:
    found = _find(connection, tenant_id, number)
    if found is None:
        raise NotFoundError(f"no ticket {number}")
    return found


def _write(connection: sqlite3.Connection, ticket: Ticket, at: datetime) -> None:
    row = _to_row(ticket)
    connection.execute(_WRITE, row)
    talk.note(connection, row[0], ChangeKind.TICKET, row[1], at)


def _blank(connection: sqlite3.Connection, tickets: Sequence[Ticket]) -> int:
    for ticket in tickets:
        tenant_id, count = ticket.request.tenant_id, count_of(ticket.number)
        connection.execute(_UNSAID, (tenant_id, count))
        _write(connection, erased(ticket), ticket.request.at)
    return len(tickets)


def _to_row(ticket: Ticket) -> _Row:
    request = ticket.request
    return (
        request.tenant_id,
        count_of(ticket.number) or 0,
        request.request_id,
        ticket.state.value,
        instant(request.at),
        request.session_id,
        request.user_id,
        request.queue,
        request.priority.value,
        request.reason.value,
        request.description,
        to_text(request.context),
        ticket.version,
        to_text(standing_json(ticket.standing)),
        instant(ticket.taken_at) if ticket.taken_at else "",
        to_text(announced_json(ticket.announced)),
    )


def _from_row(row: _Row) -> Ticket:
    tenant, count, asked, state, at, session, user, queue, priority, reason, text, context = row[
        :12
    ]
    version, standing, taken_at, announced = row[12:]
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
    return Ticket(
        number=numbered(count),
        request=request,
        standing=standing_from(TicketState(state), from_text(standing), request),
        version=version,
        taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
        announced=announced_from(from_text(announced)),
    )
