"""Requests for a person. Queues, people and talking through the desk join later."""

from collections.abc import Sequence
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

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        """Kept tickets, most urgent first, then oldest."""
        ...
