"""The FAQ entries of one tenant as staff see and change them: drafts, archived ones, versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aicc.content.edits import Signature, archive, publish, roll_back
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import Change, ContentStatus, Item, Version
from aicc.domain.faq import FaqEntry
from aicc.errors import NotFoundError
from aicc.faqs.bodies import KIND, body_of, entry_in


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFaq:
    """An entry in its latest version. `number` 0 is the pack's own, never changed here.

    `published` is what customers get meanwhile, None where they get nothing.
    """

    entry: FaqEntry
    status: ContentStatus
    number: int = 0
    published: FaqEntry | None = None
    author: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An entry to write; `expected` is the number that its author saw, None for whichever."""

    entry: FaqEntry
    status: ContentStatus = ContentStatus.DRAFT
    expected: int | None = None


class FaqBook:
    """`below` are the entries that the tenant has without content of its own: the pack's, and
    those that staff keep for all tenants. Adapters' errors pass through."""

    def __init__(self, store: ContentStore, tenant_id: str, below: Iterable[FaqEntry]) -> None:
        self._store = store
        self._tenant_id = tenant_id
        self._below: Mapping[str, FaqEntry] = {entry.id: entry for entry in below}

    def all(self, deadline: Deadline) -> list[KeptFaq]:
        """In the order of the pack, then by id."""
        items = {
            item.latest.id: _kept(item, self._below.get(item.latest.id))
            for item in self._store.items(self._tenant_id, KIND, deadline)
        }
        return list(
            ({faq_id: _own(entry) for faq_id, entry in self._below.items()} | items).values()
        )

    def get(self, faq_id: str, deadline: Deadline) -> KeptFaq:
        item = self._store.item(self._tenant_id, KIND, faq_id, deadline)
        below = self._below.get(faq_id)
        if item:
            return _kept(item, below)
        if below is None:
            raise NotFoundError(f"no FAQ entry {faq_id!r}")
        return _own(below)

    def versions(self, faq_id: str, deadline: Deadline) -> Sequence[Version]:
        """Newest last; empty for an entry that nobody changed."""
        self.get(faq_id, deadline)
        return self._store.versions(self._tenant_id, KIND, faq_id, deadline)

    def write(self, edits: Sequence[Edit], signed: Signature, deadline: Deadline) -> int:
        """All of them or none. `EditConflictError` when one was changed meanwhile."""
        changes = [
            Change(
                kind=KIND,
                id=edit.entry.id,
                status=edit.status,
                body=body_of(edit.entry),
                at=signed.at,
                author=signed.author,
                reason=signed.reason,
                expected=edit.expected,
            )
            for edit in edits
        ]
        return self._write(changes, deadline)

    def publish(self, faq_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were no longer, or not yet, what customers get."""
        items = self._items(faq_ids, deadline)
        waiting = [item for item in items.values() if item and item.latest != item.published]
        return self._write([publish(item, signed) for item in waiting], deadline)

    def archive(self, faq_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were not archived yet. An entry of the pack is hidden from now on."""
        changes = []
        for faq_id, item in self._items(faq_ids, deadline).items():
            if item is None:
                changes.append(_hidden(self._below[faq_id], signed))
            elif item.latest.status is not ContentStatus.ARCHIVED:
                changes.append(archive(item, signed))
        return self._write(changes, deadline)

    def roll_back(self, faq_id: str, number: int, signed: Signature, deadline: Deadline) -> None:
        """An earlier version is what customers get again; 0 is the entry of the pack."""
        item = self._store.item(self._tenant_id, KIND, faq_id, deadline)
        below = self._below.get(faq_id)
        if item and number == 0 and below:
            edit = Edit(entry=below, status=ContentStatus.PUBLISHED, expected=item.latest.number)
            self.write([edit], signed, deadline)
            return
        version = self._store.version(self._tenant_id, KIND, faq_id, number, deadline)
        if item is None or version is None:
            raise NotFoundError(f"no version {number} of the FAQ entry {faq_id!r}")
        self._write([roll_back(item, version, signed)], deadline)

    def before(self, faq_id: str, deadline: Deadline) -> int:
        """The version that customers got before the present one."""
        now = self.get(faq_id, deadline).published
        for version in reversed(self.versions(faq_id, deadline)):
            is_other = entry_in(version) != now
            if version.status is ContentStatus.PUBLISHED and is_other:
                return version.number
        if self._below.get(faq_id) not in {None, now}:
            return 0
        raise NotFoundError(f"the FAQ entry {faq_id!r} has no earlier published version")

    def _items(self, faq_ids: Sequence[str], deadline: Deadline) -> dict[str, Item | None]:
        """Each once; None for an entry of the pack that nobody changed."""
        items = {
            faq_id: self._store.item(self._tenant_id, KIND, faq_id, deadline) for faq_id in faq_ids
        }
        unknown = [each for each, item in items.items() if item is None and each not in self._below]
        if unknown:
            raise NotFoundError(f"no FAQ entry {', '.join(map(repr, unknown))}")
        return items

    def _write(self, changes: Sequence[Change], deadline: Deadline) -> int:
        self._store.write(self._tenant_id, changes, deadline)
        return len(changes)


def _own(entry: FaqEntry) -> KeptFaq:
    return KeptFaq(entry=entry, status=ContentStatus.PUBLISHED, published=entry)


def _kept(item: Item, below: FaqEntry | None) -> KeptFaq:
    latest, published = item.latest, item.published
    given = entry_in(published) if published else None
    if item.settled is None:  # a draft over an entry of the pack
        given = below
    return KeptFaq(
        entry=entry_in(latest),
        status=latest.status,
        number=latest.number,
        published=given,
        author=latest.author,
        reason=latest.reason,
        at=latest.at,
    )


def _hidden(entry: FaqEntry, signed: Signature) -> Change:
    return Change(
        kind=KIND,
        id=entry.id,
        status=ContentStatus.ARCHIVED,
        body=body_of(entry),
        at=signed.at,
        author=signed.author,
        reason=signed.reason,
        expected=0,
    )
