"""`aicc tickets`: requests for a person, who holds them, and what is known of each."""

from collections.abc import Iterator
from typing import Annotated

import typer

from aicc import logs
from aicc.clock import utc_now
from aicc.conversation.at_desk import AtDesk
from aicc.domain.handoff import Closed, Kept, Ticket, TicketState
from aicc.domain.json import as_map, as_maps, as_text, as_texts
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import NotFoundError
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.wiring import open_parts

from .content import Tenant, a_deadline
from .output import listing, out

_LONGEST = 50  # characters of a wish
_THERE = frozenset(TicketState) - {TicketState.ERASED}

app = typer.Typer(help="Requests for a person: who waits, who holds them.")

State = Annotated[TicketState | None, typer.Option(help="Only these.")]
Number = Annotated[str, typer.Argument(help="The ticket's number, such as A-0001.")]


@app.command("list")
def list_tickets(
    state: State = None,
    limit: Annotated[int, typer.Option(min=1, help="Tickets shown.")] = 50,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """The newest first; masked."""
    states = _THERE if state is None else frozenset({state})
    found = _desk().store.page(tenant, states, a_deadline(), limit=limit)
    table = listing("number", "state", "held by", "queue", "priority", "asked at", "wish")
    for ticket in found:
        request = ticket.request
        table.add_row(
            ticket.number,
            ticket.state,
            _holder(ticket),
            request.queue,
            request.priority,
            request.at.astimezone().strftime("%m-%d %H:%M"),
            _short(_wish(ticket)),
        )
    out.print(table, markup=False)


@app.command("show")
def show(number: Number, tenant: Tenant = DEFAULT_TENANT) -> None:
    """A ticket with its summary and what was said about it; masked."""
    desk = _desk()
    ticket = desk.store.find(tenant, number, a_deadline())
    if ticket is None:
        raise NotFoundError(f"no ticket {number}")
    held = _holder(ticket)
    out.print(f"{ticket.number}: {ticket.state}{f', {held}' if held else ''}", markup=False)
    for line in _summary(ticket):
        out.print(line, markup=False)
    for each in desk.store.messages(tenant, number, a_deadline()):
        at = each.at.astimezone().strftime("%H:%M")
        out.print(f"{at} {each.author or each.speaker}: {each.text}", markup=False)


def _desk() -> AtDesk:
    logs.configure(mask=mask_value, level="error")
    parts = open_parts(Settings.load(), calls_systems=False)
    return AtDesk(parts.desk, parts.history, utc_now)


def _holder(ticket: Ticket) -> str:
    """Whoever holds it, closed it, or is to take it."""
    match ticket.standing:
        case Closed(by=by, outcome=outcome):
            return f"{by.name or by.id} ({outcome})"
        case Kept(to=to) if to:
            return f"for {to}"
    held = ticket.held_by
    return (held.name or held.id) if held else ""


def _wish(ticket: Ticket) -> str:
    summary = as_map(ticket.request.context.get("summary"))
    return as_text(summary.get("said")) or ticket.request.description


def _summary(ticket: Ticket) -> Iterator[str]:
    summary = as_map(ticket.request.context.get("summary"))
    yield f"wish: {as_text(summary.get('topic'))} {_wish(ticket)}".rstrip()
    for name in ("verified", "tried", "moods"):
        values = as_texts(summary.get(name))
        if values:
            yield f"{name}: {', '.join(values)}"
    for each in as_maps(summary.get("last")):
        yield f"  {as_text(each.get('said'))} → {_short(as_text(each.get('reply')))}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
