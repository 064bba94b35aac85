"""The audit in the SQLite file: all processes that share it are one writer."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeAlias

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry, AuditRow, AuditSeal
from aicc.stores.audit.chain import AuditChain
from aicc.stores.sqlite import SqliteFile

WRITER = "file"

# day, number, tenant, instant, actor, what, about, refused, reason, link
_Row: TypeAlias = tuple[str, int, str, str, str, str, str, int, str, str]
# day, count, last, link
_Seal: TypeAlias = tuple[str, int, str, str]

_TABLES = """
CREATE TABLE IF NOT EXISTS audit_log (
  day TEXT NOT NULL,
  number INTEGER NOT NULL,
  tenant_id TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  is_refused INTEGER NOT NULL,
  reason TEXT NOT NULL,
  link TEXT NOT NULL,
  PRIMARY KEY (day, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit_days (
  day TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last TEXT NOT NULL,
  link TEXT NOT NULL
) WITHOUT ROWID
"""
_ADD = "INSERT INTO audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST_ROW = "SELECT * FROM audit_log ORDER BY day DESC, number DESC LIMIT 1"
_LAST_SEAL = "SELECT * FROM audit_days ORDER BY day DESC LIMIT 1"
_SEAL = "INSERT INTO audit_days VALUES (?, ?, ?, ?)"
_ROWS = "SELECT * FROM audit_log WHERE day >= ? ORDER BY day, number"
_OLDEST = "SELECT day FROM audit_log ORDER BY day LIMIT 1"
_SEALS = "SELECT * FROM audit_days WHERE day >= ? ORDER BY day"
_DROP = """
DELETE FROM audit_log WHERE day < ? AND day IN (SELECT day FROM audit_days)
"""


class SqliteAudit:
    def __init__(self, file: SqliteFile, chain: AuditChain) -> None:
        self._file = file
        self._chain = chain
        file.add_tables(_TABLES)

    def append_many(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        with self._file.write("audit.append", deadline) as connection:
            for entry in entries:
                self._add(connection, entry)

    def rows(self, since: date, deadline: Deadline) -> Sequence[AuditRow]:
        with self._file.read("audit.rows", deadline) as connection:
            rows = connection.execute(_ROWS, (since.isoformat(),)).fetchall()
        return tuple(map(_from_row, rows))

    def oldest(self, deadline: Deadline) -> date | None:
        with self._file.read("audit.oldest", deadline) as connection:
            days = connection.execute(_OLDEST).fetchall()
        return date.fromisoformat(days[0][0]) if days else None

    def seals(self, since: date, deadline: Deadline) -> Sequence[AuditSeal]:
        with self._file.read("audit.seals", deadline) as connection:
            rows = connection.execute(_SEALS, (since.isoformat(),)).fetchall()
        return tuple(map(_from_seal, rows))

    def drop_sealed(self, before: date, deadline: Deadline) -> int:
        with self._file.write("audit.drop", deadline) as connection:
            return connection.execute(_DROP, (before.isoformat(),)).rowcount

    def _add(self, connection: sqlite3.Connection, entry: AuditEntry) -> None:
        rows = connection.execute(_LAST_ROW).fetchall()
        seals = connection.execute(_LAST_SEAL).fetchall()
        last = _from_row(rows[0]) if rows else None
        newest = _from_seal(seals[0]) if seals else None
        seal, row = self._chain.next_row(WRITER, last, newest, entry)
        if seal:
            written = seal.day.isoformat(), seal.count, seal.last, seal.link
            connection.execute(_SEAL, written)
        connection.execute(_ADD, _to_row(row))


def _from_seal(seal: _Seal) -> AuditSeal:
    day, count, last, link = seal
    return AuditSeal(writer=WRITER, day=date.fromisoformat(day), count=count, last=last, link=link)


def _to_row(row: AuditRow) -> _Row:
    entry = row.entry
    return (
        row.day.isoformat(),
        row.number,
        entry.tenant_id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.what,
        entry.about,
        int(entry.is_refused),
        entry.reason,
        row.link,
    )


def _from_row(row: _Row) -> AuditRow:
    day, number, tenant_id, at, actor, what, about, is_refused, reason, link = row
    entry = AuditEntry(
        tenant_id=tenant_id,
        at=datetime.fromisoformat(at),
        actor=actor,
        what=what,
        about=about,
        is_refused=bool(is_refused),
        reason=reason,
    )
    return AuditRow(
        writer=WRITER, day=date.fromisoformat(day), number=number, entry=entry, link=link
    )
