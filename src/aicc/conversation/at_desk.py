"""The desk as people work at it: who waits, what is known of them, what is said to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aicc import logs
from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskMessage, Speaker
from aicc.domain.handoff import Taken, Ticket, TicketState
from aicc.domain.queue_place import RATE_OVER, QueuePlace, place_of
from aicc.domain.ticket_moves import Move, Release, Reopen, TicketConflictError
from aicc.domain.turn import TurnRecord
from aicc.errors import ConflictError, NotFoundError
from aicc.redact import mask
from aicc.stores.desk.port import AgentDesk
from aicc.stores.history.port import HistoryStore

MOST_TURNS, MOST_EARLIER = 50, 10
MOST_TAKEN = 500  # at once, of a tenant
OPEN = frozenset({TicketState.KEPT, TicketState.TAKEN})

log = logs.get("aicc.desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFile:
    """All that is known of a ticket; `turns` is the conversation so far, masked."""

    ticket: Ticket
    place: QueuePlace | None
    messages: Sequence[DeskMessage]
    turns: Sequence[TurnRecord]
    earlier: Sequence[Ticket]
    visitor_seen_at: datetime | None


class AtDesk:
    def __init__(self, desk: AgentDesk, history: HistoryStore, clock: Clock) -> None:
        self.store = desk
        self._history = history
        self._clock = clock

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        found = self.store.find(tenant_id, number, deadline)
        if found is None:
            raise NotFoundError(f"no ticket {number}")
        return found

    def open_of(self, tenant_id: str, session_id: str, deadline: Deadline) -> Ticket | None:
        """The session's newest ticket that waits or is taken, else its newest; never a call that is
        booked."""
        found = self.store.about(tenant_id, deadline, session_id=session_id)
        found = [each for each in found if each.state is not TicketState.ERASED and not each.due_at]
        newest = max(found, key=lambda each: each.request.at, default=None)
        return next((each for each in reversed(found) if each.state in OPEN), newest)

    def file(self, tenant_id: str, number: str, deadline: Deadline) -> TicketFile:
        ticket = self.find(tenant_id, number, deadline)
        request = ticket.request
        about = self.store.about(tenant_id, deadline, user_id=request.user_id)
        earlier = [each for each in about if each.number != number]
        earlier.sort(key=lambda each: each.request.at, reverse=True)
        return TicketFile(
            ticket=ticket,
            place=self.place(ticket, deadline),
            messages=self.store.messages(tenant_id, number, deadline),
            turns=self.turns(tenant_id, request.session_id, deadline),
            earlier=earlier[:MOST_EARLIER],
            visitor_seen_at=self.store.signs(tenant_id, deadline).get(of_visitor(number)),
        )

    def turns(self, tenant_id: str, session_id: str, deadline: Deadline) -> Sequence[TurnRecord]:
        """The session's last ones, oldest first."""
        return self._history.recent(tenant_id, session_id, deadline, MOST_TURNS)

    def said_to(self, tenant_id: str, session_id: str, deadline: Deadline) -> Sequence[DeskMessage]:
        """What people said in a session, over all its tickets, oldest first."""
        tickets = self.store.about(tenant_id, deadline, session_id=session_id)
        said = [
            each
            for ticket in tickets
            for each in self.store.messages(tenant_id, ticket.number, deadline)
            if each.speaker is Speaker.HUMAN_AGENT
        ]
        return sorted(said, key=lambda each: each.at)

    def place(self, ticket: Ticket, deadline: Deadline) -> QueuePlace | None:
        """None for a ticket that does not wait."""
        if ticket.state is not TicketState.KEPT:
            return None
        tenant_id = ticket.request.tenant_id
        return place_of(
            ticket, self.store.waiting(tenant_id, deadline), self.takes(tenant_id, deadline)
        )

    def takes(self, tenant_id: str, deadline: Deadline) -> Mapping[str, int]:
        return self.store.takes(tenant_id, self._clock() - RATE_OVER, deadline)

    def move(self, tenant_id: str, number: str, move: Move, deadline: Deadline) -> Ticket:
        """`TicketConflictError` when it stands elsewhere, `NotFoundError` for an unknown one."""
        if isinstance(move, Reopen):
            self._check_alone(self.find(tenant_id, number, deadline), deadline)
        return self.store.move(tenant_id, number, move, self._clock(), deadline)

    def say(
        self,
        tenant_id: str,
        number: str,
        message_id: str,
        speaker: Speaker,
        author: str,
        typed: str,
        deadline: Deadline,
    ) -> DeskMessage:
        """Masked, as all that is kept."""
        message = DeskMessage(
            id=message_id, speaker=speaker, author=author, text=mask(typed), at=self._clock()
        )
        return self.store.say(tenant_id, number, message, deadline)

    def see(
        self, tenant_id: str, number: str, by: Speaker, message_id: str, deadline: Deadline
    ) -> None:
        said = self.store.messages(tenant_id, number, deadline)
        place = next((each.place for each in said if each.id == message_id), None)
        if place is None:
            raise NotFoundError(f"no message {message_id}")
        self.store.see(tenant_id, number, by, place, self._clock(), deadline)

    def type(self, tenant_id: str, number: str, who: Speaker, deadline: Deadline) -> None:
        self.store.pass_on(tenant_id, ChangeKind.TYPING, number, who.value, self._clock(), deadline)

    def visitor_is(self, tenant_id: str, number: str, how: str, deadline: Deadline) -> None:
        """Here, or has left the page."""
        now = self._clock()
        self.store.sign(tenant_id, of_visitor(number), now, deadline)
        self.store.pass_on(tenant_id, ChangeKind.PRESENCE, number, how, now, deadline)

    def sign(self, tenant_id: str, by: str, deadline: Deadline) -> None:
        self.store.sign(tenant_id, of_person(by), self._clock(), deadline)

    def give_back_abandoned(
        self, tenant_id: str, away_s: float, deadline: Deadline
    ) -> Sequence[Ticket]:
        """What is held by people who gave no sign for so long goes back to its queue."""
        now = self._clock()
        taken = self.store.page(tenant_id, {TicketState.TAKEN}, deadline, limit=MOST_TAKEN)
        signs = self.store.signs(tenant_id, deadline) if taken else {}
        oldest, given_back = now - timedelta(seconds=away_s), []
        for ticket in taken:
            holder = ticket.standing
            if not isinstance(holder, Taken):
                continue
            sign = max(signs.get(of_person(holder.by.id), holder.since), holder.since)
            if sign >= oldest:
                continue
            try:
                move = Release(by=holder.by)  # and nobody else who took it just now
                after = self.store.move(tenant_id, ticket.number, move, now, deadline)
            except ConflictError:
                continue
            log.warning("ticket.given_back", tenant_id=tenant_id, ticket=ticket.number)
            given_back.append(after)
        return given_back

    def _check_alone(self, ticket: Ticket, deadline: Deadline) -> None:
        """A conversation has one open request."""
        request = ticket.request
        found = self.store.about(request.tenant_id, deadline, session_id=request.session_id)
        if any(each.state in OPEN and not each.due_at for each in found):
            raise TicketConflictError("the conversation has another open request", ticket)


def of_person(human_agent: str) -> str:
    return f"person:{human_agent}"


def of_visitor(number: str) -> str:
    return f"visitor:{number}"
