"""Content in the SQLite file: one row a version, and one an item that names what counts."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from aicc.content.next_version import after, check_expected, check_once
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, ContentStatus, Edit, Item, Signature, Version
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.sqlite import SqliteFile

# tenant, kind, id, number, status, body, author, reason, instant
_Row: TypeAlias = tuple[str, str, str, int, str, str, str, str, str]

_TABLES = """
CREATE TABLE IF NOT EXISTS content_versions (
  pack TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  body TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (pack, tenant_id, kind, id, number)
);
CREATE TABLE IF NOT EXISTS content_items (
  pack TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  latest INTEGER NOT NULL,
  settled INTEGER,
  revision INTEGER NOT NULL,
  PRIMARY KEY (pack, tenant_id, kind, id)
);
CREATE INDEX IF NOT EXISTS content_changed ON content_items (pack, tenant_id, revision)
"""
_COLUMNS = "tenant_id, kind, id, number, status, body, author, reason, at"
_LATEST, _SETTLED = (
    ", ".join(f"{table}.{column.strip()}" for column in _COLUMNS.split(","))
    for table in ("latest", "settled")
)
_ITEMS = f"""
SELECT {_LATEST}, {_SETTLED}
FROM content_items AS item
JOIN content_versions AS latest
  ON (latest.pack, latest.tenant_id, latest.kind, latest.id, latest.number)
   = (item.pack, item.tenant_id, item.kind, item.id, item.latest)
LEFT JOIN content_versions AS settled
  ON (settled.pack, settled.tenant_id, settled.kind, settled.id, settled.number)
   = (item.pack, item.tenant_id, item.kind, item.id, item.settled)
WHERE item.pack = ? AND item.tenant_id = ? AND item.kind = ?
"""  # noqa: S608 - the pieces are ours
_ITEM = f"{_ITEMS} AND item.id = ?"
_CHANGED = f"{_ITEMS} AND item.revision > ? ORDER BY item.id"
_VERSIONS = f"""
SELECT {_COLUMNS} FROM content_versions WHERE pack = ? AND tenant_id = ? AND kind = ? AND id = ?
"""  # noqa: S608 - the pieces are ours
_VERSION = f"{_VERSIONS} AND number = ?"
_REVISION = """
SELECT coalesce(max(revision), 0) FROM content_items WHERE pack = ? AND tenant_id = ?
"""
_ADD_VERSION = "INSERT INTO content_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_ITEM = "INSERT OR REPLACE INTO content_items VALUES (?, ?, ?, ?, ?, ?, ?)"


class SqliteContent:
    def __init__(self, file: SqliteFile, pack: str) -> None:
        self._file = file
        self._pack = pack
        file.add_tables(_TABLES)

    def write(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> Sequence[Version]:
        check_once(edits)
        with self._file.write("content.write", deadline) as connection:
            written = [self._next(connection, tenant_id, edit, signed) for edit in edits]
            [(revision,)] = connection.execute(_REVISION, (self._pack, tenant_id)).fetchall()
            connection.executemany(
                _ADD_VERSION, [(self._pack, *_to_row(item.latest)) for item in written]
            )
            connection.executemany(
                _PUT_ITEM, [self._item_row(item, revision + 1) for item in written]
            )
        return tuple(item.latest for item in written)

    def item(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Item | None:
        with self._file.read("content.item", deadline) as connection:
            return self._item(connection, tenant_id, kind, content_id)

    def items(
        self, tenant_id: str, kind: ContentKind, deadline: Deadline, *, since: int = 0
    ) -> Sequence[Item]:
        asked = (self._pack, tenant_id, kind.value, since)
        with self._file.read("content.items", deadline) as connection:
            rows = connection.execute(_CHANGED, asked).fetchall()
        return tuple(map(_item_from_row, rows))

    def versions(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Sequence[Version]:
        asked = (self._pack, tenant_id, kind.value, content_id)
        with self._file.read("content.versions", deadline) as connection:
            rows = connection.execute(f"{_VERSIONS} ORDER BY number", asked).fetchall()
        return tuple(map(_from_row, rows))

    def version(
        self, tenant_id: str, kind: ContentKind, content_id: str, number: int, deadline: Deadline
    ) -> Version | None:
        with self._file.read("content.version", deadline) as connection:
            return self._version(connection, tenant_id, kind, content_id, number)

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        with self._file.read("content.revision", deadline) as connection:
            [(revision,)] = connection.execute(_REVISION, (self._pack, tenant_id)).fetchall()
        return int(revision)

    def _next(
        self, connection: sqlite3.Connection, tenant_id: str, edit: Edit, signed: Signature
    ) -> Item:
        item = self._item(connection, tenant_id, edit.kind, edit.id)
        check_expected(
            edit,
            item,
            lambda number: self._version(connection, tenant_id, edit.kind, edit.id, number),
        )
        return after(tenant_id, item, edit, signed)

    def _item(
        self, connection: sqlite3.Connection, tenant_id: str, kind: ContentKind, content_id: str
    ) -> Item | None:
        asked = (self._pack, tenant_id, kind.value, content_id)
        rows = connection.execute(_ITEM, asked).fetchall()
        return _item_from_row(rows[0]) if rows else None

    def _version(
        self,
        connection: sqlite3.Connection,
        tenant_id: str,
        kind: ContentKind,
        content_id: str,
        number: int,
    ) -> Version | None:
        asked = (self._pack, tenant_id, kind.value, content_id, number)
        rows = connection.execute(_VERSION, asked).fetchall()
        return _from_row(rows[0]) if rows else None

    def _item_row(
        self, item: Item, revision: int
    ) -> tuple[str, str, str, str, int, int | None, int]:
        latest, settled = item.latest, item.settled
        owner = (self._pack, latest.tenant_id, latest.kind.value, latest.id)
        return (*owner, latest.number, settled.number if settled else None, revision)


def _to_row(version: Version) -> _Row:
    return (
        version.tenant_id,
        version.kind.value,
        version.id,
        version.number,
        version.status.value,
        to_text(version.body),
        version.author,
        version.reason,
        version.at.astimezone(UTC).isoformat(timespec="microseconds"),
    )


def _from_row(row: _Row) -> Version:
    tenant_id, kind, content_id, number, status, body, author, reason, at = row
    return Version(
        tenant_id=tenant_id,
        kind=ContentKind(kind),
        id=content_id,
        number=number,
        status=ContentStatus(status),
        body=from_text(body),
        author=author,
        reason=reason,
        at=datetime.fromisoformat(at),
    )


def _item_from_row(row: tuple[str | int | None, ...]) -> Item:
    latest, settled = row[:9], row[9:]
    return Item(
        latest=_from_row(latest),  # type: ignore[arg-type]  # its columns are those of a version
        settled=_from_row(settled) if settled[0] is not None else None,  # type: ignore[arg-type]
    )
