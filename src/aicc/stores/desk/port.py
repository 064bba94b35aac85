"""Requests for a person. Queues, people and talking through the desk join later."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.handoff import HandoffRequest, Ticket


class AgentDesk(Protocol):
    """Adapters raise only `StoreError`."""

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        """Durable when it returns; the same `request_id` again gives the same ticket."""
        ...

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None: ...

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        """`NotFoundError` for an unknown number; a withdrawn one stays withdrawn."""
        ...

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        """All of a session, or of a user, whatever their state. It may read all that is kept."""
        ...

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        """Who they are of and what was said is gone, and they are no longer found; how many."""
        ...

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        """Erase the tickets of all tenants from before then, but for those of held users. None
        where items end by themselves."""
        ...

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        """Kept tickets, most urgent first, then oldest."""
        ...
