"""Keys in the SQLite file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from aicc.deadline import Deadline
from aicc.domain.api_key import ApiKey
from aicc.stores.sqlite import SqliteFile

# id, name, role, tenant, hash, made, revoked
_Row: TypeAlias = tuple[str, str, str, str, str, str, str | None]

_TABLES = """
CREATE TABLE IF NOT EXISTS api_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  hashed TEXT NOT NULL,
  made_at TEXT NOT NULL,
  revoked_at TEXT
) WITHOUT ROWID
"""
_ADD = "INSERT INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?)"
_FIND = "SELECT * FROM api_keys WHERE id = ?"
_ALL = "SELECT * FROM api_keys ORDER BY made_at, id"
_REVOKE = "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?"


class SqliteApiKeys:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLES)

    def add(self, key: ApiKey, deadline: Deadline) -> None:
        made_at = _text(key.made_at)
        row = (key.id, key.name, key.role, key.tenant_id, key.hashed, made_at, None)
        with self._file.write("api_keys.add", deadline) as connection:
            connection.execute(_ADD, row)

    def find(self, key_id: str, deadline: Deadline) -> ApiKey | None:
        with self._file.read("api_keys.find", deadline) as connection:
            rows = connection.execute(_FIND, (key_id,)).fetchall()
        return _from_row(rows[0]) if rows else None

    def all(self, deadline: Deadline) -> Sequence[ApiKey]:
        with self._file.read("api_keys.all", deadline) as connection:
            rows = connection.execute(_ALL).fetchall()
        return tuple(map(_from_row, rows))

    def revoke(self, key_id: str, at: datetime, deadline: Deadline) -> bool:
        with self._file.write("api_keys.revoke", deadline) as connection:
            return connection.execute(_REVOKE, (_text(at), key_id)).rowcount > 0


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _from_row(row: _Row) -> ApiKey:
    key_id, name, role, tenant_id, hashed, made_at, revoked_at = row
    return ApiKey(
        id=key_id,
        name=name,
        role=role,
        tenant_id=tenant_id,
        hashed=hashed,
        made_at=datetime.fromisoformat(made_at),
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
    )
