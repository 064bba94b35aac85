"""What every desk does alike: how a ticket is numbered, ordered and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aicc.domain.announcement import Announcement
from aicc.domain.handoff import (
    Closed,
    Erased,
    EscalationPriority,
    HandoffRequest,
    HumanAgent,
    Kept,
    Outcome,
    Standing,
    Taken,
    Ticket,
    TicketState,
    Withdrawn,
)
from aicc.domain.json import JsonMap, as_map, as_text

_URGENCY = (
    EscalationPriority.URGENT,
    EscalationPriority.HIGH,
    EscalationPriority.NORMAL,
    EscalationPriority.LOW,
)

SIGNS_KEPT = timedelta(days=1)  # who gave none for minutes is away already


def numbered(count: int) -> str:
    """The tenant's n-th ticket: A-0001, and A-10000 after A-9999."""
    return f"A-{count:04}"


def count_of(number: str) -> int | None:
    """Undoes `numbered`; None for what is no ticket number."""
    digits = number.removeprefix("A-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        return None
    count = int(digits)
    return count if numbered(count) == number else None


def is_about(ticket: Ticket, session_id: str, user_id: str) -> bool:
    request = ticket.request
    return (session_id != "" and request.session_id == session_id) or (
        user_id != "" and request.user_id == user_id
    )


def erased(ticket: Ticket) -> Ticket:
    """What is left of it: that there was one, when, and how urgent."""
    request = replace(ticket.request, session_id="", user_id="", description="", context={})
    return replace(
        ticket, request=request, standing=Erased(), version=ticket.version + 1, announced={}
    )


def in_order(tickets: Iterable[Ticket]) -> Sequence[Ticket]:
    """Most urgent first, then oldest; those of one instant stay as they come."""
    return tuple(
        sorted(tickets, key=lambda each: (_URGENCY.index(each.request.priority), each.request.at))
    )


def new_ticket(count: int, request: HandoffRequest) -> Ticket:
    return Ticket(number=numbered(count), request=request, standing=Kept(since=request.at))


def instant(at: datetime) -> str:
    """Sorts as the instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def standing_json(standing: Standing) -> JsonMap:
    """Beside its state, which is written on its own."""
    match standing:
        case Kept(since=since, to=to):
            return {"at": instant(since), **({"to": to} if to else {})}
        case Taken(by=by, since=since):
            return {"at": instant(since), "by": _person(by)}
        case Closed(by=by, at=at, outcome=outcome, note=note):
            told: JsonMap = {"at": instant(at), "by": _person(by), "outcome": outcome.value}
            return {**told, **({"note": note} if note else {})}
        case Withdrawn(at=at):
            return {"at": instant(at)}
        case Erased():
            return {}


def standing_from(state: TicketState, data: JsonMap, request: HandoffRequest) -> Standing:
    """Releases up to 0.1.0 wrote the state alone."""
    at = datetime.fromisoformat(as_text(data.get("at"))) if data else request.at
    person = as_map(data.get("by"))
    by = HumanAgent(id=as_text(person.get("id")), name=as_text(person.get("name")))
    match state:
        case TicketState.KEPT:
            return Kept(since=at, to=as_text(data.get("to")))
        case TicketState.TAKEN:
            return Taken(by=by, since=at)
        case TicketState.CLOSED:
            outcome, note = Outcome(as_text(data.get("outcome"))), as_text(data.get("note"))
            return Closed(by=by, at=at, outcome=outcome, note=note)
        case TicketState.WITHDRAWN:
            return Withdrawn(at=at)
        case TicketState.ERASED:
            return Erased()


def announced_json(announced: Mapping[str, Announcement]) -> JsonMap:
    return {
        where: {
            "tries": how.tries,
            "at": instant(how.at),
            **({} if how.ref is None else {"ref": how.ref}),
        }
        for where, how in announced.items()
    }


def announced_from(data: JsonMap) -> dict[str, Announcement]:
    return {where: _announcement(as_map(how)) for where, how in data.items()}


def _announcement(data: JsonMap) -> Announcement:
    at = datetime.fromisoformat(as_text(data["at"]))
    ref = as_text(data["ref"]) if "ref" in data else None
    return Announcement(tries=int(str(data["tries"])), at=at, ref=ref)


def _person(by: HumanAgent) -> JsonMap:
    return {"id": by.id, "name": by.name}
