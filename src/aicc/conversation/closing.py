"""The end of a turn, in one place: secrets put away, history, then the session, then counters."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from aicc import logs
from aicc.clock import Clock
from aicc.conversation.decision import Decided, HandOff
from aicc.conversation.draft import Draft
from aicc.conversation.keeping import SecretKeeper
from aicc.conversation.keypad import awaited
from aicc.conversation.personal_data import question_kept
from aicc.conversation.reading import Reading
from aicc.conversation.record import to_record
from aicc.conversation.stages import Stages
from aicc.conversation.trace import explain
from aicc.deadline import Deadline
from aicc.domain.turn import Reply, Source, TurnFacts
from aicc.errors import StoreError
from aicc.korean.personal.halves import left_open
from aicc.korean.text.said import in_one_spelling
from aicc.metrics import ESCALATION_RATE, Metrics
from aicc.redact import mask_said
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import Save, SessionStore

_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 2  # less is no question

log = logs.get("aicc.engine")


class Closing:
    def __init__(
        self,
        *,
        sessions: SessionStore,
        history: HistoryStore,
        feedback: FeedbackStore,
        keeper: SecretKeeper,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._keeper = keeper
        self._sessions = sessions
        self._history = history
        self._feedback = feedback
        self._metrics = metrics
        self._clock = clock

    def commit(self, reading: Reading, decided: Decided, draft: Draft, stages: Stages) -> Reply:
        """The reply, once it is durable. `StoreError` when history cannot keep the turn."""
        opened, now = draft.opened, _after(draft.session.seen_at, self._clock())
        incoming = opened.incoming
        session = draft.session.remember(incoming.message_id, tuple(draft.parts), now)
        session = replace(session, half=left_open(opened.said))
        took = [each.took_ms for each in reading.searches if each.took_ms is not None]
        if took:
            stages.ms["faq"] = round(sum(took), 3)
        reply = self._reply(reading, decided, draft, stages, now)
        shown = self._keeper.kept(session, opened.kept, reply.turn_id, opened.deadline).shown
        record = to_record(incoming, opened.said, reply, shown, hides_input=draft.hides_input)
        self._history.append_many([record], opened.deadline)
        self._note(draft, now)  # with the lease: whoever erases the session waits for it
        if opened.lease:
            kept = shown if self._keeper.seals else session
            self._keep(Save(lease=opened.lease, session=kept), opened.deadline)
        self._keeper.clear(session, shown, opened.deadline)
        self._count(reading, decided, draft)
        log.info(
            "turn.replied",
            tenant_id=incoming.tenant_id,
            turn_id=reply.turn_id,
            source=str(reply.source),
            rule=decided.rule,
            took_ms=stages.total_ms,
        )
        return reply

    def _keep(self, save: Save, deadline: Deadline) -> None:
        """The turn is in history already: a session that is not kept is rebuilt from there."""
        try:
            self._sessions.save_many([save], deadline)
        except StoreError as error:
            logs.warn_of_store(log, "session.not_kept", error)
            self._metrics.count("SessionNotKept")

    def _reply(
        self, reading: Reading, decided: Decided, draft: Draft, stages: Stages, at: datetime
    ) -> Reply:
        meaning, run = reading.meaning, draft.session.run
        return Reply(
            turn_id=draft.turn_id,
            at=at,
            parts=tuple(draft.parts),
            rich=draft.rich,
            quick_replies=draft.quick_replies,
            source=draft.source,
            intent=meaning.intent.name if meaning.in_scope else "",
            confidence=round(meaning.intent.confidence, 4),
            sentiment=str(meaning.sentiment.label),
            step_id=run.step_id if run else draft.step_id or None,
            handoff=draft.handoff,
            ended=draft.ended,
            goodbye=draft.goodbye,
            awaited=awaited(draft.running),
            facts=_facts(decided, draft),
            trace=explain(reading, decided, draft, stages.ms),
        )

    def _count(self, reading: Reading, decided: Decided, draft: Draft) -> None:
        self._metrics.count("TurnCount", channel=draft.channel, source=draft.source)
        for service in reading.meaning.degraded:
            self._metrics.count("NluDegraded", service=service)
        if any(each.found.degraded for each in reading.searches):
            self._metrics.count("FaqIndexAway")
        if draft.failed_calls:
            self._metrics.count("BackendFailed")
        if isinstance(decided.decision, HandOff):
            self._metrics.count(ESCALATION_RATE, channel=draft.channel)

    def _note(self, draft: Draft, now: datetime) -> None:
        """What staff want to know: which entry was the answer, or that there was none.

        The turn is durable already: what cannot be noted is logged and does not fail it.
        """
        opened, tenant_id = draft.opened, draft.opened.incoming.tenant_id
        try:
            if draft.source is Source.FAQ and draft.answered_by:
                entry_id = draft.answered_by.id
                self._feedback.count_answer(tenant_id, entry_id, now, opened.deadline)
            elif draft.source is Source.FALLBACK and not draft.hides_input:
                text = (
                    question_kept(mask_said(in_one_spelling(opened.said)))
                    if opened.incoming.text
                    else ""
                )
                if len(_LETTERS.findall(text)) >= _FEWEST_LETTERS:
                    self._feedback.keep_unanswered(
                        tenant_id, draft.turn_id, text, now, opened.deadline
                    )
        except StoreError as error:
            log.warning("feedback.not_kept", error=str(error))


def _after(last: datetime | None, now: datetime) -> datetime:
    """A session's turns keep their order though the clock was put back."""
    return now if last is None or now > last else last + timedelta(microseconds=1)


def _facts(decided: Decided, draft: Draft) -> TurnFacts:
    return TurnFacts(
        rule=decided.rule,
        faq_id=draft.answered_by.id if draft.answered_by else "",
        flow_id=draft.flow_id,
        step_id=draft.step_id,
        ways=draft.ways,
        corrects=draft.corrects,
        broken=draft.broken,
    )
