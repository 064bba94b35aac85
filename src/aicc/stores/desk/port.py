"""Requests for a person: who holds them, what is said about them, and what changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker
from aicc.domain.handoff import HandoffRequest, Ticket, TicketState
from aicc.domain.ticket_moves import Move

CHANGES_KEPT = 5000  # of a tenant, at least; who was away for longer reads the tickets anew


class AgentDesk(Protocol):
    """Adapters raise only `StoreError`, and what `moved` and `check_may_say` raise."""

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        """Durable when it returns; the same `request_id` again gives the same ticket."""
        ...

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None: ...

    def move(
        self, tenant_id: str, number: str, move: Move, at: datetime, deadline: Deadline
    ) -> Ticket:
        """Of two who move one ticket at once, the second moves what the first left. `NotFoundError`
        for an unknown number."""
        ...

    def say(
        self, tenant_id: str, number: str, message: DeskMessage, deadline: Deadline
    ) -> DeskMessage:
        """With its place; the same id again gives the message that is there."""
        ...

    def messages(
        self, tenant_id: str, number: str, deadline: Deadline, after: int = 0
    ) -> Sequence[DeskMessage]:
        """Those behind that place, oldest first; none for an unknown number."""
        ...

    def see(
        self,
        tenant_id: str,
        number: str,
        by: Speaker,
        up_to: int,
        at: datetime,
        deadline: Deadline,
    ) -> int:
        """One side saw what the other said up to that place; how much of it was not seen before."""
        ...

    def pass_on(
        self,
        tenant_id: str,
        kind: ChangeKind,
        number: str,
        about: str,
        at: datetime,
        deadline: Deadline,
    ) -> None:
        """What is only worth a change: who types, whether the customer is there."""
        ...

    def changes(
        self, tenant_id: str, after: int, deadline: Deadline, limit: int = 500
    ) -> Sequence[DeskChange]:
        """Behind that one, in order and without a gap; some of the oldest may be dropped."""
        ...

    def newest_change(self, tenant_id: str, deadline: Deadline) -> int:
        """0 where nothing ever happened."""
        ...

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        """Kept tickets, most urgent first, then oldest."""
        ...

    def page(
        self,
        tenant_id: str,
        states: Collection[TicketState],
        deadline: Deadline,
        *,
        before: str = "",
        limit: int = 50,
    ) -> Sequence[Ticket]:
        """Of these states, newest number first, below the number `before`."""
        ...

    def takes(self, tenant_id: str, since: datetime, deadline: Deadline) -> Mapping[str, int]:
        """How many tickets people took since then, by queue."""
        ...

    def sign(self, tenant_id: str, who: str, at: datetime, deadline: Deadline) -> None:
        """They are there."""
        ...

    def signs(self, tenant_id: str, deadline: Deadline) -> Mapping[str, datetime]:
        """When each of them was last there."""
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
