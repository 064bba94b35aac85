"""Accounts in the SQLite file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from aicc.deadline import Deadline
from aicc.domain.account import Account
from aicc.stores.sqlite import SqliteFile

# name, called, role, tenant, hash, made, changed
_Row: TypeAlias = tuple[str, str, str, str, str, str, str]

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY,
  called TEXT NOT NULL,
  role TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  hashed TEXT NOT NULL,
  made_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
) WITHOUT ROWID
"""
_ADD = "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_FIND = "SELECT * FROM accounts WHERE name = ?"
_ALL = "SELECT * FROM accounts ORDER BY name"
_PUT = """
UPDATE accounts SET called = ?2, role = ?3, tenant_id = ?4, hashed = ?5, made_at = ?6,
  changed_at = ?7 WHERE name = ?1
"""
_REMOVE = "DELETE FROM accounts WHERE name = ?"


class SqliteAccounts:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLES)

    def add(self, account: Account, deadline: Deadline) -> bool:
        return self._changed("accounts.add", _ADD, _to_row(account), deadline)

    def find(self, name: str, deadline: Deadline) -> Account | None:
        with self._file.read("accounts.find", deadline) as connection:
            rows = connection.execute(_FIND, (name,)).fetchall()
        return _from_row(rows[0]) if rows else None

    def all(self, deadline: Deadline) -> Sequence[Account]:
        with self._file.read("accounts.all", deadline) as connection:
            rows = connection.execute(_ALL).fetchall()
        return tuple(map(_from_row, rows))

    def put(self, account: Account, deadline: Deadline) -> bool:
        return self._changed("accounts.put", _PUT, _to_row(account), deadline)

    def remove(self, name: str, deadline: Deadline) -> bool:
        return self._changed("accounts.remove", _REMOVE, (name,), deadline)

    def _changed(self, what: str, sql: str, values: Sequence[str], deadline: Deadline) -> bool:
        with self._file.write(what, deadline) as connection:
            return connection.execute(sql, values).rowcount > 0


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _to_row(account: Account) -> _Row:
    return (
        account.name,
        account.called,
        account.role,
        account.tenant_id,
        account.hashed,
        _text(account.made_at),
        _text(account.changed_at),
    )


def _from_row(row: _Row) -> Account:
    name, called, role, tenant_id, hashed, made_at, changed_at = row
    return Account(
        name=name,
        called=called,
        role=role,
        tenant_id=tenant_id,
        hashed=hashed,
        made_at=datetime.fromisoformat(made_at),
        changed_at=datetime.fromisoformat(changed_at),
    )
