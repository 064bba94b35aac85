"""One kind of content of one tenant as staff see and change it: drafts, archived ones, versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from aicc.content.codec import Codec
from aicc.content.overlay import Overlay
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import ContentStatus, Edit, Item, Signature, Version
from aicc.errors import NotFoundError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookItem(Generic[T]):
    """An item in its latest version. `number` 0 is the pack's own, never changed here.

    `published` is what customers get meanwhile, None where they get nothing.
    """

    id: str
    value: T
    status: ContentStatus
    number: int = 0
    published: T | None = None
    author: str = ""
    reason: str = ""
    at: datetime | None = None


class ContentBook(Generic[T]):
    """`below` is what the tenant has without content of its own: the pack's, and what staff keep
    for all tenants. Adapters' errors pass through."""

    def __init__(
        self, store: ContentStore, codec: Codec[T], tenant_id: str, below: Overlay[T]
    ) -> None:
        self._store = store
        self._codec = codec
        self._tenant_id = tenant_id
        self._below = below

    def all(self, deadline: Deadline) -> list[BookItem[T]]:
        """In the order of the pack, then by id."""
        items = {
            item.latest.id: self._of_item(item)
            for item in self._store.items(self._tenant_id, self._codec.kind, deadline)
        }
        below = {each: _of_pack(each, value) for each, value in self._below.values().items()}
        return list((below | items).values())

    def get(self, item_id: str, deadline: Deadline) -> BookItem[T]:
        item = self._item(item_id, deadline)
        if item:
            return self._of_item(item)
        below = self._below.get(item_id)
        if below is None:
            raise NotFoundError(f"no {self._codec.name} {item_id!r}")
        return _of_pack(item_id, below)

    def below(self, item_id: str) -> T | None:
        """What the tenant has without content of its own: version 0."""
        return self._below.get(item_id)

    def versions(self, item_id: str, deadline: Deadline) -> Sequence[Version]:
        """Newest last; empty for an item that nobody changed."""
        self.get(item_id, deadline)
        return self._store.versions(self._tenant_id, self._codec.kind, item_id, deadline)

    def write(self, edits: Sequence[Edit], signed: Signature, deadline: Deadline) -> int:
        """All of them or none. `EditConflictError` when one was changed meanwhile."""
        self._store.write(self._tenant_id, edits, signed, deadline)
        return len(edits)

    def publish(self, item_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were no longer, or not yet, what customers get."""
        items = self._items(item_ids, deadline)
        waiting = [item for item in items.values() if item and item.latest != item.published]
        return self.write([item.to_publish() for item in waiting], signed, deadline)

    def archive(self, item_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were not archived yet. An item of the pack is hidden from now on."""
        edits = []
        for item_id, item in self._items(item_ids, deadline).items():
            below = self._below.get(item_id)
            if item is None and below is not None:
                hidden = ContentStatus.ARCHIVED
                edits.append(self._codec.edit(item_id, below, status=hidden, expected=0))
            elif item and item.latest.status is not ContentStatus.ARCHIVED:
                edits.append(item.to_archive())
        return self.write(edits, signed, deadline)

    def roll_back(self, item_id: str, number: int, signed: Signature, deadline: Deadline) -> None:
        """An earlier version is what customers get again; 0 is the pack's own."""
        item, below = self._item(item_id, deadline), self._below.get(item_id)
        if item and number == 0 and below is not None:
            latest = item.latest.number
            status = ContentStatus.PUBLISHED
            again = self._codec.edit(item_id, below, status=status, expected=latest)
        else:
            version = self._store.version(
                self._tenant_id, self._codec.kind, item_id, number, deadline
            )
            if item is None or version is None:
                raise NotFoundError(f"no version {number} of the {self._codec.name} {item_id!r}")
            again = item.to_roll_back(version)
        self.write([again], signed, deadline)

    def before(self, item_id: str, deadline: Deadline) -> int:
        """The version that customers got before the present one."""
        now = self.get(item_id, deadline).published
        for version in reversed(self.versions(item_id, deadline)):
            is_other = self._codec.read(item_id, version.body) != now
            if version.status is ContentStatus.PUBLISHED and is_other:
                return version.number
        below = self._below.get(item_id)
        if below is not None and below != now:
            return 0
        raise NotFoundError(f"the {self._codec.name} {item_id!r} has no earlier published version")

    def _item(self, item_id: str, deadline: Deadline) -> Item | None:
        return self._store.item(self._tenant_id, self._codec.kind, item_id, deadline)

    def _items(self, item_ids: Sequence[str], deadline: Deadline) -> dict[str, Item | None]:
        """Each once; None for an item of the pack that nobody changed."""
        items = {item_id: self._item(item_id, deadline) for item_id in item_ids}
        unknown = [
            each for each, item in items.items() if item is None and self._below.get(each) is None
        ]
        if unknown:
            raise NotFoundError(f"no {self._codec.name} {', '.join(map(repr, unknown))}")
        return items

    def _of_item(self, item: Item) -> BookItem[T]:
        latest, published = item.latest, item.published
        if item.settled is None:  # a draft over an item of the pack
            given = self._below.get(latest.id)
        else:
            given = self._codec.read(latest.id, published.body) if published else None
        return BookItem(
            id=latest.id,
            value=self._codec.read(latest.id, latest.body),
            status=latest.status,
            number=latest.number,
            published=given,
            author=latest.author,
            reason=latest.reason,
            at=latest.at,
        )


def _of_pack(item_id: str, value: T) -> BookItem[T]:
    return BookItem(id=item_id, value=value, status=ContentStatus.PUBLISHED, published=value)
