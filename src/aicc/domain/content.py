"""What staff keep by the item: a growing list of versions, and the edits that add to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aicc.domain.json import JsonMap


class ContentKind(StrEnum):
    FAQ = "faq"
    FLOW = "flow"
    TOPIC = "topic"  # what an intent is learned from
    NOT_HERE = "not_here"
    THRESHOLDS = "thresholds"


class ContentStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an item. It never changes; `number` counts from 1."""

    tenant_id: str
    kind: ContentKind
    id: str
    number: int
    status: ContentStatus
    body: JsonMap
    author: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An item's next version. `expected` is the number of the latest version that its author saw,
    0 for a new item; None does not ask."""

    kind: ContentKind
    id: str
    body: JsonMap
    status: ContentStatus = ContentStatus.DRAFT
    expected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who changes something, why and when."""

    author: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`settled` is the last version that is no draft: what counts while a newer draft waits."""

    latest: Version
    settled: Version | None

    @property
    def published(self) -> Version | None:
        """What customers get; None before the first publication and after archiving."""
        is_published = self.settled and self.settled.status is ContentStatus.PUBLISHED
        return self.settled if is_published else None

    @property
    def draft(self) -> Version | None:
        """What waits for publication."""
        return self.latest if self.latest.status is ContentStatus.DRAFT else None

    def to_publish(self) -> Edit:
        """The latest version, draft or archived, is what customers get."""
        return self._next(ContentStatus.PUBLISHED, self.latest)

    def to_archive(self) -> Edit:
        """Customers no longer get it; its versions stay."""
        return self._next(ContentStatus.ARCHIVED, self.latest)

    def to_roll_back(self, to: Version) -> Edit:
        """An earlier version is what customers get again; a waiting draft stays in the history."""
        return self._next(ContentStatus.PUBLISHED, to)

    def _next(self, status: ContentStatus, like: Version) -> Edit:
        latest = self.latest
        return Edit(
            kind=latest.kind,
            id=latest.id,
            body=like.body,
            status=status,
            expected=latest.number,
        )
