"""How a ticket goes on: one pure function over all moves, which every desk uses alike."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

from aicc.domain.announcement import Announcement
from aicc.domain.desk_talk import DeskMessage, Speaker
from aicc.domain.handoff import (
    Closed,
    Erased,
    HumanAgent,
    Kept,
    Outcome,
    Standing,
    Taken,
    Ticket,
    Withdrawn,
)
from aicc.errors import ConflictError, NotFoundError

REOPENED_WITHIN = timedelta(days=1)


class TicketConflictError(ConflictError):
    """The ticket does not stand where the move begins; it tells how it stands."""

    code = "ticket_conflict"

    def __init__(self, message: str, ticket: Ticket) -> None:
        super().__init__(message)
        self.ticket = ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    by: HumanAgent


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Back to its queue. `by` is None where the house does it: the person's line went, or a
    supervisor orders it."""

    by: HumanAgent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """To another queue, to a person, or both; empty leaves the queue as it is."""

    by: HumanAgent | None
    queue: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    by: HumanAgent
    outcome: Outcome
    note: str = ""
    is_ordered: bool = False  # by a supervisor, whoever holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    by: HumanAgent


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """The customer no longer wants a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginTelling:
    """Somebody begins to tell of it outside: nobody else does until that has failed."""

    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """It was told, and is known there as `ref`."""

    where: str
    ref: str = ""


Move: TypeAlias = Take | Release | Transfer | Close | Reopen | TakeBack | BeginTelling | Told


def moved(ticket: Ticket, move: Move, at: datetime) -> Ticket:
    """The ticket after the move, the same one where it stands there already.

    `TicketConflictError` when it does not begin there, `NotFoundError` for one that is erased.
    """
    if isinstance(ticket.standing, Erased):
        raise NotFoundError(f"no ticket {ticket.number}")
    match move:
        case Take(by=by):
            return _taken(ticket, by, at)
        case Release(by=by):
            _check_holder(ticket, by)
            return _to(ticket, Kept(since=at))
        case Transfer():
            return _transferred(ticket, move, at)
        case Close():
            return _closed(ticket, move, at)
        case Reopen():
            return _reopened(ticket, at)
        case TakeBack():
            return _taken_back(ticket, at)
        case BeginTelling(where=where):
            return _telling(ticket, where, at)
        case Told(where=where, ref=ref):
            tries = ticket.announced[where].tries if where in ticket.announced else 1
            return _announced(ticket, where, Announcement(tries=tries, at=at, ref=ref))
    assert_never(move)


def check_may_say(ticket: Ticket, message: DeskMessage) -> None:
    """A note may always be made; words reach the other side while a person holds the ticket, and
    of the people only that one's."""
    if isinstance(ticket.standing, Erased):
        raise NotFoundError(f"no ticket {ticket.number}")
    holder = ticket.held_by
    match message.speaker:
        case Speaker.HUMAN_AGENT if holder is None or holder.id != message.author:
            raise TicketConflictError("only who holds the ticket talks with the customer", ticket)
        case Speaker.VISITOR if holder is None:
            raise TicketConflictError("nobody holds the ticket", ticket)


def _taken(ticket: Ticket, by: HumanAgent, at: datetime) -> Ticket:
    match ticket.standing:
        case Taken(by=holder) if holder.id == by.id:
            return ticket
        case Kept(to=to) if to in {"", by.id}:
            return replace(_to(ticket, Taken(by=by, since=at)), taken_at=at)
        case Kept():
            raise TicketConflictError("it was handed to somebody else", ticket)
    raise TicketConflictError("it does not wait any more", ticket)


def _closed(ticket: Ticket, move: Close, at: datetime) -> Ticket:
    _check_open(ticket)
    if isinstance(ticket.standing, Taken) and not move.is_ordered:
        _check_holder(ticket, move.by)
    closed = Closed(by=move.by, at=at, outcome=move.outcome, note=move.note)
    return _to(ticket, closed)


def _transferred(ticket: Ticket, move: Transfer, at: datetime) -> Ticket:
    _check_open(ticket)
    if isinstance(ticket.standing, Taken):
        _check_holder(ticket, move.by)
    request = replace(ticket.request, queue=move.queue or ticket.request.queue)
    return _to(replace(ticket, request=request), Kept(since=at, to=move.to))


def _reopened(ticket: Ticket, at: datetime) -> Ticket:
    closed = ticket.standing
    if not isinstance(closed, Closed) or at - closed.at > REOPENED_WITHIN:
        raise TicketConflictError("only what was closed within a day opens again", ticket)
    return _to(ticket, Kept(since=at))


def _taken_back(ticket: Ticket, at: datetime) -> Ticket:
    if isinstance(ticket.standing, Withdrawn):
        return ticket
    _check_open(ticket)
    return _to(ticket, Withdrawn(at=at))


def _telling(ticket: Ticket, where: str, at: datetime) -> Ticket:
    before = ticket.announced.get(where)
    if before and not before.may_begin(at):
        raise TicketConflictError("it is told, or just being told", ticket)
    tries = before.tries + 1 if before else 1
    return _announced(ticket, where, Announcement(tries=tries, at=at))


def _announced(ticket: Ticket, where: str, how: Announcement) -> Ticket:
    announced = {**ticket.announced, where: how}
    return replace(ticket, announced=announced, version=ticket.version + 1)


def _check_open(ticket: Ticket) -> None:
    if not isinstance(ticket.standing, Kept | Taken):
        raise TicketConflictError("it is over", ticket)


def _check_holder(ticket: Ticket, by: HumanAgent | None) -> None:
    holder = ticket.held_by
    if holder is None or (by is not None and by.id != holder.id):
        raise TicketConflictError("somebody else holds it, or nobody does", ticket)


def _to(ticket: Ticket, standing: Standing) -> Ticket:
    return replace(ticket, standing=standing, version=ticket.version + 1)
