"""Writing down what staff do, under pseudonyms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry, AuditRow
from aicc.domain.turn import DEFAULT_TENANT
from aicc.redact import mask
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.faults import DROPPED, faults_in
from aicc.stores.audit.port import AuditStore

RETENTION = "retention"  # who drops what the settings do not keep


class Audit:
    """The store of an installation, and the key that its chain is made with."""

    def __init__(self, store: AuditStore, chain: AuditChain) -> None:
        self.store = store
        self._chain = chain

    def note(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        """`actor` is who it is, and is kept as a pseudonym; a reason is masked."""
        kept = [
            replace(each, actor=self.pseudonym(each.actor), reason=mask(each.reason))
            for each in entries
        ]
        self.store.append_many(kept, deadline)

    def pseudonym(self, who: str) -> str:
        return self._chain.pseudonym(who)

    def drop(self, before: date, who: str, at: datetime, deadline: Deadline) -> int:
        """The rows of sealed days before that one, once it is written down who drops them; how
        many. That there were so many, and their seals, stay."""
        entry = AuditEntry(
            tenant_id=DEFAULT_TENANT, at=at, actor=who, what=DROPPED, about=before.isoformat()
        )
        self.note([entry], deadline)
        return self.store.drop_sealed(before, deadline)

    def drop_aged(self, before: date, at: datetime, deadline: Deadline) -> int:
        """The same by the time that a setting gives them; nothing is written where none is due."""
        oldest = self.store.oldest(deadline)
        return self.drop(before, RETENTION, at, deadline) if oldest and oldest < before else 0

    def faults(self, deadline: Deadline) -> Iterator[str]:
        """What is not as it was written down."""
        seals = self.store.seals(date.min, deadline)
        return faults_in(self._chain, self.rows(date.min, deadline), seals)

    def rows(self, since: date, deadline: Deadline) -> Sequence[AuditRow]:
        return self.store.rows(since, deadline)
