"""What every desk does alike: how a ticket is numbered and which one comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aicc.domain.handoff import EscalationPriority, Ticket, TicketState

_URGENCY = (
    EscalationPriority.URGENT,
    EscalationPriority.HIGH,
    EscalationPriority.NORMAL,
    EscalationPriority.LOW,
)


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
    return replace(ticket, request=request, state=TicketState.ERASED)


def in_order(tickets: Iterable[Ticket]) -> Sequence[Ticket]:
    """Most urgent first, then oldest; those of one instant stay as they come."""
    return tuple(
        sorted(tickets, key=lambda each: (_URGENCY.index(each.request.priority), each.request.at))
    )
