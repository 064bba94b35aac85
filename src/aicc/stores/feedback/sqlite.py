"""Feedback in the SQLite file: counters by day, one row a rating and a question."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from aicc.deadline import Deadline
from aicc.domain.feedback import AnswerCount, Rating, Thumb, Unanswered
from aicc.stores.feedback.port import MOST_UNANSWERED
from aicc.stores.jsontext import to_text
from aicc.stores.sqlite import SqliteFile

_TABLES = """
CREATE TABLE IF NOT EXISTS faq_given (
  pack TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  day TEXT NOT NULL,
  faq_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (pack, tenant_id, day, faq_id)
);
CREATE TABLE IF NOT EXISTS faq_ratings (
  pack TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  turn_id TEXT NOT NULL,
  faq_id TEXT NOT NULL,
  thumb TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (pack, tenant_id, turn_id)
);
CREATE TABLE IF NOT EXISTS faq_unanswered (
  pack TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  text TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (pack, tenant_id, text)
);
CREATE INDEX IF NOT EXISTS faq_unanswered_last
  ON faq_unanswered (pack, tenant_id, last_at DESC, text DESC);
CREATE TABLE IF NOT EXISTS faq_askings (
  tenant_id TEXT NOT NULL,
  turn_id TEXT NOT NULL,
  pack TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (tenant_id, turn_id, pack)
);
CREATE INDEX IF NOT EXISTS faq_askings_text ON faq_askings (pack, tenant_id, text)
"""
_COUNT = """
INSERT INTO faq_given VALUES (?, ?, ?, ?, 1)
ON CONFLICT (pack, tenant_id, day, faq_id) DO UPDATE SET count = count + 1
"""
_RATE = "INSERT OR REPLACE INTO faq_ratings VALUES (?, ?, ?, ?, ?, ?)"
_GIVEN = """
SELECT faq_id, sum(count), sum(up), sum(down) FROM (
  SELECT faq_id, count, 0 AS up, 0 AS down FROM faq_given
  WHERE pack = ?1 AND tenant_id = ?2 AND day >= ?3
  UNION ALL
  SELECT faq_id, 0, thumb = 'up', thumb = 'down' FROM faq_ratings
  WHERE pack = ?1 AND tenant_id = ?2 AND at >= ?3
) GROUP BY faq_id ORDER BY faq_id
"""
_RATINGS = """
SELECT turn_id, faq_id, thumb, at FROM faq_ratings
WHERE pack = ? AND tenant_id = ? AND at >= ? ORDER BY at, turn_id
"""
_KEEP = """
INSERT INTO faq_unanswered VALUES (?1, ?2, ?3, 1, ?4, ?4)
ON CONFLICT (pack, tenant_id, text) DO UPDATE SET count = count + 1, last_at = excluded.last_at
"""
_DROP_OLDEST = """
DELETE FROM faq_unanswered WHERE rowid IN (
  SELECT rowid FROM faq_unanswered WHERE pack = ? AND tenant_id = ?
  ORDER BY last_at DESC, text DESC LIMIT -1 OFFSET ?
) RETURNING text
"""
_UNANSWERED = """
SELECT text, count, first_at, last_at FROM faq_unanswered WHERE pack = ? AND tenant_id = ?
ORDER BY count DESC, text
"""
_UNRATE = "DELETE FROM faq_ratings WHERE tenant_id = ? AND turn_id = ?"
_ASK = "INSERT OR IGNORE INTO faq_askings (pack, tenant_id, text, turn_id) VALUES (?, ?, ?, ?)"
_OF_TURNS = """
FROM faq_askings WHERE tenant_id = ? AND turn_id IN (SELECT value FROM json_each(?, '$.turns'))
"""
_ASKED = f"SELECT count(*), pack, tenant_id, text {_OF_TURNS} GROUP BY pack, text"
_UNASK = f"DELETE {_OF_TURNS}"
_UNASK_TEXT = "DELETE FROM faq_askings WHERE pack = ? AND tenant_id = ? AND text = ?"
_UNASK_GONE = """
DELETE FROM faq_askings WHERE NOT EXISTS (
  SELECT 1 FROM faq_unanswered AS kept WHERE kept.pack = faq_askings.pack
  AND kept.tenant_id = faq_askings.tenant_id AND kept.text = faq_askings.text
)
"""
_TAKE_BACK = """
UPDATE faq_unanswered SET count = count - ? WHERE pack = ? AND tenant_id = ? AND text = ?
"""
_DROP_NOBODYS = "DELETE FROM faq_unanswered WHERE tenant_id = ? AND count <= 0"
_PURGE = "DELETE FROM faq_unanswered WHERE last_at < ?"
_FORGET = "DELETE FROM faq_unanswered WHERE pack = ? AND tenant_id = ? AND text = ?"


class SqliteFeedback:
    def __init__(self, file: SqliteFile, pack: str) -> None:
        self._file = file
        self._pack = pack
        file.add_tables(_TABLES)

    def count_answer(self, tenant_id: str, faq_id: str, at: datetime, deadline: Deadline) -> None:
        with self._file.write("feedback.count_answer", deadline) as connection:
            connection.execute(_COUNT, (self._pack, tenant_id, _text(at)[:10], faq_id))

    def rate(self, tenant_id: str, rating: Rating, deadline: Deadline) -> None:
        about = (rating.turn_id, rating.faq_id, rating.thumb.value, _text(rating.at))
        with self._file.write("feedback.rate", deadline) as connection:
            connection.execute(_RATE, (self._pack, tenant_id, *about))

    def given(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[AnswerCount]:
        asked = (self._pack, tenant_id, _text(since)[:10])
        with self._file.read("feedback.given", deadline) as connection:
            rows = connection.execute(_GIVEN, asked).fetchall()
        return tuple(
            AnswerCount(faq_id=faq_id, count=count, up=up, down=down)
            for faq_id, count, up, down in rows
        )

    def ratings(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[Rating]:
        with self._file.read("feedback.ratings", deadline) as connection:
            asked = (self._pack, tenant_id, _text(since))
            rows = connection.execute(_RATINGS, asked).fetchall()
        return tuple(
            Rating(
                turn_id=turn_id, faq_id=faq_id, thumb=Thumb(thumb), at=datetime.fromisoformat(at)
            )
            for turn_id, faq_id, thumb, at in rows
        )

    def keep_unanswered(
        self, tenant_id: str, turn_id: str, text: str, at: datetime, deadline: Deadline
    ) -> None:
        owner = (self._pack, tenant_id)
        with self._file.write("feedback.keep_unanswered", deadline) as connection:
            if not connection.execute(_ASK, (*owner, text, turn_id)).rowcount:
                return
            connection.execute(_KEEP, (*owner, text, _text(at)))
            gone = connection.execute(_DROP_OLDEST, (*owner, MOST_UNANSWERED)).fetchall()
            connection.executemany(_UNASK_TEXT, [(*owner, old) for (old,) in gone])

    def unanswered(self, tenant_id: str, deadline: Deadline) -> Sequence[Unanswered]:
        with self._file.read("feedback.unanswered", deadline) as connection:
            rows = connection.execute(_UNANSWERED, (self._pack, tenant_id)).fetchall()
        return tuple(
            Unanswered(
                text=text,
                count=count,
                first_at=datetime.fromisoformat(first_at),
                last_at=datetime.fromisoformat(last_at),
            )
            for text, count, first_at, last_at in rows
        )

    def erase_ratings(self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline) -> int:
        rows = [(tenant_id, turn_id) for turn_id in set(turn_ids)]
        with self._file.erase("feedback.erase_ratings", deadline) as connection:
            return connection.executemany(_UNRATE, rows).rowcount if rows else 0

    def take_back_unanswered(
        self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline
    ) -> int:
        of_turns = (tenant_id, to_text({"turns": list(turn_ids)}))
        with self._file.erase("feedback.take_back_unanswered", deadline) as connection:
            connection.executemany(_TAKE_BACK, connection.execute(_ASKED, of_turns).fetchall())
            connection.execute(_UNASK, of_turns)
            return connection.execute(_DROP_NOBODYS, (tenant_id,)).rowcount

    def purge_unanswered(self, before: datetime, deadline: Deadline) -> int:
        with self._file.erase("feedback.purge_unanswered", deadline) as connection:
            gone = connection.execute(_PURGE, (_text(before),)).rowcount
            connection.execute(_UNASK_GONE)
            return gone

    def forget_unanswered(self, tenant_id: str, texts: Collection[str], deadline: Deadline) -> int:
        rows = [(self._pack, tenant_id, text) for text in set(texts)]
        with self._file.write("feedback.forget_unanswered", deadline) as connection:
            connection.executemany(_UNASK_TEXT, rows)
            return connection.executemany(_FORGET, rows).rowcount if rows else 0


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
