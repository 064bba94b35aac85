"""Content that staff edit while the bot runs: what the rest of the project may ask for."""

from collections.abc import Sequence
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, Edit, Item, Signature, Version
from aicc.errors import ConflictError


class EditConflictError(ConflictError):
    """Somebody else changed the item meanwhile. `yours` is the version that the edit began from,
    None for a new item; `theirs` is the latest one, None when the item is not there."""

    def __init__(
        self, kind: ContentKind, content_id: str, *, yours: Version | None, theirs: Version | None
    ) -> None:
        seen, there = (each.number if each else 0 for each in (yours, theirs))
        super().__init__(f"{kind} {content_id}: version {there} is the latest, not {seen}")
        self.yours = yours
        self.theirs = theirs


class ContentStore(Protocol):
    """The content of one pack. Adapters raise only `StoreError` and `EditConflictError`.

    Versions are only ever added, so that a conversation can stay on the one it began with.
    """

    def write(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> Sequence[Version]:
        """Add one version an item, all of them or none; no item may be named twice.

        `EditConflictError` for the first item whose latest version is not the one expected.
        """
        ...

    def item(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Item | None: ...

    def items(
        self, tenant_id: str, kind: ContentKind, deadline: Deadline, *, since: int = 0
    ) -> Sequence[Item]:
        """Every item, by id; with `since` those that changed after that revision."""
        ...

    def versions(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Sequence[Version]:
        """All versions of an item, newest last; empty for an unknown one."""
        ...

    def version(
        self, tenant_id: str, kind: ContentKind, content_id: str, number: int, deadline: Deadline
    ) -> Version | None: ...

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        """Grows with every write of the tenant, in whichever process; 0 before the first."""
        ...
