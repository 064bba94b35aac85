"""The beginning of a turn: the lease, the session as it stands, and whether it was answered."""

from collections.abc import Mapping
from dataclasses import replace

from aicc import logs
from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.flow import Flow, FlowRun
from aicc.domain.session import Session
from aicc.domain.turn import Incoming, TurnRecord
from aicc.errors import ForbiddenError, SessionBusyError, StoreError
from aicc.history.port import HistoryStore
from aicc.metrics import CONVERSATION_COUNT, Metrics
from aicc.sessions.port import Lease, SessionStore
from aicc.turns.record import new_session, session_in

log = logs.get("aicc.engine")


class Opening:
    def __init__(
        self,
        *,
        sessions: SessionStore,
        history: HistoryStore,
        flows: Mapping[str, Flow],
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._history = history
        self._flows = flows
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

    def session(self, incoming: Incoming, lease: Lease | None, deadline: Deadline) -> Session:
        """As the store has it; from the last turn where the store may have missed one."""
        session = lease.session if lease else None
        if session is None or (lease and lease.recovered):
            session = self._newest(session, incoming, deadline)
        if session is None:
            self._metrics.count(CONVERSATION_COUNT, channel=incoming.channel)
            return new_session(incoming, self._clock())
        if session.user_id != incoming.user_id:
            raise ForbiddenError("the session belongs to another user")
        return self._without_lost_flows(session)

    def _newest(
        self, session: Session | None, incoming: Incoming, deadline: Deadline
    ) -> Session | None:
        turns = self._history.recent(incoming.tenant_id, incoming.session_id, deadline, 1)
        written = session_in(turns[-1]) if turns else None
        if session and (written is None or written.turns <= session.turns):
            return session
        return written

    def _without_lost_flows(self, session: Session) -> Session:
        """A flow that the pack no longer has cannot go on."""
        run = session.run
        if run and not self._has(run):
            log.warning("flow.lost", flow=run.flow_id, step=run.step_id)
            session = replace(session, run=None)
        return replace(session, paused=tuple(each for each in session.paused if self._has(each)))

    def _has(self, run: FlowRun) -> bool:
        flow = self._flows.get(run.flow_id)
        return flow is not None and run.step_id in flow.steps

    def answered_before(
        self, incoming: Incoming, session: Session, deadline: Deadline
    ) -> TurnRecord | None:
        """The turn that answered this very message, if one did."""
        if not session.may_know(incoming.message_id):
            return None
        return self._history.by_message(
            incoming.tenant_id, incoming.session_id, incoming.message_id, deadline
        )
