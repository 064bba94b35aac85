"""The beginning of a turn: the lease, the session as it stands, and whether it was answered."""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aicc import logs
from aicc.clock import Clock, utc_now
from aicc.conversation.desk_side import NO_DESK, DeskSide, desk_side
from aicc.conversation.house import House
from aicc.conversation.keeping import NOTHING_KEPT, KeptSecrets, SecretKeeper
from aicc.conversation.live_house import LiveHouse
from aicc.conversation.record import new_session, session_in
from aicc.conversation.scenario.lasting import still_kept
from aicc.conversation.scenario.offers import asked_now
from aicc.deadline import Deadline
from aicc.domain.flow import Flow, Step
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import Ticket
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.domain.session import Session
from aicc.domain.turn import Channel, Incoming, TurnRecord
from aicc.errors import AiccError, ForbiddenError, SessionBusyError, StoreError
from aicc.ids import turn_id
from aicc.korean.text.said import as_said
from aicc.metrics import CONVERSATION_COUNT, Metrics
from aicc.stores.desk.port import AgentDesk
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import Lease, SessionStore

log = logs.get("aicc.engine")

DOUBTFUL = timedelta(minutes=30)  # after the session store was away: it may have missed turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The scenario that a customer stands in: its flow, and their walk through it."""

    flow: Flow
    run: FlowRun
    channel: Channel = Channel.CHAT

    @property
    def step(self) -> Step:
        """With the options that it has for this customer now."""
        return asked_now(self.flow, self.flow.steps[self.run.step_id], self.run, self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a turn begins with. `must_ask`: the running step's question comes first;
    `has_lost_flow`: its step is gone; `unfinished`: the user's conversation before this one
    broke off in it; `sessions_away`: why history stands in for the session store; `kept`: the
    session's secrets as they were put away; `desk`: the person whom the customer asked for."""

    incoming: Incoming
    house: House
    said: Said
    session: Session
    flows: FlowLibrary
    deadline: Deadline
    lease: Lease | None = None
    must_ask: bool = False
    has_lost_flow: bool = False
    unfinished: FlowRun | None = None
    sessions_away: str = ""
    kept: KeptSecrets = NOTHING_KEPT
    desk: DeskSide = NO_DESK
    now: datetime = field(default_factory=utc_now)

    @property
    def tenant_id(self) -> str:
        return self.incoming.tenant_id

    @property
    def running(self) -> Running | None:
        return running_in(self.session, self.flows, self.incoming.channel)


def running_in(session: Session, flows: FlowLibrary, channel: Channel) -> Running | None:
    flow = flows.flow_of(session.run) if session.run else None
    return Running(flow=flow, run=session.run, channel=channel) if session.run and flow else None


class Opening:
    def __init__(
        self,
        *,
        live: LiveHouse,
        sessions: SessionStore,
        history: HistoryStore,
        desk: AgentDesk,
        keeper: SecretKeeper,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._live = live
        self._keeper = keeper
        self._sessions = sessions
        self._history = history
        self._desk = desk
        self._metrics = metrics
        self._clock = clock
        self._doubtful_until: datetime | None = None

    def open(
        self, incoming: Incoming, deadline: Deadline, *, follows: Ticket | None = None
    ) -> Opened:
        """The session's lease is this turn's until `Closing.commit` or `release` gives it back.

        `ForbiddenError` when the session belongs to another user, `SessionBusyError` when an
        earlier turn of it does not end in time. `follows`: nobody said anything, but this ticket
        was moved at the desk.
        """
        lease, away = self._lease(incoming, deadline)
        with ExitStack() as unless_opened:
            unless_opened.callback(self._give_back, lease, deadline)
            opened = self._opened(incoming, lease, away, deadline, follows)
            unless_opened.pop_all()
            return opened

    def release(self, opened: Opened) -> None:
        """Nothing of the turn is kept."""
        self._give_back(opened.lease, opened.deadline)

    def answered_before(self, opened: Opened) -> TurnRecord | None:
        """The turn that answered this very message, if one did."""
        incoming = opened.incoming
        if not opened.session.may_know(incoming.message_id):
            return None
        return self._history.by_message(
            incoming.tenant_id, incoming.session_id, incoming.message_id, opened.deadline
        )

    def _lease(self, incoming: Incoming, deadline: Deadline) -> tuple[Lease | None, str]:
        """The lease, or none and why: history can stand in for a session store that is away."""
        try:
            return self._sessions.open(incoming.tenant_id, incoming.session_id, deadline), ""
        except SessionBusyError:
            raise
        except StoreError as error:
            if deadline.is_over:  # there is no time for a turn without the store either
                raise
            logs.warn_of_store(log, "sessions.away", error)
            self._metrics.count("SessionStoreAway")
            self._doubtful_until = self._clock() + DOUBTFUL
            return None, error.code

    def _give_back(self, lease: Lease | None, deadline: Deadline) -> None:
        if lease is None:
            return
        try:
            self._sessions.release(lease, deadline)
        except AiccError as error:  # it runs out by itself
            log.warning("session.not_released", error=str(error))

    def _opened(
        self,
        incoming: Incoming,
        lease: Lease | None,
        away: str,
        deadline: Deadline,
        follows: Ticket | None,
    ) -> Opened:
        """As the store has it; from the last turn where the store may have missed one."""
        self._live.meet(incoming.tenant_id, deadline)
        flows = self._live.flows.library(incoming.tenant_id)
        session = lease.session if lease else None
        is_doubtful = self._doubtful_until is not None and self._clock() < self._doubtful_until
        is_unknown = session is None and lease and not (is_doubtful or lease.recovered)
        if is_unknown:
            session = self._newest_if_there(incoming, deadline)
        elif session is None or is_doubtful or (lease and lease.recovered):
            session = self._newest(session, incoming, deadline)
        if session and session.user_id != incoming.user_id:
            raise ForbiddenError("the session belongs to another user")
        is_new = session is None
        session = session or new_session(incoming, self._clock())
        session, kept = self._restored(session, incoming, deadline)
        session, desk = self._at_desk(session, incoming, follows, deadline)
        opened = Opened(
            incoming=incoming,
            house=self._live.house(incoming.tenant_id),
            said=as_said(incoming.said, after=session.half),
            session=session,
            kept=kept,
            desk=desk,
            flows=flows,
            deadline=deadline,
            lease=lease,
            sessions_away=away,
            now=self._clock(),
        )
        return self._begun(opened) if is_new else self._checked(opened)

    def _restored(
        self, session: Session, incoming: Incoming, deadline: Deadline
    ) -> tuple[Session, KeptSecrets]:
        """With its secrets, unless they are to be forgotten."""
        if self._is_idle(session):
            return session, NOTHING_KEPT
        this = turn_id(incoming.tenant_id, incoming.session_id, incoming.message_id)
        return self._keeper.restored(session, this, deadline)

    def _at_desk(
        self, session: Session, incoming: Incoming, follows: Ticket | None, deadline: Deadline
    ) -> tuple[Session, DeskSide]:
        """Who talks with a person is answered by nobody while the desk is away: their sentence
        would be lost. `StoreError` then; who only waits is served without it."""
        number = follows.number if follows and not session.ticket else session.ticket
        if number is None or (follows and follows.number != number):
            return session, replace(NO_DESK, follows=follows is not None)
        try:
            ticket = self._desk.find(session.tenant_id, number, deadline)
        except StoreError as error:
            if session.talks_to or follows:
                raise
            logs.warn_of_store(log, "desk.away", error)
            return session, NO_DESK
        is_live, is_followed = incoming.is_live, follows is not None
        return desk_side(session, ticket, is_live=is_live, follows=is_followed)

    def _is_idle(self, session: Session) -> bool:
        return session.idle_s(self._clock()) > self._live.house(session.tenant_id).pack.idle_s

    def _begun(self, opened: Opened) -> Opened:
        """A new conversation, perhaps of a user who broke one off."""
        self._metrics.count(CONVERSATION_COUNT, channel=opened.incoming.channel)
        unfinished = self._unfinished(opened) if opened.house.pack.resume_s else None
        return replace(opened, unfinished=unfinished)

    def _unfinished(self, opened: Opened) -> FlowRun | None:
        """Where the user's last conversation stood, on whichever channel; without its secrets."""
        incoming = opened.incoming
        try:
            turns = self._history.by_user(incoming.tenant_id, incoming.user_id, opened.deadline, 1)
        except StoreError as error:  # an offer less
            log.warning("history.no_resume", error=str(error))
            return None
        resume_s = opened.house.pack.resume_s
        if not turns or (self._clock() - turns[-1].at).total_seconds() > resume_s:
            return None
        session = session_in(turns[-1])
        run = session.run if session else None
        if session is None or run is None or session.session_id == incoming.session_id:
            return None
        run = run.without_secrets()
        return run if opened.flows.has(run) else None

    def _newest_if_there(self, incoming: Incoming, deadline: Deadline) -> Session | None:
        """The session store, which is there, knows none: where history is away it is a new one.
        The turn is kept, by a spool, or refused as it ends."""
        try:
            return self._newest(None, incoming, deadline)
        except StoreError as error:
            logs.warn_of_store(log, "history.away", error)
            self._metrics.count("HistoryAway")
            return None

    def _newest(
        self, session: Session | None, incoming: Incoming, deadline: Deadline
    ) -> Session | None:
        turns = self._history.recent(incoming.tenant_id, incoming.session_id, deadline, 1)
        written = session_in(turns[-1]) if turns else None
        if session and (written is None or written.turns <= session.turns):
            return session
        return written

    def _checked(self, opened: Opened) -> Opened:
        """A flow that is gone cannot go on; after a long silence secrets are forgotten."""
        session, flows = opened.session, opened.flows
        run, paused, unfinished = session.run, session.paused, session.unfinished
        is_idle = self._is_idle(session)
        if is_idle:
            run = run.without_secrets() if run else None
            paused = tuple(each.without_secrets() for each in paused)
            unfinished = unfinished.without_secrets() if unfinished else None
        kept = () if is_idle else still_kept(session.kept, self._clock())
        is_lost = run is not None and not flows.has(run)
        if run and is_lost:
            log.warning("flow.lost", flow=run.flow_id, step=run.step_id)
            self._metrics.count("FlowLost")
            run = None
        paused = tuple(each for each in paused if flows.has(each))
        unfinished = unfinished if unfinished and flows.has(unfinished) else None
        return replace(
            opened,
            session=replace(session, run=run, paused=paused, unfinished=unfinished, kept=kept),
            unfinished=None if run or session.choices else unfinished,
            must_ask=run is not None and (is_idle or run.unasked or not flows.asks(run)),
            has_lost_flow=is_lost,
        )
