"""What happened at the desk since the customer's last turn, and where the session stands by it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from aicc.domain.handoff import HumanAgent, Ticket, TicketState
from aicc.domain.session import Session


class DeskNews(StrEnum):
    CONNECTED = "connected"
    GIVEN_BACK = "given_back"  # it waits again
    CLOSED = "closed"  # after a talk
    DONE = "done"  # closed without one


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSide:
    """`news` are what the customer was not told yet. `follows`: the turn is only about them; nobody
    said anything. `has_left`: a person was there until after the last turn, so that what is said
    now may be meant for them."""

    ticket: Ticket | None = None
    news: DeskNews | None = None
    follows: bool = False
    has_left: bool = False

    @property
    def holder(self) -> HumanAgent | None:
        return self.ticket.held_by if self.ticket else None


NO_DESK = DeskSide()


def desk_side(
    session: Session, ticket: Ticket | None, *, is_live: bool, follows: bool = False
) -> tuple[Session, DeskSide]:
    """The session as the desk has it by now. None is a ticket that nobody keeps any more. Who is
    not live hears no person: that one holds their ticket changes nothing for them."""
    talked = session.talks_to
    has_left = is_live and _was_there(session, ticket)
    offered = () if has_left else session.choices  # a yes to the person takes none of them
    session = replace(session, choices=offered)
    without = replace(session, ticket=None, is_urgent=False, talks_to="")
    if ticket is None:
        return without, DeskSide(follows=follows, has_left=has_left)
    side, holder = DeskSide(ticket=ticket, follows=follows, has_left=has_left), ticket.held_by
    if holder and not is_live:
        return session, side
    if holder:
        news = DeskNews.CONNECTED if holder.id != talked else None
        with_them = replace(session, ticket=ticket.number, talks_to=holder.id)
        return with_them, replace(side, news=news)
    if ticket.state is TicketState.KEPT:
        news = DeskNews.GIVEN_BACK if talked else None
        waits = replace(session, ticket=ticket.number, talks_to="")
        return waits, replace(side, news=news)
    if ticket.state is not TicketState.CLOSED:
        return without, side
    is_told = session.ticket != ticket.number
    ended = DeskNews.CLOSED if talked else DeskNews.DONE
    return without, replace(side, news=None if is_told else ended)


def _was_there(session: Session, ticket: Ticket | None) -> bool:
    """Somebody talked with the customer who does not any more, told of or not."""
    if ticket and ticket.held_by:
        return False
    if session.talks_to:
        return True
    taken_at, last = ticket.taken_at if ticket else None, session.seen_at
    return taken_at is not None and last is not None and taken_at > last
