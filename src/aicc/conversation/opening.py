"""The beginning of a turn: the lease, the session as it stands, and whether it was answered."""

from dataclasses import dataclass, replace

from aicc import logs
from aicc.clock import Clock
from aicc.conversation.record import new_session, session_in
from aicc.deadline import Deadline
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.run import FlowRun
from aicc.domain.session import Session
from aicc.domain.turn import Incoming, TurnRecord
from aicc.errors import ForbiddenError, SessionBusyError, StoreError
from aicc.metrics import CONVERSATION_COUNT, Metrics
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import Lease, SessionStore

log = logs.get("aicc.engine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`must_ask`: the running step's question comes first; `has_lost_flow`: its step is gone;
    `unfinished`: the user's conversation before this one broke off in it."""

    session: Session
    must_ask: bool = False
    has_lost_flow: bool = False
    unfinished: FlowRun | None = None


class Opening:
    def __init__(
        self,
        *,
        sessions: SessionStore,
        history: HistoryStore,
        idle_s: float,
        resume_s: float,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._history = history
        self._idle_s = idle_s
        self._resume_s = resume_s
        self._metrics = metrics
        self._clock = clock

    def lease(self, incoming: Incoming, deadline: Deadline) -> tuple[Lease | None, str]:
        """The lease, or none and why: history can stand in for a session store that is away."""
        try:
            return self._sessions.open(incoming.tenant_id, incoming.session_id, deadline), ""
        except SessionBusyError:
            raise
        except StoreError as error:
            log.warning("sessions.away", error=str(error))
            self._metrics.count("SessionStoreAway")
            return None, error.code

    def session(
        self, incoming: Incoming, lease: Lease | None, flows: FlowLibrary, deadline: Deadline
    ) -> Opened:
        """As the store has it; from the last turn where the store may have missed one."""
        session = lease.session if lease else None
        if session is None or (lease and lease.recovered):
            session = self._newest(session, incoming, deadline)
        if session is None:
            self._metrics.count(CONVERSATION_COUNT, channel=incoming.channel)
            return Opened(
                session=new_session(incoming, self._clock()),
                unfinished=self._unfinished(incoming, flows, deadline) if self._resume_s else None,
            )
        if session.user_id != incoming.user_id:
            raise ForbiddenError("the session belongs to another user")
        return self._checked(session, flows)

    def _unfinished(
        self, incoming: Incoming, flows: FlowLibrary, deadline: Deadline
    ) -> FlowRun | None:
        """Where the user's last conversation stood, on whichever channel; without its secrets."""
        try:
            turns = self._history.by_user(incoming.tenant_id, incoming.user_id, deadline, 1)
        except StoreError as error:  # an offer less
            log.warning("history.no_resume", error=str(error))
            return None
        if not turns or (self._clock() - turns[-1].at).total_seconds() > self._resume_s:
            return None
        session = session_in(turns[-1])
        run = session.run if session else None
        if session is None or run is None or session.session_id == incoming.session_id:
            return None
        run = run.without_secrets()
        return run if flows.has(run) else None

    def _newest(
        self, session: Session | None, incoming: Incoming, deadline: Deadline
    ) -> Session | None:
        turns = self._history.recent(incoming.tenant_id, incoming.session_id, deadline, 1)
        written = session_in(turns[-1]) if turns else None
        if session and (written is None or written.turns <= session.turns):
            return session
        return written

    def _checked(self, session: Session, flows: FlowLibrary) -> Opened:
        """A flow that is gone cannot go on; after a long silence secrets are forgotten."""
        run, paused, unfinished = session.run, session.paused, session.unfinished
        is_idle = session.idle_s(self._clock()) > self._idle_s
        if is_idle:
            run = run.without_secrets() if run else None
            paused = tuple(each.without_secrets() for each in paused)
        is_lost = run is not None and not flows.has(run)
        if run and is_lost:
            log.warning("flow.lost", flow=run.flow_id, step=run.step_id)
            self._metrics.count("FlowLost")
            run = None
        paused = tuple(each for each in paused if flows.has(each))
        unfinished = unfinished if unfinished and flows.has(unfinished) else None
        return Opened(
            session=replace(session, run=run, paused=paused, unfinished=unfinished),
            must_ask=run is not None and (is_idle or run.unasked or not flows.asks(run)),
            has_lost_flow=is_lost,
        )

    def answered_before(
        self, incoming: Incoming, session: Session, deadline: Deadline
    ) -> TurnRecord | None:
        """The turn that answered this very message, if one did."""
        if not session.may_know(incoming.message_id):
            return None
        return self._history.by_message(
            incoming.tenant_id, incoming.session_id, incoming.message_id, deadline
        )
