"""Tickets in DynamoDB: one count for all containers, so that no two customers hear one number.

A ticket is five items, written as one: itself, which request it is of, that it waits, and where
its session and its user are looked up.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aicc.deadline import Deadline
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.errors import NotFoundError, StoreError
from aicc.stores.aws import readable, store_errors
from aicc.stores.desk.tickets import count_of, erased, in_order, is_about, numbered
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.state_table import Row, StateTable, count, key, owner_of, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_COUNT = "count"  # the sort key of a tenant's number of tickets
_TICKET, _WAITING, _REQUEST = "ticket#", "waiting#", "request#"
_SESSION, _USER = "desk-session", "desk-user"  # owners of what they are looked up by
_IS_KEPT = "attribute_exists(sort) AND #s <> :e"  # an update would make an item of what is gone


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

    def keep(self, request: HandoffRequest, deadline: Deadline) -> Ticket:
        known = self._of_request(request, deadline)
        if known:
            return known
        ticket = Ticket(number=numbered(self._next(request.tenant_id, deadline)), request=request)
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
        row = self._table.get("desk.find", _owner(tenant_id), _sort(_TICKET, at), deadline)
        ticket = _ticket(row) if row else None
        return None if ticket is None or ticket.state is TicketState.ERASED else ticket

    def about(
        self, tenant_id: str, deadline: Deadline, *, session_id: str = "", user_id: str = ""
    ) -> Sequence[Ticket]:
        asked = [(_SESSION, session_id), (_USER, user_id)]
        owners = [_whose(tenant_id, kind, name) for kind, name in asked if name]
        found = [self._table.all("desk.about", owner, _TICKET, deadline) for owner in owners]
        sorts = sorted({text(row, "sort") for rows in found for row in rows})
        kept = [self._table.get("desk.about", _owner(tenant_id), at, deadline) for at in sorts]
        tickets = [_ticket(row) for row in kept if row]
        return [each for each in tickets if is_about(each, session_id, user_id)]

    def erase(self, tenant_id: str, numbers: Sequence[str], deadline: Deadline) -> int:
        found = [self.find(tenant_id, number, deadline) for number in set(numbers)]
        tickets = [ticket for ticket in found if ticket]
        return sum(self._blanked(ticket, deadline) for ticket in tickets)

    def withdraw(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket:
        ticket = self.find(tenant_id, number, deadline)
        if ticket is None:
            raise NotFoundError(f"no ticket {number}")
        update = {
            "TableName": self._table.name,
            "Key": self._key(_TICKET, ticket),
            "UpdateExpression": "SET #s = :w",
            "ConditionExpression": _IS_KEPT,
            "ExpressionAttributeNames": {"#s": "state"},
            "ExpressionAttributeValues": {
                ":w": {"S": TicketState.WITHDRAWN},
                ":e": {"S": TicketState.ERASED},
            },
        }
        if not self._table.together(
            "desk.withdraw", [{"Update": update}, self._rest(ticket)], deadline
        ):
            raise NotFoundError(f"no ticket {number}")  # it went in between
        return Ticket(number=number, request=ticket.request, state=TicketState.WITHDRAWN)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        return 0  # the table's time to live does it

    def waiting(self, tenant_id: str, deadline: Deadline) -> Sequence[Ticket]:
        rows = self._table.all("desk.waiting", _owner(tenant_id), _WAITING, deadline)
        return in_order(map(_ticket, rows))

    def _of_request(self, request: HandoffRequest, deadline: Deadline) -> Ticket | None:
        owner, asked = _owner(request.tenant_id), f"{_REQUEST}{request.request_id}"
        row = self._table.get("desk.keep", owner, asked, deadline)
        if row is None:
            return None
        with readable("desk.keep"):
            at = count(row, "count")
        kept = self._table.get("desk.keep", owner, _sort(_TICKET, at), deadline)
        return _ticket(kept) if kept else None

    def _next(self, tenant_id: str, deadline: Deadline) -> int:
        """A number that nobody else gets; one that is then not used is left out."""
        with store_errors("desk.keep", deadline):
            answer = self._table.client.update_item(
                TableName=self._table.name,
                Key=key(_owner(tenant_id), _COUNT),
                UpdateExpression="ADD #n :one",
                ExpressionAttributeNames={"#n": "count"},
                ExpressionAttributeValues={":one": {"N": "1"}},
                ReturnValues="UPDATED_NEW",
            )
        with readable("desk.keep"):
            return count(dict(answer["Attributes"]), "count")

    def _written(self, ticket: Ticket, deadline: Deadline) -> bool:
        """False when the request has a ticket already."""
        request, row = ticket.request, self._row(ticket)
        table = self._table.name
        asked = key(_owner(request.tenant_id), f"{_REQUEST}{request.request_id}")
        number = {"count": {"N": str(count_of(ticket.number) or 0)}}
        expires = {name: row[name] for name in ("expires_at",) if name in row}
        puts: list[Any] = [
            {
                "Put": {
                    "TableName": table,
                    "Item": {**asked, **number, **expires},
                    "ConditionExpression": "attribute_not_exists(sort)",
                }
            },
            {"Put": {"TableName": table, "Item": {**self._key(_TICKET, ticket), **row}}},
            {"Put": {"TableName": table, "Item": {**self._key(_WAITING, ticket), **row}}},
        ]
        puts += [
            {"Put": {"TableName": table, "Item": {**at, **expires}}} for at in _found_by(ticket)
        ]
        return self._table.together("desk.keep", puts, deadline)

    def _blanked(self, ticket: Ticket, deadline: Deadline) -> bool:
        """False when it went in between. What waits holds the same words: both go at once."""
        put = {
            "TableName": self._table.name,
            "Item": {**self._key(_TICKET, ticket), **self._row(erased(ticket))},
            "ConditionExpression": _IS_KEPT,
            "ExpressionAttributeNames": {"#s": "state"},
            "ExpressionAttributeValues": {":e": {"S": TicketState.ERASED}},
        }
        name = {"TableName": self._table.name}
        others = [{"Delete": {**name, "Key": at}} for at in _found_by(ticket)]
        changes = [{"Put": put}, self._rest(ticket), *others]
        return self._table.together("desk.erase", changes, deadline)

    def _rest(self, ticket: Ticket) -> Any:
        """It waits no longer."""
        waiting = self._key(_WAITING, ticket)
        return {"Delete": {"TableName": self._table.name, "Key": waiting}}

    def _key(self, kind: str, ticket: Ticket) -> Any:
        return key(_owner(ticket.request.tenant_id), _sort(kind, count_of(ticket.number) or 0))

    def _row(self, ticket: Ticket) -> Row:
        request = ticket.request
        row: Row = {
            "number": {"S": ticket.number},
            "state": {"S": ticket.state.value},
            "tenant_id": {"S": request.tenant_id},
            "request_id": {"S": request.request_id},
            "at": {"S": request.at.astimezone(UTC).isoformat(timespec="microseconds")},
            "session_id": {"S": request.session_id},
            "user_id": {"S": request.user_id},
            "queue": {"S": request.queue},
            "priority": {"S": request.priority.value},
            "reason": {"S": request.reason.value},
            "description": {"S": request.description},
            "context": {"S": to_text(request.context)},
        }
        if self._keep_s is not None and request.user_id not in self._held:
            row["expires_at"] = {"N": str(round(request.at.timestamp() + self._keep_s))}
        return row


def _owner(tenant_id: str) -> str:
    return owner_of("desk", tenant_id)


def _whose(tenant_id: str, kind: str, name: str) -> str:
    return owner_of(kind, tenant_id, name)


def _found_by(ticket: Ticket) -> list[Any]:
    """The keys under which its session and its user have it."""
    request, sort = ticket.request, _sort(_TICKET, count_of(ticket.number) or 0)
    asked = [(_SESSION, request.session_id), (_USER, request.user_id)]
    return [key(_whose(request.tenant_id, kind, name), sort) for kind, name in asked if name]


def _sort(kind: str, at: int) -> str:
    return f"{kind}{at:016}"


def _ticket(row: Row) -> Ticket:
    with readable("desk.read"):
        request = HandoffRequest(
            tenant_id=text(row, "tenant_id"),
            request_id=text(row, "request_id"),
            session_id=text(row, "session_id"),
            user_id=text(row, "user_id"),
            reason=EscalationReason(text(row, "reason")),
            priority=EscalationPriority(text(row, "priority")),
            description=text(row, "description"),
            at=datetime.fromisoformat(text(row, "at")),
            queue=text(row, "queue"),
            context=from_text(text(row, "context")),
        )
        return Ticket(
            number=text(row, "number"), request=request, state=TicketState(text(row, "state"))
        )
