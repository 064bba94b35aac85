"""A desk that one asker cannot flood with requests for a person, over however many sessions."""

from collections.abc import Sequence

from aicc.asker import HourlyCount
from aicc.deadline import Deadline
from aicc.domain.handoff import HandoffRequest, Ticket
from aicc.errors import TooManyError
from aicc.stores.desk.port import AgentDesk


class GuardedDesk:
    """`TooManyError` beyond an hour's count; all else is the desk that it was given."""

    def __init__(self, inner: AgentDesk, count: HourlyCount) -> None:
        self._inner = inner
        self._count = count

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
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
