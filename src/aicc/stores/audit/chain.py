"""The chain: a link is made with the installation's key over a row and the link before it, so that
nobody without the key changes, adds or takes out a row unseen.

row 1 - row 2 - seal of the day - row 1 of the next day - …; each seal is bound to the one before it
too, so that the chain holds where the rows between were dropped.
"""

from dataclasses import replace
from datetime import UTC, date
from hashlib import blake2b

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
        self, writer: str, last: AuditRow | None, sealed: AuditSeal | None, entry: AuditEntry
    ) -> tuple[AuditSeal | None, AuditRow]:
        """The row after the last one, which is on no earlier day than that, and the seal of the
        day that it ends, if it begins a new one. `sealed` is the newest seal."""
        day = entry.at.astimezone(UTC).date()
        if last and day <= last.day:
            return None, self.row(writer, last.day, last, entry)
        new = self.seal(last, sealed) if last else None
        return new, self.row(writer, day, new or sealed, entry)

    def row(
        self, writer: str, day: date, before: AuditRow | AuditSeal | None, entry: AuditEntry
    ) -> AuditRow:
        """`before` is the row before it on its day; of the first row, the seal before the day."""
        number = before.number + 1 if isinstance(before, AuditRow) else 1
        link = self._hash(
            "row",
            writer,
            day.isoformat(),
            str(number),
            before.link if before else "",
            to_text(entry_to_json(entry)),
        )
        return AuditRow(writer=writer, day=day, number=number, entry=entry, link=link)

    def seal(self, last: AuditRow, before: AuditSeal | None) -> AuditSeal:
        made = AuditSeal(
            writer=last.writer, day=last.day, count=last.number, last=last.link, link=""
        )
        return self.sealed_again(made, before)

    def sealed_again(self, seal: AuditSeal, before: AuditSeal | None) -> AuditSeal:
        """With the link that it has behind that one."""
        place = seal.writer, seal.day.isoformat(), str(seal.count)
        link = self._hash("seal", *place, seal.last, before.link if before else "")
        return replace(seal, link=link)

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
