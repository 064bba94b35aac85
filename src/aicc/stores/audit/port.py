"""What staff did: what the rest of the project may ask for."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry, AuditRow, AuditSeal


class AuditStore(Protocol):
    """Rows are only ever added, in one chain a writer and day. Adapters raise only `StoreError`."""

    def append_many(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        """Durable when it returns. No row is on an earlier day than one that was written before
        it; the first of a day seals the writer's day before."""
        ...

    def rows(self, since: date, deadline: Deadline) -> Sequence[AuditRow]:
        """Of that day and later, by writer, day and number."""
        ...

    def oldest(self, deadline: Deadline) -> date | None:
        """The day of the oldest row; None without any."""
        ...

    def seals(self, since: date, deadline: Deadline) -> Sequence[AuditSeal]: ...

    def drop_sealed(self, before: date, deadline: Deadline) -> int:
        """Drop the rows of sealed days before that one, and keep their seals; how many rows."""
        ...
