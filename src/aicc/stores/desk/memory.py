"""Embedded desk: tickets live as long as the process."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.handoff import HandoffRequest, Ticket, TicketState
from aicc.errors import NotFoundError
from aicc.stores.desk.tickets import erased, in_order, is_about, numbered


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
            ticket = self._tickets.get(tenant_id, {}).get(number)
            return None if ticket is None or ticket.state is TicketState.ERASED else ticket

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        with self._lock:
            tickets = tuple(self._tickets.get(tenant_id, {}).values())
        return [each for each in tickets if is_about(each, session_id, user_id)]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        with self._lock:
            tickets = self._tickets[tenant_id]
            known = [number for number in set(numbers) if number in tickets]
            tickets.update({number: erased(tickets[number]) for number in known})
        return len(known)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        gone = 0
        with self._lock:
            for tickets in self._tickets.values():
                for number, ticket in tickets.items():
                    is_old = ticket.request.at < before and ticket.request.user_id not in held
                    if is_old and ticket.state is not TicketState.ERASED:
                        tickets[number] = erased(ticket)
                        gone += 1
        return gone

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        with self._lock:
            ticket = self._tickets.get(tenant_id, {}).get(number)
            if ticket is None or ticket.state is TicketState.ERASED:
                raise NotFoundError(f"no ticket {number}")
            withdrawn = replace(ticket, state=TicketState.WITHDRAWN)
            self._tickets[tenant_id][number] = withdrawn
            return withdrawn

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        with self._lock:
            tickets = tuple(self._tickets.get(tenant_id, {}).values())
        return in_order(each for each in tickets if each.state is TicketState.KEPT)
