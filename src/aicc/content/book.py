"""One kind of content of one tenant as staff see and change it: drafts, archived ones, versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aicc.content.edits import Signature, archive, publish, roll_back
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import Change, ContentKind, ContentStatus, Item, Version
from aicc.domain.json import JsonMap
from aicc.errors import NotFoundError

_NAMED = {ContentKind.FAQ: "FAQ entry", ContentKind.FLOW: "scenario"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An item in its latest version. `number` 0 is the pack's own, never changed here.

    `published` is what customers get meanwhile, None where they get nothing.
    """

    id: str
    body: JsonMap
    status: ContentStatus
    number: int = 0
    published: JsonMap | None = None
    author: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An item to write; `expected` is the number that its author saw, None for whichever."""

    id: str
    body: JsonMap
    status: ContentStatus = ContentStatus.DRAFT
    expected: int | None = None


class ContentBook:
    """`below` is what the tenant has without content of its own, by id: the pack's, and what
    staff keep for all tenants. Adapters' errors pass through."""

    def __init__(
        self, store: ContentStore, kind: ContentKind, tenant_id: str, below: Mapping[str, JsonMap]
    ) -> None:
        self._store = store
        self._kind = kind
        self._tenant_id = tenant_id
        self._below = below

    def all(self, deadline: Deadline) -> list[Kept]:
        """In the order of the pack, then by id."""
        items = {
            item.latest.id: _kept(item, self._below.get(item.latest.id))
            for item in self._store.items(self._tenant_id, self._kind, deadline)
        }
        return list(
            ({each: _own(each, body) for each, body in self._below.items()} | items).values()
        )

    def get(self, item_id: str, deadline: Deadline) -> Kept:
        item = self._store.item(self._tenant_id, self._kind, item_id, deadline)
        below = self._below.get(item_id)
        if item:
            return _kept(item, below)
        if below is None:
            raise NotFoundError(f"no {_NAMED[self._kind]} {item_id!r}")
        return _own(item_id, below)

    def versions(self, item_id: str, deadline: Deadline) -> Sequence[Version]:
        """Newest last; empty for an item that nobody changed."""
        self.get(item_id, deadline)
        return self._store.versions(self._tenant_id, self._kind, item_id, deadline)

    def write(self, edits: Sequence[Edit], signed: Signature, deadline: Deadline) -> int:
        """All of them or none. `EditConflictError` when one was changed meanwhile."""
        changes = [
            Change(
                kind=self._kind,
                id=edit.id,
                status=edit.status,
                body=edit.body,
                at=signed.at,
                author=signed.author,
                reason=signed.reason,
                expected=edit.expected,
            )
            for edit in edits
        ]
        return self._write(changes, deadline)

    def publish(self, item_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were no longer, or not yet, what customers get."""
        items = self._items(item_ids, deadline)
        waiting = [item for item in items.values() if item and item.latest != item.published]
        return self._write([publish(item, signed) for item in waiting], deadline)

    def archive(self, item_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were not archived yet. An item of the pack is hidden from now on."""
        changes = []
        for item_id, item in self._items(item_ids, deadline).items():
            if item is None:
                changes.append(self._hidden(item_id, signed))
            elif item.latest.status is not ContentStatus.ARCHIVED:
                changes.append(archive(item, signed))
        return self._write(changes, deadline)

    def roll_back(self, item_id: str, number: int, signed: Signature, deadline: Deadline) -> None:
        """An earlier version is what customers get again; 0 is the pack's own."""
        item = self._store.item(self._tenant_id, self._kind, item_id, deadline)
        below = self._below.get(item_id)
        if item and number == 0 and below:
            edit = Edit(
                id=item_id,
                body=below,
                status=ContentStatus.PUBLISHED,
                expected=item.latest.number,
            )
            self.write([edit], signed, deadline)
            return
        version = self._store.version(self._tenant_id, self._kind, item_id, number, deadline)
        if item is None or version is None:
            raise NotFoundError(f"no version {number} of the {_NAMED[self._kind]} {item_id!r}")
        self._write([roll_back(item, version, signed)], deadline)

    def _items(self, item_ids: Sequence[str], deadline: Deadline) -> dict[str, Item | None]:
        """Each once; None for an item of the pack that nobody changed."""
        items = {
            item_id: self._store.item(self._tenant_id, self._kind, item_id, deadline)
            for item_id in item_ids
        }
        unknown = [each for each, item in items.items() if item is None and each not in self._below]
        if unknown:
            raise NotFoundError(f"no {_NAMED[self._kind]} {', '.join(map(repr, unknown))}")
        return items

    def _write(self, changes: Sequence[Change], deadline: Deadline) -> int:
        self._store.write(self._tenant_id, changes, deadline)
        return len(changes)

    def _hidden(self, item_id: str, signed: Signature) -> Change:
        return Change(
            kind=self._kind,
            id=item_id,
            status=ContentStatus.ARCHIVED,
            body=self._below[item_id],
            at=signed.at,
            author=signed.author,
            reason=signed.reason,
            expected=0,
        )


def _own(item_id: str, body: JsonMap) -> Kept:
    return Kept(id=item_id, body=body, status=ContentStatus.PUBLISHED, published=body)


def _kept(item: Item, below: JsonMap | None) -> Kept:
    latest, published = item.latest, item.published
    given = published.body if published else None
    if item.settled is None:  # a draft over an item of the pack
        given = below
    return Kept(
        id=latest.id,
        body=latest.body,
        status=latest.status,
        number=latest.number,
        published=given,
        author=latest.author,
        reason=latest.reason,
        at=latest.at,
    )
