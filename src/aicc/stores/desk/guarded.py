"""A desk that one asker cannot flood with requests for a person, over however many sessions.

Danger is never turned away: many people may share an address, and the limit of requests from it
bounds a flood all the same.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from aicc.asker import HourlyCount
from aicc.deadline import Deadline
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
)
from aicc.errors import TooManyError
from aicc.stores.desk.port import AgentDesk


class GuardedDesk:
    """`TooManyError` beyond an hour's count of what can wait; all else is the desk that it was
    given."""

    def __init__(self, inner: AgentDesk, count: HourlyCount) -> None:
        self._inner = inner
        self._count = count

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        if _cannot_wait(request):
            return self._inner.keep(request, deadline)
        if self._count.is_full:
            raise TooManyError("too many requests for a person from one asker")
        kept = self._inner.keep(request, deadline)
        self._count.add()
        return kept

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        return self._inner.find(tenant_id, number, deadline)

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        return self._inner.withdraw(tenant_id, number, deadline)

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        return self._inner.waiting(tenant_id, deadline)

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        return self._inner.about(tenant_id, deadline, session_id=session_id, user_id=user_id)

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        return self._inner.erase(tenant_id, numbers, deadline)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        return self._inner.purge(before, deadline, held)


def _cannot_wait(request: HandoffRequest) -> bool:
    is_emergency = request.reason is EscalationReason.EMERGENCY
    return is_emergency or request.priority is EscalationPriority.URGENT
