"""What in an audit is not as it was written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from aicc.domain.audit import AuditRow, AuditSeal
from aicc.stores.audit.chain import AuditChain

DROPPED = "audit: dropped"  # what a row says that lets the rows of days before `about` be gone


def faults_in(
    chain: AuditChain, rows: Sequence[AuditRow], seals: Sequence[AuditSeal]
) -> Iterator[str]:
    """Both by day and number. That the newest rows of all were taken away is not seen: nothing is
    bound to them yet."""
    for writer in sorted({row.writer for row in rows} | {seal.writer for seal in seals}):
        walk = _Walk(chain, writer)
        for row in rows:
            if row.writer == writer:
                walk.days.setdefault(row.day, []).append(row)
        sealed = {seal.day: seal for seal in seals if seal.writer == writer}
        yield from walk.faults(sealed)


@dataclass(slots=True)
class _Walk:
    """Along the chain of one writer."""

    chain: AuditChain
    writer: str
    days: dict[date, list[AuditRow]] = field(default_factory=dict)
    dropped_before: date = date.min  # as the rows say that were walked
    before: AuditSeal | None = None

    def faults(self, sealed: dict[date, AuditSeal]) -> Iterator[str]:
        newest = max(self.days, default=date.min)
        gone: list[AuditSeal] = []
        for day in sorted({*self.days, *sealed}):
            yield from self._faults_of_day(day, sealed.get(day))
            if day not in self.days:
                gone.append(sealed[day])
            elif day not in sealed and day != newest:
                yield f"{self.writer} {day}: not sealed, and there are later rows"
            self.before = sealed.get(day, self.before)
        for seal in gone:
            if seal.day >= self.dropped_before:
                yield f"{self.writer} {seal.day}: sealed with {seal.count} rows, and none is there"

    def _faults_of_day(self, day: date, seal: AuditSeal | None) -> Iterator[str]:
        place, last = f"{self.writer} {day}", None
        for row in self.days.get(day, ()):
            if row != self.chain.row(self.writer, day, last or self.before, row.entry):
                yield f"{place}: row {row.number} is not what was written after the one before"
                last = None
                break
            last = row
            if row.entry.what == DROPPED:  # which excuses no day that was still to come
                said = min(date.fromisoformat(row.entry.about), row.day)
                self.dropped_before = max(self.dropped_before, said)
        if seal is None:
            return
        if seal != self.chain.sealed_again(seal, self.before):
            yield f"{place}: its seal is not the one that was put behind the one before"
        elif last and (last.number, last.link) != (seal.count, seal.last):
            yield f"{place}: sealed with {seal.count} rows, and {last.number} are there"
