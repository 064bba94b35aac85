"""Embedded desk: tickets live as long as the process."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.handoff import HandoffRequest, Ticket, TicketState
from aicc.errors import NotFoundError
from aicc.stores.desk.tickets import in_order, numbered


class MemoryDesk:
    def __init__(self) -> None:
        self._lock = Lock()
        self._tickets: defaultdict[str, dict[str, Ticket]] = defaultdict(dict)  # by number
        self._numbers: dict[tuple[str, str], str] = {}  # by tenant and request

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        with self._lock:
            tickets = self._tickets[request.tenant_id]
            asked = request.tenant_id, request.request_id
            if asked in self._numbers:
                return tickets[self._numbers[asked]]
            ticket = Ticket(number=numbered(len(tickets) + 1), request=request)
            tickets[ticket.number] = ticket
            self._numbers[asked] = ticket.number
            return ticket

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        with self._lock:
            return self._tickets.get(tenant_id, {}).get(number)

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        with self._lock:
            ticket = self._tickets.get(tenant_id, {}).get(number)
            if ticket is None:
                raise NotFoundError(f"no ticket {number}")
            withdrawn = replace(ticket, state=TicketState.WITHDRAWN)
            self._tickets[tenant_id][number] = withdrawn
            return withdrawn

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        with self._lock:
            tickets = tuple(self._tickets.get(tenant_id, {}).values())
        return in_order(each for each in tickets if each.state is TicketState.KEPT)
