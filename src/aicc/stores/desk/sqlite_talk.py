"""What is said about tickets and what changed at the desk, as tables of the SQLite file."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker, other_side, seen_by
from aicc.stores.desk.port import CHANGES_KEPT
from aicc.stores.desk.tickets import instant, numbered

# place, id, speaker, author, text, at, seen_at
_MessageRow: TypeAlias = tuple[int, str, str, str, str, str, str]
_ChangeRow: TypeAlias = tuple[int, str, int, str, str]

TABLES = """
CREATE TABLE IF NOT EXISTS desk_messages (
  tenant_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  speaker TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, count, place),
  UNIQUE (tenant_id, count, id)
);
CREATE TABLE IF NOT EXISTS desk_changes (
  tenant_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  at TEXT NOT NULL,
  about TEXT NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE TABLE IF NOT EXISTS desk_signs (
  tenant_id TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, who)
)
"""
_COLUMNS = "place, id, speaker, author, text, at, seen_at"
_OF_TICKET = "tenant_id = ? AND count = ?"
_BY_ID = f"SELECT {_COLUMNS} FROM desk_messages WHERE {_OF_TICKET} AND id = ?"  # noqa: S608 - ours
_BEHIND = f"SELECT {_COLUMNS} FROM desk_messages WHERE {_OF_TICKET} AND place > ? ORDER BY place"  # noqa: S608 - ours
_PLACE = f"SELECT coalesce(max(place), 0) + 1 FROM desk_messages WHERE {_OF_TICKET}"  # noqa: S608 - ours
_SAY = "INSERT INTO desk_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')"
_SEE = """
UPDATE desk_messages SET seen_at = ? WHERE tenant_id = ? AND count = ? AND place <= ?
AND seen_at = '' AND speaker = ?
"""
_NEWEST = "SELECT coalesce(max(seq), 0) FROM desk_changes WHERE tenant_id = ?"
_NOTE = "INSERT INTO desk_changes VALUES (?, ?, ?, ?, ?, ?)"
_DROP = "DELETE FROM desk_changes WHERE tenant_id = ? AND seq <= ?"
_CHANGES = """
SELECT seq, kind, count, at, about FROM desk_changes
WHERE tenant_id = ? AND seq > ? ORDER BY seq LIMIT ?
"""
_DROP_EVERY = 500


def said_as(
    connection: sqlite3.Connection, tenant_id: str, count: int, message_id: str
) -> DeskMessage | None:
    rows = connection.execute(_BY_ID, (tenant_id, count, message_id)).fetchall()
    return _message(rows[0]) if rows else None


def say(
    connection: sqlite3.Connection, tenant_id: str, count: int, message: DeskMessage
) -> DeskMessage:
    [(place,)] = connection.execute(_PLACE, (tenant_id, count)).fetchall()
    row = (place, message.id, message.speaker, message.author, message.text, instant(message.at))
    connection.execute(_SAY, (tenant_id, count, *row))
    note(connection, tenant_id, ChangeKind.MESSAGE, count, message.at, message.id)
    return _message((*row, ""))


def messages(
    connection: sqlite3.Connection, tenant_id: str, count: int, after: int
) -> Sequence[DeskMessage]:
    rows = connection.execute(_BEHIND, (tenant_id, count, after)).fetchall()
    return [_message(row) for row in rows]


def see(
    connection: sqlite3.Connection,
    tenant_id: str,
    count: int,
    by: Speaker,
    up_to: int,
    at: datetime,
) -> int:
    asked = (instant(at), tenant_id, count, up_to, other_side(by).value)
    seen = connection.execute(_SEE, asked).rowcount
    if seen:
        note(connection, tenant_id, ChangeKind.SEEN, count, at, seen_by(by, up_to))
    return seen


def note(
    connection: sqlite3.Connection,
    tenant_id: str,
    kind: ChangeKind,
    count: int,
    at: datetime,
    about: str = "",
) -> None:
    """Inside the transaction of what changed, so that numbers follow without a gap."""
    seq = newest(connection, tenant_id) + 1
    connection.execute(_NOTE, (tenant_id, seq, kind.value, count, instant(at), about))
    if seq % _DROP_EVERY == 0:
        connection.execute(_DROP, (tenant_id, seq - CHANGES_KEPT))


def newest(connection: sqlite3.Connection, tenant_id: str) -> int:
    [(seq,)] = connection.execute(_NEWEST, (tenant_id,)).fetchall()
    return int(seq)


def changes(
    connection: sqlite3.Connection, tenant_id: str, after: int, limit: int
) -> Sequence[DeskChange]:
    rows: list[_ChangeRow] = connection.execute(_CHANGES, (tenant_id, after, limit)).fetchall()
    return [
        DeskChange(
            seq=seq,
            kind=ChangeKind(kind),
            number=numbered(count),
            at=datetime.fromisoformat(at),
            about=about,
        )
        for seq, kind, count, at, about in rows
    ]


def _message(row: _MessageRow) -> DeskMessage:
    place, message_id, speaker, author, text, at, seen_at = row
    return DeskMessage(
        id=message_id,
        speaker=Speaker(speaker),
        author=author,
        text=text,
        at=datetime.fromisoformat(at),
        place=place,
        seen_at=datetime.fromisoformat(seen_at) if seen_at else None,
    )
