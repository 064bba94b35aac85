"""Embedded audit: lives as long as the process, and tells each row to the log, which may last."""

from collections.abc import Sequence
from datetime import date
from threading import Lock

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry, AuditRow, AuditSeal
from aicc.stores.audit.chain import AuditChain, entry_to_json

WRITER = "memory"

log = logs.get("aicc.audit")


class MemoryAudit:
    def __init__(self, chain: AuditChain) -> None:
        self._chain = chain
        self._lock = Lock()
        self._rows: dict[date, list[AuditRow]] = {}
        self._seals: dict[date, AuditSeal] = {}

    def append_many(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        with self._lock:
            for entry in entries:
                row = self._add(entry)
                log.info("audit.row", **entry_to_json(entry), number=row.number, link=row.link)

    def rows(self, since: date, deadline: Deadline) -> Sequence[AuditRow]:
        with self._lock:
            kept = sorted(day for day in self._rows if day >= since)
            return tuple(row for day in kept for row in self._rows[day])

    def oldest(self, deadline: Deadline) -> date | None:
        with self._lock:
            return min(self._rows, default=None)

    def seals(self, since: date, deadline: Deadline) -> Sequence[AuditSeal]:
        with self._lock:
            return tuple(self._seals[day] for day in sorted(self._seals) if day >= since)

    def drop_sealed(self, before: date, deadline: Deadline) -> int:
        with self._lock:
            dropped = [day for day in self._rows if day < before and day in self._seals]
            return sum(len(self._rows.pop(day)) for day in dropped)

    def _add(self, entry: AuditEntry) -> AuditRow:
        last = self._rows[max(self._rows)][-1] if self._rows else None
        newest = self._seals[max(self._seals)] if self._seals else None
        seal, row = self._chain.next_row(WRITER, last, newest, entry)
        if seal:
            self._seals[seal.day] = seal
        self._rows.setdefault(row.day, []).append(row)
        return row
