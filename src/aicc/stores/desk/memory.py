"""Embedded desk: tickets live as long as the process."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker, other_side, seen_by
from aicc.domain.handoff import Erased, HandoffRequest, Kept, Ticket, TicketState
from aicc.domain.ticket_moves import Move, check_may_say, moved
from aicc.errors import NotFoundError
from aicc.stores.desk.tickets import SIGNS_KEPT, count_of, erased, in_order, is_about, new_ticket


@dataclass(slots=True)
class _TenantDesk:
    tickets: dict[str, Ticket] = field(default_factory=dict)  # by number
    asked: dict[str, str] = field(default_factory=dict)  # their numbers, by request
    talk: defaultdict[str, list[DeskMessage]] = field(default_factory=lambda: defaultdict(list))
    changes: list[DeskChange] = field(default_factory=list)
    signs: dict[str, datetime] = field(default_factory=dict)

    def ticket(self, number: str) -> Ticket:
        found = self.tickets.get(number)
        if found is None or isinstance(found.standing, Erased):
            raise NotFoundError(f"no ticket {number}")
        return found

    def write(self, ticket: Ticket, at: datetime) -> None:
        self.tickets[ticket.number] = ticket
        self.note(ChangeKind.TICKET, ticket.number, at)

    def note(self, kind: ChangeKind, number: str, at: datetime, about: str = "") -> None:
        seq = len(self.changes) + 1
        change = DeskChange(seq=seq, kind=kind, number=number, at=at, about=about)
        self.changes.append(change)


class MemoryDesk:
    def __init__(self) -> None:
        self._lock = Lock()
        self._desks: defaultdict[str, _TenantDesk] = defaultdict(_TenantDesk)

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        with self._lock:
            desk = self._desks[request.tenant_id]
            if request.request_id in desk.asked:
                return desk.tickets[desk.asked[request.request_id]]
            ticket = new_ticket(len(desk.tickets) + 1, request)
            desk.asked[request.request_id] = ticket.number
            desk.write(ticket, request.at)
            return ticket

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        with self._lock:
            ticket = self._desks[tenant_id].tickets.get(number)
            return None if ticket is None or isinstance(ticket.standing, Erased) else ticket

    def move(
        self, tenant_id: str, number: str, move: Move, at: datetime, deadline: Deadline
    ) -> Ticket:
        with self._lock:
            desk = self._desks[tenant_id]
            before = desk.ticket(number)
            after = moved(before, move, at)
            if after != before:
                desk.write(after, at)
            return after

    def say(
        self, tenant_id: str, number: str, message: DeskMessage, deadline: Deadline
    ) -> DeskMessage:
        with self._lock:
            desk = self._desks[tenant_id]
            ticket, said = desk.ticket(number), desk.talk[number]
            for known in said:
                if known.id == message.id:
                    return known
            check_may_say(ticket, message)
            placed = replace(message, place=len(said) + 1)
            said.append(placed)
            desk.note(ChangeKind.MESSAGE, number, message.at, message.id)
            return placed

    def messages(
        self, tenant_id: str, number: str, deadline: Deadline, after: int = 0
    ) -> Sequence[DeskMessage]:
        with self._lock:
            return tuple(self._desks[tenant_id].talk.get(number, ())[after:])

    def see(
        self,
        tenant_id: str,
        number: str,
        by: Speaker,
        up_to: int,
        at: datetime,
        deadline: Deadline,
    ) -> int:
        with self._lock:
            desk, seen = self._desks[tenant_id], 0
            said = desk.talk.get(number, [])
            for index, each in enumerate(said[:up_to]):
                if each.speaker is other_side(by) and each.seen_at is None:
                    said[index] = replace(each, seen_at=at)
                    seen += 1
            if seen:
                desk.note(ChangeKind.SEEN, number, at, seen_by(by, up_to))
            return seen

    def pass_on(
        self,
        tenant_id: str,
        kind: ChangeKind,
        number: str,
        about: str,
        at: datetime,
        deadline: Deadline,
    ) -> None:
        with self._lock:
            self._desks[tenant_id].note(kind, number, at, about)

    def changes(
        self, tenant_id: str, after: int, deadline: Deadline, limit: int = 500
    ) -> Sequence[DeskChange]:
        with self._lock:
            return tuple(self._desks[tenant_id].changes[after : after + limit])

    def newest_change(self, tenant_id: str, deadline: Deadline) -> int:
        with self._lock:
            return len(self._desks[tenant_id].changes)

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        with self._lock:
            tickets = tuple(self._desks[tenant_id].tickets.values())
        return in_order(each for each in tickets if isinstance(each.standing, Kept))

    def page(
        self,
        tenant_id: str,
        states: Collection[TicketState],
        deadline: Deadline,
        *,
        before: str = "",
        limit: int = 50,
    ) -> Sequence[Ticket]:
        below = count_of(before)
        with self._lock:
            tickets = tuple(self._desks[tenant_id].tickets.values())
        found = [
            each
            for each in reversed(tickets)
            if each.state in states and (below is None or (count_of(each.number) or 0) < below)
        ]
        return found[:limit]

    def takes(self, tenant_id: str, since: datetime, deadline: Deadline) -> Mapping[str, int]:
        with self._lock:
            tickets = tuple(self._desks[tenant_id].tickets.values())
        return Counter(t.request.queue for t in tickets if t.taken_at and t.taken_at >= since)

    def sign(self, tenant_id: str, who: str, at: datetime, deadline: Deadline) -> None:
        with self._lock:
            desk, since = self._desks[tenant_id], at - SIGNS_KEPT
            desk.signs = {name: last for name, last in desk.signs.items() if last >= since}
            desk.signs[who] = at

    def signs(self, tenant_id: str, deadline: Deadline) -> Mapping[str, datetime]:
        with self._lock:
            return dict(self._desks[tenant_id].signs)

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        with self._lock:
            tickets = tuple(self._desks[tenant_id].tickets.values())
        return [each for each in tickets if is_about(each, session_id, user_id)]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        with self._lock:
            desk = self._desks[tenant_id]
            known = [number for number in set(numbers) if number in desk.tickets]
            for number in known:
                _blank(desk, number)
        return len(known)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        gone = 0
        with self._lock:
            for desk in self._desks.values():
                for number, ticket in list(desk.tickets.items()):
                    is_old = ticket.request.at < before and ticket.request.user_id not in held
                    if is_old and not isinstance(ticket.standing, Erased):
                        _blank(desk, number)
                        gone += 1
        return gone


def _blank(desk: _TenantDesk, number: str) -> None:
    desk.talk.pop(number, None)
    desk.write(erased(desk.tickets[number]), desk.tickets[number].request.at)
