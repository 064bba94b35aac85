"""History in the SQLite file: one row a turn."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from aicc.clock import utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import Channel, TurnRecord
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.sqlite import SqliteFile

# tenant, session, instant, turn, user, message, channel, user input, bot response, metadata
_Row: TypeAlias = tuple[str, str, str, str, str, str, str, str, str, str]

_TABLES = """
CREATE TABLE IF NOT EXISTS turns (
  tenant_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  at TEXT NOT NULL,
  turn_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  user_input TEXT NOT NULL,
  bot_response TEXT NOT NULL,
  metadata TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS turns_of_session ON turns (tenant_id, session_id, at, turn_id);
CREATE INDEX IF NOT EXISTS turns_of_user ON turns (tenant_id, user_id, at, turn_id);
CREATE INDEX IF NOT EXISTS turns_of_message ON turns (tenant_id, session_id, message_id);
CREATE TABLE IF NOT EXISTS history_probe (one INTEGER PRIMARY KEY, at TEXT NOT NULL)
"""
_APPEND = """
INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (tenant_id, session_id, at, turn_id) DO NOTHING
"""
_NEWEST_FIRST = "ORDER BY at DESC, turn_id DESC LIMIT"
_RECENT = f"SELECT * FROM turns WHERE tenant_id = ? AND session_id = ? {_NEWEST_FIRST} ?"  # noqa: S608
_BY_USER = f"SELECT * FROM turns WHERE tenant_id = ? AND user_id = ? {_NEWEST_FIRST} ?"  # noqa: S608
_SINCE = f"SELECT * FROM turns WHERE tenant_id = ? AND at >= ? {_NEWEST_FIRST} ?"  # noqa: S608
_BY_MESSAGE = f"""
SELECT * FROM turns INDEXED BY turns_of_message
WHERE tenant_id = ? AND session_id = ? AND message_id = ? {_NEWEST_FIRST} 1
"""  # noqa: S608 - the pieces are ours
_AT_ONCE = 1000
_PURGE = """
DELETE FROM turns WHERE rowid IN (
  SELECT rowid FROM turns
  WHERE at < ? AND user_id NOT IN (SELECT value FROM json_each(?, '$.held')) LIMIT ?
)
"""
_PROBE = "INSERT OR REPLACE INTO history_probe VALUES (1, ?)"
_PROBED = "SELECT at FROM turns LIMIT 1"
_ERASE = "DELETE FROM turns WHERE tenant_id = ? AND session_id = ?"


class SqliteHistory:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables(_TABLES)

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        rows = [_to_row(turn) for turn in turns]
        with self._file.write("history.append", deadline) as connection:
            connection.executemany(_APPEND, rows)

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        return self._select("history.recent", _RECENT, (tenant_id, session_id, limit), deadline)

    def by_message(
        self, tenant_id: str, session_id: str, message_id: str, deadline: Deadline
    ) -> TurnRecord | None:
        asked = (tenant_id, session_id, message_id)
        found = self._select("history.by_message", _BY_MESSAGE, asked, deadline)
        return found[0] if found else None

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        return self._select("history.by_user", _BY_USER, (tenant_id, user_id, limit), deadline)

    def since(
        self, tenant_id: str, at: datetime, deadline: Deadline, limit: int = 10_000
    ) -> Sequence[TurnRecord]:
        """Without an index of its own, which every turn would have to pay for."""
        return self._select("history.since", _SINCE, (tenant_id, _instant(at), limit), deadline)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        """A thousand at a time, so that turns come in between."""
        gone, asked = 0, (_instant(before), to_text({"held": list(held)}), _AT_ONCE)
        while True:
            with self._file.write("history.purge", deadline) as connection:
                some = connection.execute(_PURGE, asked).rowcount
            gone += some
            if some < _AT_ONCE:
                break
        if gone:
            self._file.empty_log("history.purge", deadline)
        return gone

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        with self._file.erase("history.erase", deadline) as connection:
            return connection.execute(_ERASE, (tenant_id, session_id)).rowcount

    def _select(
        self, operation: str, sql: str, asked: tuple[str | int, ...], deadline: Deadline
    ) -> Sequence[TurnRecord]:
        with self._file.read(operation, deadline) as connection:
            rows = connection.execute(sql, asked).fetchall()
        return tuple(_from_row(row) for row in reversed(rows))

    def probe(self, deadline: Deadline) -> None:
        """Really written: a full disk is noticed no sooner."""
        with self._file.write("history.probe", deadline) as connection:
            connection.execute(_PROBE, (utc_now().isoformat(),))
        with self._file.read("history.probe", deadline) as connection:
            connection.execute(_PROBED).fetchall()


def _to_row(turn: TurnRecord) -> _Row:
    return (
        turn.tenant_id,
        turn.session_id,
        _instant(turn.at),
        turn.turn_id,
        turn.user_id,
        turn.message_id,
        turn.channel.value,
        turn.user_input,
        turn.bot_response,
        to_text(turn.metadata),
    )


def _instant(at: datetime) -> str:
    """Text that sorts as the instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _from_row(row: _Row) -> TurnRecord:
    tenant, session, at, turn, user, message, channel, user_input, bot_response, metadata = row
    return TurnRecord(
        tenant_id=tenant,
        session_id=session,
        at=datetime.fromisoformat(at),
        turn_id=turn,
        user_id=user,
        message_id=message,
        channel=Channel(channel),
        user_input=user_input,
        bot_response=bot_response,
        metadata=from_text(metadata),
    )
