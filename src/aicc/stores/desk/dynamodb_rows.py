"""Tickets as items of the DynamoDB table: their keys and their attributes."""

from datetime import datetime
from typing import Any

from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.stores.aws import readable
from aicc.stores.desk.tickets import (
    announced_from,
    announced_json,
    count_of,
    instant,
    standing_from,
    standing_json,
)
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.state_table import Row, count, key, owner_of, text

COUNT = "count"  # the sort key of a tenant's number of tickets
TICKET, WAITING, REQUEST, TAKEN = "ticket#", "waiting#", "request#", "taken#"
HELD = "held#"  # by a person: looked at every few seconds, however many tickets there were
SIGN = "sign#"
_SESSION, _USER = "desk-session", "desk-user"  # owners of what they are looked up by
_TAKES_KEPT_S = 86_400.0


def owner(tenant_id: str) -> str:
    return owner_of("desk", tenant_id)


def signs_owner(tenant_id: str) -> str:
    return owner_of("desk-signs", tenant_id)


def whose(tenant_id: str, kind: str, name: str) -> str:
    return owner_of(kind, tenant_id, name)


def found_by(session_id: str, user_id: str) -> list[tuple[str, str]]:
    """Kinds of owners and their names, of those that are given."""
    return [each for each in ((_SESSION, session_id), (_USER, user_id)) if each[1]]


def sort(kind: str, at: int) -> str:
    return f"{kind}{at:016}"


def ticket_key(kind: str, ticket: Ticket) -> Any:
    return key(owner(ticket.request.tenant_id), sort(kind, count_of(ticket.number) or 0))


def taken_row(ticket: Ticket, at: datetime) -> Any:
    """How often people take something is asked for an hour."""
    taken = f"{TAKEN}{instant(at)}#{ticket.number}"
    return {
        **key(owner(ticket.request.tenant_id), taken),
        "queue": {"S": ticket.request.queue},
        "expires_at": {"N": str(round(at.timestamp() + _TAKES_KEPT_S))},
    }


def ticket_row(ticket: Ticket) -> Row:
    request = ticket.request
    return {
        "number": {"S": ticket.number},
        "state": {"S": ticket.state.value},
        "standing": {"S": to_text(standing_json(ticket.standing))},
        "version": {"N": str(ticket.version)},
        **({"taken_at": {"S": instant(ticket.taken_at)}} if ticket.taken_at else {}),
        **_announced(ticket),
        "tenant_id": {"S": request.tenant_id},
        "request_id": {"S": request.request_id},
        "at": {"S": instant(request.at)},
        "session_id": {"S": request.session_id},
        "user_id": {"S": request.user_id},
        "queue": {"S": request.queue},
        "priority": {"S": request.priority.value},
        "reason": {"S": request.reason.value},
        "description": {"S": request.description},
        "context": {"S": to_text(request.context)},
    }


def ticket_in(row: Row) -> Ticket:
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
        standing = from_text(text(row, "standing")) if "standing" in row else {}
        return Ticket(
            number=text(row, "number"),
            request=request,
            standing=standing_from(TicketState(text(row, "state")), standing, request),
            version=count(row, "version") if "version" in row else 0,
            taken_at=datetime.fromisoformat(text(row, "taken_at")) if "taken_at" in row else None,
            announced=announced_from(from_text(text(row, "announced")))
            if "announced" in row
            else {},
        )


def _announced(ticket: Ticket) -> Row:
    if not ticket.announced:
        return {}
    return {"announced": {"S": to_text(announced_json(ticket.announced))}}
