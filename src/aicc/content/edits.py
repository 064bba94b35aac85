"""What staff do to an item beside writing a draft; each is one more version."""

from dataclasses import dataclass
from datetime import datetime

from aicc.domain.content import Change, ContentStatus, Item, Version
from aicc.domain.json import JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who changes something, why and when."""

    author: str
    at: datetime
    reason: str = ""


def publish(item: Item, signed: Signature) -> Change:
    """The latest version, draft or archived, is what customers get."""
    return _next(item, ContentStatus.PUBLISHED, item.latest.body, signed)


def archive(item: Item, signed: Signature) -> Change:
    """Customers no longer get it; its versions stay."""
    return _next(item, ContentStatus.ARCHIVED, item.latest.body, signed)


def roll_back(item: Item, to: Version, signed: Signature) -> Change:
    """An earlier version is what customers get again; a waiting draft stays in the history."""
    return _next(item, ContentStatus.PUBLISHED, to.body, signed)


def _next(item: Item, status: ContentStatus, body: JsonMap, signed: Signature) -> Change:
    return Change(
        kind=item.latest.kind,
        id=item.latest.id,
        status=status,
        body=body,
        at=signed.at,
        author=signed.author,
        reason=signed.reason,
        expected=item.latest.number,
    )
