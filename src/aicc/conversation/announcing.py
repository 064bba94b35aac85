"""What waits at the desk is told where people look who do not sit at it, until it has arrived."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from aicc import logs
from aicc.clock import Clock
from aicc.conversation.at_desk import AtDesk
from aicc.conversation.scenario.render import say
from aicc.deadline import Deadline
from aicc.domain.announcement import Announcement, Notice, Occasion
from aicc.domain.bot_sentence import BotSentence, SentenceKey
from aicc.domain.handoff import EscalationPriority, Kept, Ticket, TicketState
from aicc.domain.json import Json
from aicc.domain.ticket_moves import BeginTelling, Told
from aicc.domain.turn import Channel
from aicc.errors import AiccError, ConflictError
from aicc.systems.announcing.port import Announcer

TELLING_S = 5.0  # one telling; a mail server greets slowly
MOST_AT_ONCE = 20  # of a look: a queue that is away must not keep the others
_LATELY = 50  # tickets, of those that are over
_AT = "%m-%d %H:%M"

log = logs.get("aicc.desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRules:
    """`too_long_s`: who waits for longer is told of again. `link` leads to the desk."""

    too_long_s: float
    zone: tzinfo
    link: str = ""


class Announcing:
    def __init__(
        self,
        desk: AtDesk,
        announcers: Sequence[Announcer],
        sentence: Callable[[SentenceKey], BotSentence],
        rules: TellingRules,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._announcers = announcers
        self._sentence = sentence
        self._rules = rules
        self._clock = clock

    def look(self, tenant_id: str, deadline: Deadline) -> int:
        """How many were told. What did not arrive is tried again by a later look, of whatever
        process; nobody else tells the same meanwhile."""
        if not self._announcers:
            return 0
        told = 0
        for count, (ticket, announcer, occasion) in enumerate(self._due(tenant_id, deadline)):
            if count == MOST_AT_ONCE or deadline.is_over:
                break
            told += self._tell(ticket, announcer, occasion, deadline)
        return told

    def _due(
        self, tenant_id: str, deadline: Deadline
    ) -> Iterator[tuple[Ticket, Announcer, Occasion]]:
        now = self._clock()
        for ticket in self._looked_at(tenant_id, deadline):
            for announcer in self._announcers:
                for occasion in announcer.occasions:
                    is_due = announcer.wants(ticket) and self._is_due(ticket, announcer, occasion)
                    if is_due and _may_begin(ticket, _where(announcer, occasion), now):
                        yield ticket, announcer, occasion

    def _looked_at(self, tenant_id: str, deadline: Deadline) -> Iterator[Ticket]:
        yield from self._desk.store.waiting(tenant_id, deadline)
        if any(Occasion.OVER in each.occasions for each in self._announcers):
            over = {TicketState.WITHDRAWN, TicketState.CLOSED}
            yield from self._desk.store.page(tenant_id, over, deadline, limit=_LATELY)

    def _is_due(self, ticket: Ticket, announcer: Announcer, occasion: Occasion) -> bool:
        came = ticket.announced.get(_where(announcer, Occasion.CAME))
        match occasion, ticket.standing:
            case Occasion.CAME, Kept():
                return True
            case Occasion.WAITS, Kept(since=since):
                return self._clock() - _waits_from(ticket, since) >= timedelta(
                    seconds=self._rules.too_long_s
                )
            case Occasion.OVER, standing if not isinstance(standing, Kept):
                return came is not None and came.ref is not None
        return False

    def _tell(
        self, ticket: Ticket, announcer: Announcer, occasion: Occasion, deadline: Deadline
    ) -> bool:
        tenant_id, where = ticket.request.tenant_id, _where(announcer, occasion)
        try:
            begun = self._desk.move(tenant_id, ticket.number, BeginTelling(where=where), deadline)
            limit = Deadline(deadline.cap(TELLING_S))
            ref = announcer.announce(self._notice(begun, occasion), begun, limit)
            self._desk.move(tenant_id, ticket.number, Told(where=where, ref=ref), deadline)
        except ConflictError:  # another process is at it
            return False
        except AiccError as error:
            log.warning("ticket.not_announced", ticket=ticket.number, by=where, error=str(error))
            return False
        log.info("ticket.announced", ticket=ticket.number, by=where)
        return True

    def _notice(self, ticket: Ticket, occasion: Occasion) -> Notice:
        request, wish = ticket.request, ticket.wish
        waits_s = round((self._clock() - request.at).total_seconds())
        due = datetime.fromisoformat(ticket.due_at) if ticket.due_at else None
        values: dict[str, Json] = {
            "ticket": ticket.number,
            "queue": request.queue,
            "wish": wish,
            "minutes": waits_s // 60,
            "due": due.astimezone(self._rules.zone).strftime(_AT) if due else "",
        }
        body = self._say(SentenceKey.DESK_NOTICE_BODY, values)
        return Notice(
            id=f"{request.tenant_id}/{ticket.number}/{occasion}",
            occasion=occasion,
            subject=self._say(_subject(ticket, occasion), values),
            body="\n".join(each for each in (body, self._rules.link) if each),
            link=self._rules.link,
            facts={
                "event": f"ticket.{occasion}",
                "tenant_id": request.tenant_id,
                "ticket": ticket.number,
                "state": ticket.state.value,
                "queue": request.queue,
                "priority": request.priority.value,
                "reason": request.reason.value,
                "channel": request.context.get("channel"),
                "wish": wish,
                "created_at": request.at.isoformat(),
                "waits_s": waits_s,
                "due_at": ticket.due_at or None,
                "session_id": request.session_id,
                "user_id": request.user_id,
                "link": self._rules.link or None,
            },
        )

    def _say(self, key: SentenceKey, values: dict[str, Json]) -> str:
        return say(self._sentence(key).on(Channel.CHAT), values, Channel.CHAT)


def _subject(ticket: Ticket, occasion: Occasion) -> SentenceKey:
    if occasion is Occasion.WAITS:
        return SentenceKey.DESK_NOTICE_WAITS
    if ticket.due_at:
        return SentenceKey.DESK_NOTICE_CALL
    is_urgent = ticket.request.priority is EscalationPriority.URGENT
    return SentenceKey.DESK_NOTICE_URGENT if is_urgent else SentenceKey.DESK_NOTICE_CAME


def _where(announcer: Announcer, occasion: Occasion) -> str:
    return f"{announcer.name}.{occasion}"


def _may_begin(ticket: Ticket, where: str, at: datetime) -> bool:
    before: Announcement | None = ticket.announced.get(where)
    return before is None or before.may_begin(at)


def _waits_from(ticket: Ticket, since: datetime) -> datetime:
    """A call that is booked waits from its own instant."""
    return max(since, datetime.fromisoformat(ticket.due_at)) if ticket.due_at else since
