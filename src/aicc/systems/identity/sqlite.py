"""What is known of one-time codes, in the SQLite file: several processes share it."""

from datetime import UTC, datetime
from typing import TypeVar

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.sqlite import SqliteFile
from aicc.systems.identity.port import Change
from aicc.systems.identity.rules import LOCKED_FOR, WINDOW, CodeState

T = TypeVar("T")

_TABLES = """
CREATE TABLE IF NOT EXISTS one_time_codes (
  owner TEXT PRIMARY KEY,
  touched_at TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS one_time_codes_touched ON one_time_codes (touched_at)
"""
_FIND = "SELECT state FROM one_time_codes WHERE owner = ?"
_KEEP = """
INSERT INTO one_time_codes (owner, touched_at, state) VALUES (?, ?, ?)
ON CONFLICT (owner) DO UPDATE SET touched_at = excluded.touched_at, state = excluded.state
"""
_FORGET = "DELETE FROM one_time_codes WHERE touched_at < ?"
_KEPT_FOR = LOCKED_FOR + WINDOW  # nothing counts longer


class SqliteCodes:
    def __init__(self, file: SqliteFile, clock: Clock = utc_now) -> None:
        self._file = file
        self._clock = clock
        file.add_tables(_TABLES)

    def update(self, owner: str, change: "Change[T]", deadline: Deadline) -> T:
        now = self._clock().astimezone(UTC)
        with self._file.write("codes.update", deadline) as connection:
            rows = connection.execute(_FIND, (owner,)).fetchall()
            state, result = change(CodeState.from_json(from_text(rows[0][0])) if rows else EMPTY)
            connection.execute(_KEEP, (owner, _text(now), to_text(state.to_json())))
            connection.execute(_FORGET, (_text(now - _KEPT_FOR),))
        return result


EMPTY = CodeState()


def _text(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
