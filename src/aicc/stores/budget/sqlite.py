"""The budget in the SQLite file: one row a tenant and day."""

import sqlite3
from datetime import date

from aicc.deadline import Deadline
from aicc.stores.budget.port import Spend
from aicc.stores.sqlite import SqliteFile

_TABLE = """
CREATE TABLE IF NOT EXISTS model_budget (
  tenant_id TEXT NOT NULL,
  day TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  micro_usd INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, day)
)
"""
_ADD = """
INSERT INTO model_budget VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (tenant_id, day) DO UPDATE SET tokens = tokens + ?3, micro_usd = micro_usd + ?4
"""
_TAKEN = "SELECT tokens, micro_usd FROM model_budget WHERE tenant_id = ? AND day = ?"


class SqliteBudget:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLE)

    def take(
        self, tenant_id: str, day: date, most: Spend, limits: Spend, deadline: Deadline
    ) -> str:
        with self._file.write("budget.take", deadline) as connection:
            passed = (_taken(connection, tenant_id, day) + most).passes(limits)
            if not passed:
                _add(connection, tenant_id, day, most)
        return passed

    def give_back(self, tenant_id: str, day: date, rest: Spend, deadline: Deadline) -> None:
        with self._file.write("budget.give_back", deadline) as connection:
            _add(connection, tenant_id, day, Spend() - rest)

    def taken(self, tenant_id: str, day: date, deadline: Deadline) -> Spend:
        with self._file.read("budget.taken", deadline) as connection:
            return _taken(connection, tenant_id, day)


def _taken(connection: sqlite3.Connection, tenant_id: str, day: date) -> Spend:
    row = connection.execute(_TAKEN, (tenant_id, day.isoformat())).fetchone()
    return Spend(tokens=row[0], micro_usd=row[1]) if row else Spend()


def _add(connection: sqlite3.Connection, tenant_id: str, day: date, more: Spend) -> None:
    connection.execute(_ADD, (tenant_id, day.isoformat(), more.tokens, more.micro_usd))
