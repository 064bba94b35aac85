"""The FAQ entries of one tenant as staff see and change them: drafts, archived ones, versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aicc.content import book
from aicc.content.book import ContentBook
from aicc.content.edits import Signature
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import ContentStatus, Version
from aicc.domain.faq import FaqEntry
from aicc.errors import NotFoundError
from aicc.faqs.bodies import FAQS, body_of, entry_from


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
        self._below = {entry.id: body_of(entry) for entry in below}
        self._book = ContentBook(store, FAQS.kind, tenant_id, self._below)

    def all(self, deadline: Deadline) -> list[KeptFaq]:
        """In the order of the pack, then by id."""
        return [_kept(each) for each in self._book.all(deadline)]

    def get(self, faq_id: str, deadline: Deadline) -> KeptFaq:
        return _kept(self._book.get(faq_id, deadline))

    def versions(self, faq_id: str, deadline: Deadline) -> Sequence[Version]:
        """Newest last; empty for an entry that nobody changed."""
        return self._book.versions(faq_id, deadline)

    def write(self, edits: Sequence[Edit], signed: Signature, deadline: Deadline) -> int:
        """All of them or none. `EditConflictError` when one was changed meanwhile."""
        written = [
            book.Edit(
                id=edit.entry.id,
                body=body_of(edit.entry),
                status=edit.status,
                expected=edit.expected,
            )
            for edit in edits
        ]
        return self._book.write(written, signed, deadline)

    def publish(self, faq_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were no longer, or not yet, what customers get."""
        return self._book.publish(faq_ids, signed, deadline)

    def archive(self, faq_ids: Sequence[str], signed: Signature, deadline: Deadline) -> int:
        """How many were not archived yet. An entry of the pack is hidden from now on."""
        return self._book.archive(faq_ids, signed, deadline)

    def roll_back(self, faq_id: str, number: int, signed: Signature, deadline: Deadline) -> None:
        """An earlier version is what customers get again; 0 is the entry of the pack."""
        self._book.roll_back(faq_id, number, signed, deadline)

    def before(self, faq_id: str, deadline: Deadline) -> int:
        """The version that customers got before the present one."""
        now = self.get(faq_id, deadline).published
        for version in reversed(self.versions(faq_id, deadline)):
            is_other = entry_from(faq_id, version.body) != now
            if version.status is ContentStatus.PUBLISHED and is_other:
                return version.number
        below = self._below.get(faq_id)
        if below is not None and entry_from(faq_id, below) != now:
            return 0
        raise NotFoundError(f"the FAQ entry {faq_id!r} has no earlier published version")


def _kept(kept: book.Kept) -> KeptFaq:
    published = kept.published
    return KeptFaq(
        entry=entry_from(kept.id, kept.body),
        status=kept.status,
        number=kept.number,
        published=None if published is None else entry_from(kept.id, published),
        author=kept.author,
        reason=kept.reason,
        at=kept.at,
    )
