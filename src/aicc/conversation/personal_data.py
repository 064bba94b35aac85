"""What is kept of a conversation or of a person, in all stores: given out, and erased."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Protocol

from aicc import logs
from aicc.clock import Clock, utc_now
from aicc.conversation.record import reply_in
from aicc.deadline import Deadline
from aicc.domain.desk_talk import DeskMessage
from aicc.domain.handoff import Ticket
from aicc.domain.json import JsonMap
from aicc.domain.turn import Source, TurnRecord
from aicc.errors import AiccError, ForbiddenError
from aicc.stores.desk.port import AgentDesk
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import Lease, SessionStore

MOST_TURNS = 100_000  # of a person; who has more is erased in several rounds
LONGEST_QUESTION = 300  # characters kept of a question that nothing answered
EVERYBODY = "*"

log = logs.get("aicc.personal_data")


class Secrets(Protocol):
    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was erased, and nothing of what it said. `subject` is a digest of whom or what."""

    subject: str
    at: datetime
    sessions: int = 0
    turns: int = 0
    tickets: int = 0
    ratings: int = 0
    unanswered: int = 0

    def to_json(self) -> JsonMap:
        return {**asdict(self), "at": self.at.isoformat()}


class PersonalData:
    """`held` are the users whose data is not erased, `*` all: for as long as a court wants it."""

    def __init__(
        self,
        *,
        sessions: SessionStore,
        history: HistoryStore,
        secrets: Secrets,
        desk: AgentDesk,
        feedback: FeedbackStore,
        held: Collection[str] = (),
        clock: Clock = utc_now,
    ) -> None:
        self._sessions = sessions
        self._history = history
        self._secrets = secrets
        self._desk = desk
        self._feedback = feedback
        self._held = frozenset(held)
        self._clock = clock

    def erase_session(
        self,
        tenant_id: str,
        session_id: str,
        deadline: Deadline,
        *,
        close: Callable[[], None] = lambda: None,
    ) -> Receipt:
        """`ForbiddenError` where a user of it is held. Begun again after a failure, it goes on.
        `close` lets no further turn begin; it is called once nothing speaks against erasing."""
        turns = self._history.recent(tenant_id, session_id, deadline, 1)  # all are of one user
        tickets = self._desk.about(tenant_id, deadline, session_id=session_id)
        self._check_held([turn.user_id for turn in turns])
        self._check_held([ticket.request.user_id for ticket in tickets])
        close()
        receipt = self._receipt(tenant_id, session_id)
        with self._alone(tenant_id, session_id, deadline):
            tickets = self._desk.about(tenant_id, deadline, session_id=session_id)
            gone = self._erase_tickets(tenant_id, tickets, deadline)
            receipt = replace(receipt, tickets=gone)
            return self._erased(receipt, tenant_id, session_id, deadline)

    def erase_user(self, tenant_id: str, user_id: str, deadline: Deadline) -> Receipt:
        """Of all their conversations, on every channel."""
        self._check_held([user_id])
        turns = self._history.by_user(tenant_id, user_id, deadline, MOST_TURNS)
        tickets = self._desk.about(tenant_id, deadline, user_id=user_id)
        sessions = {turn.session_id for turn in turns}
        sessions |= {ticket.request.session_id for ticket in tickets}
        receipt = self._receipt(tenant_id, user_id)
        for session_id in sorted(sessions):
            with self._alone(tenant_id, session_id, deadline):
                receipt = self._erased(receipt, tenant_id, session_id, deadline)
        tickets = self._desk.about(tenant_id, deadline, user_id=user_id)  # with the last turns'
        return replace(receipt, tickets=self._erase_tickets(tenant_id, tickets, deadline))

    def export_user(self, tenant_id: str, user_id: str, deadline: Deadline) -> JsonMap:
        """As it is kept, masked: the turns of all conversations, tickets, ratings."""
        turns = self._history.by_user(tenant_id, user_id, deadline, MOST_TURNS)
        known = {turn.turn_id for turn in turns}
        ratings = self._feedback.ratings(tenant_id, datetime.min.replace(tzinfo=UTC), deadline)
        return {
            "tenant_id": tenant_id,
            "user_id": user_id,
            "exported_at": self._clock().isoformat(),
            "turns": [_turn_json(turn) for turn in turns],
            "tickets": [
                _ticket_json(each, self._desk.messages(tenant_id, each.number, deadline))
                for each in self._desk.about(tenant_id, deadline, user_id=user_id)
            ],
            "ratings": [
                {"turn_id": each.turn_id, "faq_id": each.faq_id, "thumb": each.thumb.value}
                for each in ratings
                if each.turn_id in known
            ],
        }

    @contextmanager
    def _alone(self, tenant_id: str, session_id: str, deadline: Deadline) -> Iterator[None]:
        """Once the turn that is under way has ended: what it writes is erased too."""
        lease = self._sessions.open(tenant_id, session_id, deadline)
        with ExitStack() as unless_erased:
            unless_erased.callback(self._give_back, lease, deadline)
            yield
            unless_erased.pop_all()  # the session took the lease with it

    def _give_back(self, lease: Lease, deadline: Deadline) -> None:
        try:
            self._sessions.release(lease, deadline)
        except AiccError as error:  # it runs out by itself
            log.warning("session.not_released", error=str(error))

    def _erased(
        self, receipt: Receipt, tenant_id: str, session_id: str, deadline: Deadline
    ) -> Receipt:
        """History last but for the session, so that what depends on it can be found again. The
        session takes its lease with it."""
        turns = self._history.recent(tenant_id, session_id, deadline, MOST_TURNS)
        asked = [t.turn_id for t in turns if reply_in(t).source is Source.FALLBACK]
        taken_back = self._feedback.take_back_unanswered(tenant_id, asked, deadline)
        rated = self._feedback.erase_ratings(tenant_id, [t.turn_id for t in turns], deadline)
        self._secrets.erase(tenant_id, session_id, deadline)
        erased = self._history.erase(tenant_id, session_id, deadline)
        self._sessions.erase(tenant_id, session_id, deadline)
        return replace(
            receipt,
            sessions=receipt.sessions + 1,
            turns=receipt.turns + erased,
            ratings=receipt.ratings + rated,
            unanswered=receipt.unanswered + taken_back,
        )

    def _erase_tickets(self, tenant_id: str, tickets: Sequence[Ticket], deadline: Deadline) -> int:
        return self._desk.erase(tenant_id, [each.number for each in tickets], deadline)

    def _receipt(self, tenant_id: str, subject: str) -> Receipt:
        return Receipt(subject=digest_of(tenant_id, subject), at=self._clock())

    def _check_held(self, users: Iterable[str]) -> None:
        if EVERYBODY in self._held or not self._held.isdisjoint(users):
            raise ForbiddenError("this data is held: AICC_LEGAL_HOLD names its user")


def digest_of(tenant_id: str, subject: str) -> str:
    """Names a person or a session in a receipt and in the audit, and says nothing of it."""
    return blake2b(f"{tenant_id}\x1f{subject}".encode(), digest_size=16).hexdigest()


def question_kept(plain: str) -> str:
    """Of a question that nothing answered, as much as is kept."""
    return plain[:LONGEST_QUESTION]


def _turn_json(turn: TurnRecord) -> JsonMap:
    return {
        "session_id": turn.session_id,
        "turn_id": turn.turn_id,
        "at": turn.at.isoformat(),
        "channel": turn.channel.value,
        "user_input": turn.user_input,
        "bot_response": turn.bot_response,
    }


def _ticket_json(ticket: Ticket, said: Sequence[DeskMessage]) -> JsonMap:
    request = ticket.request
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "at": request.at.isoformat(),
        "session_id": request.session_id,
        "reason": request.reason.value,
        "description": request.description,
        "context": request.context,
        "messages": [
            {"at": each.at.isoformat(), "speaker": each.speaker.value, "text": each.text}
            for each in said
        ],
    }
