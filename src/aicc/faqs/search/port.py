"""FAQ search: an index that can be rebuilt from the entries at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound
from aicc.domain.said import Said

LONGEST_QUESTION = 500  # characters; what is behind them is not searched for


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqQuery:
    """A question to an index: `only` entries of this kind are wanted, and at most `limit`.

    A `private` one, such as the answer to a secret step, is sent to no server.
    """

    said: Said
    only: FaqFilter | None = None
    limit: int = 5
    private: bool = False


class FaqIndex(Protocol):
    """Adapters raise only `StoreError`. A change is seen by the next search."""

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        """Add the entries, or replace those with the same id."""
        ...

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        """Hold exactly these entries; until then searches find the old ones, never fewer."""
        ...

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        """False when there was no such entry."""
        ...

    def get(self, tenant_id: str, faq_id: str, deadline: Deadline) -> FaqEntry | None: ...

    def search(self, tenant_id: str, asked: FaqQuery, deadline: Deadline) -> FaqFound:
        """Best first; empty when nothing shares a letter or a meaning with the question."""
        ...
