"""What every store does alike: check what an edit expects, and make the item after it."""

from collections.abc import Callable, Sequence

from aicc.content.port import EditConflictError
from aicc.domain.content import Change, ContentStatus, Item, Version
from aicc.errors import InvalidInputError


def check_once(changes: Sequence[Change]) -> None:
    """One write gives an item one version: which of two should be the later one?"""
    if len({(change.kind, change.id) for change in changes}) < len(changes):
        raise InvalidInputError("an item is named twice in one write")


def check_expected(
    change: Change, item: Item | None, version: Callable[[int], Version | None]
) -> None:
    """`version` finds the one that the edit began from."""
    latest = item.latest.number if item else 0
    if change.expected is not None and change.expected != latest:
        raise EditConflictError(
            change.kind,
            change.id,
            yours=version(change.expected),
            theirs=item.latest if item else None,
        )


def after(tenant_id: str, item: Item | None, change: Change) -> Item:
    """The item with the change as its latest version."""
    version = Version(
        tenant_id=tenant_id,
        kind=change.kind,
        id=change.id,
        number=item.latest.number + 1 if item else 1,
        status=change.status,
        body=change.body,
        author=change.author,
        reason=change.reason,
        at=change.at,
    )
    is_draft = change.status is ContentStatus.DRAFT
    settled = (item.settled if item else None) if is_draft else version
    return Item(latest=version, settled=settled)
