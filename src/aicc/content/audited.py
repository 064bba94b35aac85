"""Content whose every change is in the audit, whoever makes it: over HTTP or with the command."""

from collections.abc import Sequence

from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry
from aicc.domain.content import ContentKind, Edit, Item, Signature, Version
from aicc.stores.audit.audit import Audit


def audited(content: ContentStore, audit: Audit) -> ContentStore:
    """What lives in this process alone is changed by nobody else, and forgotten with it."""
    return content if isinstance(content, MemoryContent) else AuditedContent(content, audit)


class AuditedContent:
    """A change is written down before it is made: what cannot be written down does not happen."""

    def __init__(self, inner: ContentStore, audit: Audit) -> None:
        self._inner = inner
        self._audit = audit

    def write(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> Sequence[Version]:
        entries = [
            AuditEntry(
                tenant_id=tenant_id,
                at=signed.at,
                actor=signed.author,
                what=f"{edit.kind}: {edit.status}",
                about=edit.id,
                reason=signed.reason,
            )
            for edit in edits
        ]
        self._audit.note(entries, deadline)
        return self._inner.write(tenant_id, edits, signed, deadline)

    def item(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Item | None:
        return self._inner.item(tenant_id, kind, content_id, deadline)

    def items(
        self, tenant_id: str, kind: ContentKind, deadline: Deadline, *, since: int = 0
    ) -> Sequence[Item]:
        return self._inner.items(tenant_id, kind, deadline, since=since)

    def versions(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Sequence[Version]:
        return self._inner.versions(tenant_id, kind, content_id, deadline)

    def version(
        self, tenant_id: str, kind: ContentKind, content_id: str, number: int, deadline: Deadline
    ) -> Version | None:
        return self._inner.version(tenant_id, kind, content_id, number, deadline)

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        return self._inner.revision(tenant_id, deadline)
