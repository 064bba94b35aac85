"""Conversation history: what the rest of the project may ask for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord


class HistoryStore(Protocol):
    """Append-only turns per session. Adapters raise only `StoreError`."""

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        """Durable when it returns; appending the same turn again changes nothing."""
        ...

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        """The last `limit` (>= 1) turns, newest last; empty for an unknown session."""
        ...

    def by_message(
        self, tenant_id: str, session_id: str, message_id: str, deadline: Deadline
    ) -> TurnRecord | None:
        """The turn that answered this message; a rare look-up that may be slow."""
        ...

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        """The user's last `limit` turns over all sessions, newest last."""
        ...

    def since(
        self, tenant_id: str, at: datetime, deadline: Deadline, limit: int = 10_000
    ) -> Sequence[TurnRecord]:
        """The tenant's last `limit` turns from `at` on, over all sessions, newest last.

        For reports: it may read everything that is kept.
        """
        ...

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        """Delete the turns of all tenants from before then, but for those of held users. None where
        items end by themselves."""
        ...

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        """Delete every turn of the session; how many there were."""
        ...

    def probe(self, deadline: Deadline) -> None:
        """`StoreError` where nothing can be read or written now; leaves no turn behind."""
        ...
