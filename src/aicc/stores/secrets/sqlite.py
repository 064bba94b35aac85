"""Sealed secrets in the SQLite file."""

from datetime import UTC, datetime

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.stores.secrets.port import SecretItem
from aicc.stores.sqlite import SqliteFile

_PURGED_AT_ONCE = 100  # so that no turn waits long for it

_TABLES = """
CREATE TABLE IF NOT EXISTS session_secrets (
  tenant_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  expires_at REAL NOT NULL,
  PRIMARY KEY (tenant_id, session_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_secrets_expires ON session_secrets (expires_at)
"""
_PUT = "INSERT OR REPLACE INTO session_secrets VALUES (?1, ?2, ?3, ?4)"
_GET = """
SELECT sealed, expires_at FROM session_secrets
WHERE tenant_id = ?1 AND session_id = ?2 AND expires_at > ?3
"""
_ERASE = "DELETE FROM session_secrets WHERE tenant_id = ?1 AND session_id = ?2"
_PURGE = f"""
DELETE FROM session_secrets WHERE (tenant_id, session_id) IN (
  SELECT tenant_id, session_id FROM session_secrets
  WHERE expires_at <= ?1 LIMIT {_PURGED_AT_ONCE}
)
"""  # noqa: S608 - our own words


class SqliteSecrets:
    """What is past its time goes with the next item that is kept."""

    def __init__(self, file: SqliteFile, now: Clock = utc_now) -> None:
        self._file = file
        self._now = now
        file.add_tables(_TABLES)

    def put(self, tenant_id: str, session_id: str, item: SecretItem, deadline: Deadline) -> None:
        row = (tenant_id, session_id, item.sealed, item.expires_at.timestamp())
        with self._file.write("secrets.put", deadline) as connection:
            connection.execute(_PURGE, (self._now().timestamp(),))
            connection.execute(_PUT, row)

    def get(self, tenant_id: str, session_id: str, deadline: Deadline) -> SecretItem | None:
        asked = (tenant_id, session_id, self._now().timestamp())
        with self._file.read("secrets.get", deadline) as connection:
            rows = connection.execute(_GET, asked).fetchall()
        if not rows:
            return None
        [(sealed, expires_at)] = rows
        return SecretItem(sealed=sealed, expires_at=datetime.fromtimestamp(expires_at, UTC))

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with self._file.write("secrets.erase", deadline) as connection:
            connection.execute(_ERASE, (tenant_id, session_id))
