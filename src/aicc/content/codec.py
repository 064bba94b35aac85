"""How one kind of content is read and written: all that a further kind has to bring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aicc.domain.content import ContentKind
from aicc.domain.json import JsonMap

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec(Generic[T]):
    """`read` makes of an id and a body what the bot works with, and raises `InvalidInputError` for
    a body that this release cannot read; `body` is the way back.

    `earlier_kept` versions before the published one stay at hand, for conversations that began
    with them.
    """

    kind: ContentKind
    read: Callable[[str, JsonMap], T]
    body: Callable[[T], JsonMap]
    earlier_kept: int = 0
