"""Embedded content: lives as long as the process."""

from collections.abc import Sequence
from threading import Lock

from aicc.content.next_version import after, check_expected, check_once
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, Edit, Item, Signature, Version

_Key = tuple[str, ContentKind, str]  # tenant, kind, id


class MemoryContent:
    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: dict[_Key, tuple[Version, ...]] = {}
        self._items: dict[_Key, tuple[int, Item]] = {}  # with the revision of its last change
        self._revisions: dict[str, int] = {}

    def write(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> Sequence[Version]:
        check_once(edits)
        with self._lock:
            written = {
                (tenant_id, edit.kind, edit.id): self._next(tenant_id, edit, signed)
                for edit in edits
            }
            if written:
                self._revisions[tenant_id] = self._revisions.get(tenant_id, 0) + 1
            for key, item in written.items():
                self._items[key] = self._revisions[tenant_id], item
                self._versions[key] = (*self._versions.get(key, ()), item.latest)
        return tuple(item.latest for item in written.values())

    def item(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Item | None:
        _, item = self._items.get((tenant_id, kind, content_id), (0, None))
        return item

    def items(
        self, tenant_id: str, kind: ContentKind, deadline: Deadline, *, since: int = 0
    ) -> Sequence[Item]:
        with self._lock:
            found = [
                item
                for (owner, of_kind, _), (revision, item) in self._items.items()
                if owner == tenant_id and of_kind is kind and revision > since
            ]
        return tuple(sorted(found, key=lambda item: item.latest.id))

    def versions(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Sequence[Version]:
        return self._versions.get((tenant_id, kind, content_id), ())

    def version(
        self, tenant_id: str, kind: ContentKind, content_id: str, number: int, deadline: Deadline
    ) -> Version | None:
        return self._numbered((tenant_id, kind, content_id), number)

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        return self._revisions.get(tenant_id, 0)

    def _next(self, tenant_id: str, edit: Edit, signed: Signature) -> Item:
        key = tenant_id, edit.kind, edit.id
        _, item = self._items.get(key, (0, None))
        check_expected(edit, item, lambda number: self._numbered(key, number))
        return after(tenant_id, item, edit, signed)

    def _numbered(self, key: _Key, number: int) -> Version | None:
        versions = self._versions.get(key, ())
        return versions[number - 1] if 0 < number <= len(versions) else None
