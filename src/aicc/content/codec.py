"""How one kind of content is read and written: all that a further kind has to bring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aicc.domain.content import ContentKind, ContentStatus, Edit
from aicc.domain.json import JsonMap

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec(Generic[T]):
    """`read` makes of an id and a body what the bot works with, and raises `InvalidInputError` for
    a body that this release cannot read; `body` is the way back. `name` is what staff call it.

    `earlier_kept` versions before the published one stay at hand, for conversations that began
    with them.
    """

    kind: ContentKind
    name: str
    read: Callable[[str, JsonMap], T]
    body: Callable[[T], JsonMap]
    earlier_kept: int = 0

    def edit(
        self,
        content_id: str,
        value: T,
        *,
        status: ContentStatus = ContentStatus.DRAFT,
        expected: int | None = None,
    ) -> Edit:
        return Edit(
            kind=self.kind,
            id=content_id,
            body=self.body(value),
            status=status,
            expected=expected,
        )
