"""The audit in DynamoDB: all containers that share the table are one writer, so that nobody takes
out what one of them wrote without breaking the chain of all.

Two containers that come next to the same row want the same key, and one gets it. One that still
writes into a day, and one that seals it, each ask that the other has not been there.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry, AuditRow, AuditSeal
from aicc.stores.audit.chain import AuditChain
from aicc.stores.aws import readable
from aicc.stores.state_table import Row, StateTable, count, key, owner_of, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITER = "table"
_OWNER = owner_of("audit")
_ROW, _SEAL = "row#", "seal#"
_AT_ONCE = 25  # entries of one transaction, which takes 100 items
_IS_NEW = "attribute_not_exists(sort)"


class DynamoAudit:
    def __init__(self, client: "DynamoDBClient", table: str, chain: AuditChain) -> None:
        self._table = StateTable(client, table)
        self._chain = chain
        self._lock = Lock()  # threads of one process need not try in vain

    def append_many(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        with self._lock:
            for start in range(0, len(entries), _AT_ONCE):
                some = entries[start : start + _AT_ONCE]
                while not self._added(some, deadline):
                    pass  # another container was there first; the deadline ends it

    def rows(self, since: date, deadline: Deadline) -> Sequence[AuditRow]:
        first, last = f"{_ROW}{since.isoformat()}", f"{_ROW}\uffff"
        found = self._table.rows("audit.rows", _OWNER, first, last, deadline)
        return tuple(map(_from_row, found))

    def oldest(self, deadline: Deadline) -> date | None:
        found = self._table.at_end("audit.oldest", _OWNER, _ROW, deadline, newest=False)
        return _from_row(found).day if found else None

    def seals(self, since: date, deadline: Deadline) -> Sequence[AuditSeal]:
        first, last = f"{_SEAL}{since.isoformat()}", f"{_SEAL}\uffff"
        found = self._table.rows("audit.seals", _OWNER, first, last, deadline)
        return tuple(map(_from_seal, found))

    def drop_sealed(self, before: date, deadline: Deadline) -> int:
        sealed = {seal.day for seal in self.seals(date.min, deadline)}
        first, last = _ROW, f"{_ROW}{before.isoformat()}"  # which is before the rows of that day
        found = self._table.rows("audit.drop", _OWNER, first, last, deadline)
        gone = [row for row in map(_from_row, found) if row.day in sealed]
        keys = [(_OWNER, _sort(row.day, row.number)) for row in gone]
        self._table.delete("audit.drop", keys, deadline)
        return len(gone)

    def _added(self, entries: Sequence[AuditEntry], deadline: Deadline) -> bool:
        """False when somebody else wrote in between."""
        last, newest = self._newest_row(deadline), self._newest_seal(deadline)
        seals: list[AuditSeal] = []
        rows: list[AuditRow] = []
        for entry in entries:
            before = rows[-1] if rows else last
            seal, row = self._chain.next_row(WRITER, before, newest, entry)
            rows.append(row)
            if seal:
                seals.append(seal)
                newest = seal
        puts = [*map(_seal_item, seals), *map(_row_item, rows)]
        writes = [*map(self._put, puts), *self._untouched(last, rows[0], seals)]
        return self._table.together("audit.append", writes, deadline)

    def _untouched(
        self, last: AuditRow | None, row: AuditRow, seals: Sequence[AuditSeal]
    ) -> list[Any]:
        """The last row's day is not sealed where the next row joins it; where that one begins
        another day, nobody has joined it. A seal that is written is new anyway."""
        if last is None:
            return []
        if row.day > last.day:
            at = key(_OWNER, _sort(last.day, last.number + 1))
        elif any(seal.day == last.day for seal in seals):
            return []
        else:
            at = key(_OWNER, _seal_sort(last.day))
        check = {"TableName": self._table.name, "Key": at, "ConditionExpression": _IS_NEW}
        return [{"ConditionCheck": check}]

    def _put(self, item: Row) -> Any:
        put = {"TableName": self._table.name, "Item": item, "ConditionExpression": _IS_NEW}
        return {"Put": put}

    def _newest_row(self, deadline: Deadline) -> AuditRow | None:
        found = self._table.at_end("audit.append", _OWNER, _ROW, deadline, newest=True)
        return _from_row(found) if found else None

    def _newest_seal(self, deadline: Deadline) -> AuditSeal | None:
        found = self._table.at_end("audit.append", _OWNER, _SEAL, deadline, newest=True)
        return _from_seal(found) if found else None


def _sort(day: date, number: int) -> str:
    return f"{_ROW}{day.isoformat()}#{number:010}"


def _seal_sort(day: date) -> str:
    return f"{_SEAL}{day.isoformat()}"


def _row_item(row: AuditRow) -> Row:
    entry = row.entry
    return {
        "owner": {"S": _OWNER},
        "sort": {"S": _sort(row.day, row.number)},
        "day": {"S": row.day.isoformat()},
        "number": {"N": str(row.number)},
        "tenant_id": {"S": entry.tenant_id},
        "at": {"S": entry.at.astimezone(UTC).isoformat(timespec="microseconds")},
        "actor": {"S": entry.actor},
        "what": {"S": entry.what},
        "about": {"S": entry.about},
        "is_refused": {"BOOL": entry.is_refused},
        "reason": {"S": entry.reason},
        "link": {"S": row.link},
    }


def _from_row(row: Row) -> AuditRow:
    with readable("audit.read"):
        entry = AuditEntry(
            tenant_id=text(row, "tenant_id"),
            at=datetime.fromisoformat(text(row, "at")),
            actor=text(row, "actor"),
            what=text(row, "what"),
            about=text(row, "about"),
            is_refused=bool(row["is_refused"]["BOOL"]),
            reason=text(row, "reason"),
        )
        return AuditRow(
            writer=WRITER,
            day=date.fromisoformat(text(row, "day")),
            number=count(row, "number"),
            entry=entry,
            link=text(row, "link"),
        )


def _seal_item(seal: AuditSeal) -> Row:
    return {
        "owner": {"S": _OWNER},
        "sort": {"S": _seal_sort(seal.day)},
        "day": {"S": seal.day.isoformat()},
        "count": {"N": str(seal.count)},
        "last": {"S": seal.last},
        "link": {"S": seal.link},
    }


def _from_seal(row: Row) -> AuditSeal:
    with readable("audit.read"):
        return AuditSeal(
            writer=WRITER,
            day=date.fromisoformat(text(row, "day")),
            count=count(row, "count"),
            last=text(row, "last"),
            link=text(row, "link"),
        )
