"""FAQ search: an index that can be rebuilt from the entries at any time."""

from collections.abc import Sequence
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound

LONGEST_QUESTION = 500  # characters; what is behind them is not searched for


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

    def search(
        self,
        tenant_id: str,
        query: str,
        deadline: Deadline,
        *,
        only: FaqFilter | None = None,
        limit: int = 5,
        private: bool = False,
    ) -> FaqFound:
        """Best first; empty when nothing shares a letter or a meaning with the query.

        A `private` query, such as the answer to a secret step, is sent to no server.
        """
        ...
