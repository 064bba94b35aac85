"""Tickets and what is said about them, as the desk's routes and streams show them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aicc.conversation.at_desk import TicketFile
from aicc.conversation.record import reply_in
from aicc.domain.desk_talk import DeskMessage
from aicc.domain.handoff import Closed, HumanAgent, Kept, Taken, Ticket, TicketState, Withdrawn
from aicc.domain.json import as_map, as_text
from aicc.domain.queue_place import QueuePlace
from aicc.domain.turn import Channel, TurnRecord


def ticket_json(ticket: Ticket, place: QueuePlace | None = None) -> dict[str, Any]:
    request, standing = ticket.request, ticket.standing
    closed = standing if isinstance(standing, Closed) else None
    return {
        "number": ticket.number,
        "state": ticket.state,
        "version": ticket.version,
        "queue": request.queue,
        "priority": request.priority,
        "reason": request.reason,
        "channel": as_text(request.context.get("channel")) or Channel.CHAT,
        "is_live": is_live(ticket),
        "wish": ticket.wish,
        "created_at": request.at,
        "since": _since(ticket),
        "held_by": person_json(ticket.held_by),
        "to": standing.to if isinstance(standing, Kept) else "",
        "due_at": ticket.due_at or None,
        "place": place_json(place) if place else None,
        "result": closed.outcome if closed else None,
        "note": closed.note if closed else "",
        "session_id": request.session_id,
        "user_id": request.user_id,
    }


def is_live(ticket: Ticket) -> bool:
    """The customer's page hears what is said."""
    return ticket.request.context.get("is_live") is True and not ticket.due_at


def person_json(who: HumanAgent | None) -> dict[str, str] | None:
    return {"id": who.id, "name": who.name} if who else None


def place_json(place: QueuePlace) -> dict[str, int | None]:
    return {"ahead": place.ahead, "wait_min": place.wait_min}


def message_json(message: DeskMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "place": message.place,
        "speaker": message.speaker,
        "author": message.author,
        "text": message.text,
        "at": message.at,
        "seen_at": message.seen_at,
    }


def file_json(found: TicketFile) -> dict[str, Any]:
    summary = as_map(found.ticket.request.context.get("summary"))
    return {
        "ticket": ticket_json(found.ticket, found.place),
        "summary": summary or None,
        "messages": [message_json(each) for each in found.messages],
        "turns": [_turn_json(each) for each in found.turns],
        "earlier": [ticket_json(each) for each in found.earlier],
        "visitor_seen_at": found.visitor_seen_at,
    }


def _turn_json(turn: TurnRecord) -> Mapping[str, Any]:
    return {
        "turn_id": turn.turn_id,
        "at": turn.at,
        "said": turn.user_input,
        "reply": turn.bot_response,
        "source": str(reply_in(turn).source),
    }


def _since(ticket: Ticket) -> datetime:
    match ticket.standing:
        case Kept(since=at) | Taken(since=at) | Closed(at=at) | Withdrawn(at=at):
            return at
    return ticket.request.at


def visitor_state(ticket: Ticket | None, place: QueuePlace | None) -> dict[str, Any]:
    """What the customer's page shows of their request."""
    if ticket is None or ticket.due_at:
        return {"state": "bot", "ticket": ""}
    if ticket.held_by:
        return {"state": "taken", "ticket": ticket.number, "name": ticket.held_by.name}
    if ticket.state is TicketState.KEPT:
        shown = place_json(place) if place else {"ahead": None, "wait_min": None}
        return {"state": "waiting", "ticket": ticket.number, **shown}
    return {"state": "bot", "ticket": ticket.number}
