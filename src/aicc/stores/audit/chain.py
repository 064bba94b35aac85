"""The chain: a link is made with the installation's key over a row and the link before it, so that
nobody without the key changes, adds or takes out a row unseen."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from hashlib import blake2b
from itertools import groupby

from aicc.domain.audit import AuditEntry, AuditRow, AuditSeal
from aicc.domain.json import JsonMap
from aicc.stores.jsontext import to_text
from aicc.stores.keys import key_bytes

_LINK_BYTES = 20
_PERSON = b"aicc: audit"


class AuditChain:
    """`key` is the text of the installation's key."""

    def __init__(self, key: str) -> None:
        self._key = blake2b(_PERSON, key=key_bytes(key), digest_size=32).digest()

    def pseudonym(self, who: str) -> str:
        """The same person has the same one; nobody without the key finds out whose it is."""
        return f"staff:{self._hash('who', who)[:16]}"

    def next_row(
        self, writer: str, day: date, last: AuditRow | None, entry: AuditEntry
    ) -> AuditRow:
        number = last.number + 1 if last else 1
        link = self._link(writer, day, number, last.link if last else "", entry)
        return AuditRow(writer=writer, day=day, number=number, entry=entry, link=link)

    def seal(self, last: AuditRow) -> AuditSeal:
        link = self._hash("seal", last.writer, last.day.isoformat(), str(last.number), last.link)
        return AuditSeal(writer=last.writer, day=last.day, count=last.number, link=link)

    def faults(self, rows: Sequence[AuditRow], seals: Sequence[AuditSeal]) -> Iterator[str]:
        """What is not as it was written; rows are by writer, day and number. The rows of a sealed
        day may be gone, all of them."""
        sealed = {(seal.writer, seal.day): seal for seal in seals}
        for (writer, day), chained in groupby(rows, lambda row: (row.writer, row.day)):
            place = f"{writer} {day}"
            last = None
            for row in chained:
                expected = self.next_row(writer, day, last, row.entry)
                if row != expected:
                    yield f"{place}: row {row.number} is not what was written after the one before"
                    break
                last = row
            else:
                seal = sealed.get((writer, day))
                if last and seal and self.seal(last) != seal:
                    yield f"{place}: sealed with {seal.count} rows, and {last.number} are there"

    def _link(self, writer: str, day: date, number: int, before: str, entry: AuditEntry) -> str:
        return self._hash(
            "row", writer, day.isoformat(), str(number), before, to_text(entry_to_json(entry))
        )

    def _hash(self, *parts: str) -> str:
        text = "\x1f".join(parts).encode()
        return blake2b(text, key=self._key, digest_size=_LINK_BYTES).hexdigest()


def entry_to_json(entry: AuditEntry) -> JsonMap:
    return {
        "tenant_id": entry.tenant_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "what": entry.what,
        "about": entry.about,
        "is_refused": entry.is_refused,
        "reason": entry.reason,
    }
