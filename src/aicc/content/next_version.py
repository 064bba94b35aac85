"""What every store does alike: check what an edit expects, and make the item after it."""

from collections.abc import Callable, Sequence

from aicc.content.port import EditConflictError
from aicc.domain.content import ContentStatus, Edit, Item, Signature, Version
from aicc.errors import InvalidInputError


def check_once(edits: Sequence[Edit]) -> None:
    """One write gives an item one version: which of two should be the later one?"""
    if len({(edit.kind, edit.id) for edit in edits}) < len(edits):
        raise InvalidInputError("an item is named twice in one write")


def check_expected(edit: Edit, item: Item | None, version: Callable[[int], Version | None]) -> None:
    """`version` finds the one that the edit began from."""
    latest = item.latest.number if item else 0
    if edit.expected is not None and edit.expected != latest:
        raise EditConflictError(
            edit.kind,
            edit.id,
            yours=version(edit.expected),
            theirs=item.latest if item else None,
        )


def after(tenant_id: str, item: Item | None, edit: Edit, signed: Signature) -> Item:
    """The item with the edit as its latest version."""
    version = Version(
        tenant_id=tenant_id,
        kind=edit.kind,
        id=edit.id,
        number=item.latest.number + 1 if item else 1,
        status=edit.status,
        body=edit.body,
        author=signed.author,
        reason=signed.reason,
        at=signed.at,
    )
    is_draft = edit.status is ContentStatus.DRAFT
    settled = (item.settled if item else None) if is_draft else version
    return Item(latest=version, settled=settled)
