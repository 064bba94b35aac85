"""The end of a turn: history first, then the session, then counters; one place for all."""

import time

from aicc import logs
from aicc.clock import Clock
from aicc.conversation.noting import note
from aicc.conversation.policy import Action
from aicc.conversation.record import to_record
from aicc.conversation.under_way import TurnUnderWay
from aicc.deadline import Deadline
from aicc.domain.turn import Reply
from aicc.errors import AiccError, StoreError
from aicc.metrics import ESCALATION_RATE, Metrics
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import Lease, Save, SessionStore

log = logs.get("aicc.engine")


class Closing:
    def __init__(
        self,
        *,
        sessions: SessionStore,
        history: HistoryStore,
        feedback: FeedbackStore,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._history = history
        self._feedback = feedback
        self._metrics = metrics
        self._clock = clock

    def commit(self, turn: TurnUnderWay, lease: Lease | None, began: float) -> Reply:
        """The reply, once it is durable. `StoreError` when history cannot keep the turn."""
        incoming, now = turn.incoming, self._clock()
        turn.session = turn.session.remember(incoming.message_id, tuple(turn.parts), now)
        turn.note(ms=turn.stages)
        reply = self._reply(turn)
        record = to_record(incoming, reply, turn.session, hides_input=turn.hides_input)
        self._history.append_many([record], turn.deadline)
        if lease:
            self._keep(Save(lease=lease, session=turn.session), turn.deadline)
        self._count(turn)
        note(turn, self._feedback, now)
        log.info(
            "turn.replied",
            tenant_id=incoming.tenant_id,
            turn_id=reply.turn_id,
            source=str(reply.source),
            rule=turn.trace.get("rule"),
            took_ms=round((time.perf_counter() - began) * 1000, 2),
        )
        return reply

    def release(self, lease: Lease | None, deadline: Deadline) -> None:
        if lease is None:
            return
        try:
            self._sessions.release(lease, deadline)
        except AiccError as error:  # it runs out by itself
            log.warning("session.not_released", error=str(error))

    def _keep(self, save: Save, deadline: Deadline) -> None:
        """The turn is in history already: a session that is not kept is rebuilt from there."""
        try:
            self._sessions.save_many([save], deadline)
        except StoreError as error:
            log.warning("session.not_kept", error=str(error), code=error.code)
            self._metrics.count("SessionNotKept")

    def _reply(self, turn: TurnUnderWay) -> Reply:
        meaning, run = turn.meaning, turn.session.run
        step_id = run.step_id if run else turn.trace.get("step")
        return Reply(
            turn_id=turn.id,
            at=self._clock(),
            parts=tuple(turn.parts),
            rich=turn.rich,
            quick_replies=turn.quick_replies,
            source=turn.source,
            intent=meaning.intent.name if meaning and meaning.in_scope else "",
            confidence=round(meaning.intent.confidence, 4) if meaning else 0.0,
            sentiment=str(meaning.sentiment.label) if meaning else "",
            step_id=step_id,
            handoff=turn.handoff,
            ended=turn.ended,
            trace=turn.trace,
        )

    def _count(self, turn: TurnUnderWay) -> None:
        self._metrics.count("TurnCount", channel=turn.channel, source=turn.source)
        for service in turn.meaning.degraded if turn.meaning else ():
            self._metrics.count("NluDegraded", service=service)
        if "faq" in turn.trace.get("degraded", {}):
            self._metrics.count("FaqIndexAway")
        if turn.failed_calls:
            self._metrics.count("BackendFailed")
        if turn.trace.get("action") == Action.HANDOFF:
            self._metrics.count(ESCALATION_RATE, channel=turn.channel)
