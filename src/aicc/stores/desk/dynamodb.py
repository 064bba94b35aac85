"""Tickets in DynamoDB: one count for all containers, so that no two customers hear one number.

A ticket is five items, written as one: itself, which request it is of, that it waits, and where
its session and its user are looked up. What changed is numbered in the same transaction: whoever
follows the numbers misses nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskChange, DeskMessage, Speaker, seen_by
from aicc.domain.handoff import HandoffRequest, Ticket, TicketState
from aicc.domain.ticket_moves import Move, check_may_say, moved
from aicc.errors import NotFoundError, StoreError
from aicc.stores.aws import readable, store_errors
from aicc.stores.desk.dynamodb_rows import (
    COUNT,
    HELD,
    REQUEST,
    SIGN,
    TAKEN,
    TICKET,
    WAITING,
    found_by,
    owner,
    signs_owner,
    sort,
    taken_row,
    ticket_in,
    ticket_key,
    ticket_row,
    whose,
)
from aicc.stores.desk.dynamodb_talk import DeskTalk
from aicc.stores.desk.tickets import (
    SIGNS_KEPT,
    count_of,
    erased,
    in_order,
    instant,
    is_about,
    new_ticket,
)
from aicc.stores.state_table import StateTable, count, key, next_count, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_IS_KEPT = "attribute_exists(sort) AND #s <> :e"  # an update would make an item of what is gone
# Release 0.1.0 counted no moves
_AS_SEEN = f"{_IS_KEPT} AND (#v = :v OR (attribute_not_exists(#v) AND :v = :zero))"


class DynamoDesk:
    """With `keep_s` tickets expire after that long."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        *,
        keep_s: float | None = None,
        held: Collection[str] = (),
    ) -> None:
        self._held = frozenset(held)
        self._table = StateTable(client, table)
        self._keep_s = keep_s
        self._talk = DeskTalk(self._table)

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        known = self._of_request(request, deadline)
        if known:
            return known
        at = next_count(self._table, "desk.keep", owner(request.tenant_id), COUNT, deadline)
        ticket = new_ticket(at, request)
        if self._written(ticket, deadline):
            return ticket
        known = self._of_request(request, deadline)  # the same request came in between
        if known is None:
            raise StoreError("desk.keep: the ticket is neither written nor there")
        return known

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        at = count_of(number)
        if at is None:
            return None
        row = self._table.get("desk.find", owner(tenant_id), sort(TICKET, at), deadline)
        ticket = ticket_in(row) if row else None
        return None if ticket is None or ticket.state is TicketState.ERASED else ticket

    def move(
        self, tenant_id: str, number: str, move: Move, at: datetime, deadline: Deadline
    ) -> Ticket:
        seq = 0
        for _ in self._talk.tries("desk.move", deadline):
            before = self._there(tenant_id, number, deadline)
            after = moved(before, move, at)
            if after == before:
                return after
            seq = seq or self._talk.next_change(tenant_id, deadline)
            change = DeskChange(seq=seq, kind=ChangeKind.TICKET, number=number, at=at)
            if self._moved(before, after, change, deadline):
                return after
        raise StoreError("desk.move: others move it all the time")

    def say(
        self, tenant_id: str, number: str, message: DeskMessage, deadline: Deadline
    ) -> DeskMessage:
        seq = 0
        for _ in self._talk.tries("desk.say", deadline):
            ticket = self._there(tenant_id, number, deadline)
            known = self._talk.said_as(tenant_id, number, message.id, deadline)
            if known:
                return known
            check_may_say(ticket, message)
            seq = seq or self._talk.next_change(tenant_id, deadline)
            as_seen, expires = self._as_seen(ticket), self._expires(ticket)
            said = self._talk.say(ticket, message, as_seen, expires, seq, deadline)
            if said:
                return said
        raise StoreError("desk.say: others write all the time")

    def messages(
        self, tenant_id: str, number: str, deadline: Deadline, after: int = 0
    ) -> Sequence[DeskMessage]:
        return self._talk.messages(tenant_id, number, after, deadline)

    def see(
        self,
        tenant_id: str,
        number: str,
        by: Speaker,
        up_to: int,
        at: datetime,
        deadline: Deadline,
    ) -> int:
        seen = self._talk.see(tenant_id, number, by, up_to, at, deadline)
        if seen:
            about = seen_by(by, up_to)
            self._talk.note(tenant_id, ChangeKind.SEEN, number, at, about, deadline)
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
        self._talk.note(tenant_id, kind, number, at, about, deadline)

    def changes(
        self, tenant_id: str, after: int, deadline: Deadline, limit: int = 500
    ) -> Sequence[DeskChange]:
        return self._talk.changes(tenant_id, after, limit, deadline)

    def newest_change(self, tenant_id: str, deadline: Deadline) -> int:
        return self._talk.newest(tenant_id, deadline)

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        rows = self._table.all("desk.waiting", owner(tenant_id), WAITING, deadline)
        return in_order(map(ticket_in, rows))

    def page(
        self,
        tenant_id: str,
        states: Collection[TicketState],
        deadline: Deadline,
        *,
        before: str = "",
        limit: int = 50,
    ) -> Sequence[Ticket]:
        """It reads what stands between, too, where few are of these states."""
        found: list[Ticket] = []
        kind = HELD if set(states) == {TicketState.TAKEN} else TICKET
        for ticket in self._newest_first(tenant_id, kind, before, deadline):
            if ticket.state in states:
                found.append(ticket)
            if len(found) == limit:
                break
        return found

    def takes(self, tenant_id: str, since: datetime, deadline: Deadline) -> Mapping[str, int]:
        first, last = f"{TAKEN}{instant(since)}", f"{TAKEN}\uffff"
        rows = self._table.rows("desk.takes", owner(tenant_id), first, last, deadline)
        with readable("desk.takes"):
            return Counter(text(row, "queue") for row in rows)

    def sign(self, tenant_id: str, who: str, at: datetime, deadline: Deadline) -> None:
        with store_errors("desk.sign", deadline):
            self._table.client.put_item(
                TableName=self._table.name,
                Item={
                    **key(signs_owner(tenant_id), f"{SIGN}{who}"),
                    "at": {"S": instant(at)},
                    "expires_at": {"N": str(round((at + SIGNS_KEPT).timestamp()))},
                },
            )

    def signs(self, tenant_id: str, deadline: Deadline) -> Mapping[str, datetime]:
        rows = self._table.all("desk.signs", signs_owner(tenant_id), SIGN, deadline)
        with readable("desk.signs"):
            return {
                text(row, "sort").removeprefix(SIGN): datetime.fromisoformat(text(row, "at"))
                for row in rows
            }

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        owners = [whose(tenant_id, kind, name) for kind, name in found_by(session_id, user_id)]
        found = [self._table.all("desk.about", each, TICKET, deadline) for each in owners]
        sorts = sorted({text(row, "sort") for rows in found for row in rows})
        kept = [self._table.get("desk.about", owner(tenant_id), at, deadline) for at in sorts]
        tickets = [ticket_in(row) for row in kept if row]
        return [each for each in tickets if is_about(each, session_id, user_id)]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        found = [self.find(tenant_id, number, deadline) for number in set(numbers)]
        return sum(self._blanked(ticket, deadline) for ticket in found if ticket)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        return 0  # the table's time to live does it

    def _there(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        found = self.find(tenant_id, number, deadline)
        if found is None:
            raise NotFoundError(f"no ticket {number}")
        return found

    def _newest_first(
        self, tenant_id: str, kind: str, before: str, deadline: Deadline
    ) -> Iterator[Ticket]:
        below = count_of(before)
        last = sort(kind, below - 1) if below is not None else f"{kind}\uffff"
        rows = self._table.newest_first("desk.page", owner(tenant_id), kind, last, deadline)
        return map(ticket_in, rows)

    def _of_request(self, request: HandoffRequest, deadline: Deadline) -> Ticket | None:
        of_tenant, asked = owner(request.tenant_id), f"{REQUEST}{request.request_id}"
        row = self._table.get("desk.keep", of_tenant, asked, deadline)
        if row is None:
            return None
        with readable("desk.keep"):
            at = count(row, "count")
        kept = self._table.get("desk.keep", of_tenant, sort(TICKET, at), deadline)
        return ticket_in(kept) if kept else None

    def _written(self, ticket: Ticket, deadline: Deadline) -> bool:
        """False when the request has a ticket already."""
        request, row, expires = ticket.request, ticket_row(ticket), self._expires(ticket)
        asked = key(owner(request.tenant_id), f"{REQUEST}{request.request_id}")
        number = {"count": {"N": str(count_of(ticket.number) or 0)}}
        puts: list[Any] = [
            self._put(
                {**asked, **number, **expires}, ConditionExpression="attribute_not_exists(sort)"
            ),
            self._put({**ticket_key(TICKET, ticket), **row, **expires}),
            self._put({**ticket_key(WAITING, ticket), **row, **expires}),
        ]
        puts += [self._put({**at, **expires}) for at in self._found_by(ticket)]
        seq = self._talk.next_change(request.tenant_id, deadline)
        change = DeskChange(seq=seq, kind=ChangeKind.TICKET, number=ticket.number, at=request.at)
        puts += self._talk.noted(request.tenant_id, change)
        return self._table.together("desk.keep", puts, deadline)

    def _moved(self, before: Ticket, after: Ticket, change: DeskChange, deadline: Deadline) -> bool:
        """False when it stands elsewhere by now."""
        row, expires = ticket_row(after), self._expires(after)
        put = self._put({**ticket_key(TICKET, after), **row, **expires}, **self._as_seen(before))
        changes = [put]
        for kind, state in ((WAITING, TicketState.KEPT), (HELD, TicketState.TAKEN)):
            if after.state is state:
                changes.append(self._put({**ticket_key(kind, after), **row, **expires}))
            elif before.state is state:
                changes.append(self._gone(kind, after))
        if after.taken_at and after.taken_at != before.taken_at:
            changes.append(self._put(taken_row(after, after.taken_at)))
        changes += self._talk.noted(after.request.tenant_id, change)
        return self._table.together("desk.move", changes, deadline)

    def _blanked(self, ticket: Ticket, deadline: Deadline) -> bool:
        """False when it went in between. What waits holds the same words: both go at once."""
        self._talk.erase(ticket, deadline)
        blank = erased(ticket)
        put = self._put(
            {**ticket_key(TICKET, ticket), **ticket_row(blank), **self._expires(blank)},
            ConditionExpression=_IS_KEPT,
            ExpressionAttributeNames={"#s": "state"},
            ExpressionAttributeValues={":e": {"S": TicketState.ERASED}},
        )
        name = {"TableName": self._table.name}
        rests = [self._gone(kind, ticket) for kind in (WAITING, HELD)]
        others = [{"Delete": {**name, "Key": at}} for at in self._found_by(ticket)]
        tenant_id, at = ticket.request.tenant_id, ticket.request.at
        seq = self._talk.next_change(tenant_id, deadline)
        change = DeskChange(seq=seq, kind=ChangeKind.TICKET, number=ticket.number, at=at)
        noted = self._talk.noted(tenant_id, change)
        return self._table.together("desk.erase", [put, *rests, *others, *noted], deadline)

    def _gone(self, kind: str, ticket: Ticket) -> Any:
        return {"Delete": {"TableName": self._table.name, "Key": ticket_key(kind, ticket)}}

    def _put(self, item: Any, **condition: Any) -> Any:
        return {"Put": {"TableName": self._table.name, "Item": item, **condition}}

    def _found_by(self, ticket: Ticket) -> list[Any]:
        """The keys under which its session and its user have it."""
        request, at = ticket.request, sort(TICKET, count_of(ticket.number) or 0)
        asked = found_by(request.session_id, request.user_id)
        return [key(whose(request.tenant_id, kind, name), at) for kind, name in asked]

    def _as_seen(self, ticket: Ticket) -> dict[str, Any]:
        """The condition that nobody has moved it since."""
        return {
            "ConditionExpression": _AS_SEEN,
            "ExpressionAttributeNames": {"#s": "state", "#v": "version"},
            "ExpressionAttributeValues": {
                ":e": {"S": TicketState.ERASED},
                ":v": {"N": str(ticket.version)},
                ":zero": {"N": "0"},
            },
        }

    def _expires(self, ticket: Ticket) -> Any:
        request = ticket.request
        if self._keep_s is None or request.user_id in self._held:
            return {}
        return {"expires_at": {"N": str(round(request.at.timestamp() + self._keep_s))}}
