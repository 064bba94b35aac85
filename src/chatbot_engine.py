"""One turn: a customer's sentence in, a reply out. The only place that joins the parts."""

import time
from collections.abc import Callable, Iterable
from functools import partial

from aicc import logs
from aicc.catalog.sentences import sentences
from aicc.clock import KST, Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound
from aicc.domain.flow import Flow
from aicc.domain.run import FlowRun
from aicc.domain.sentence import Key
from aicc.domain.session import Session
from aicc.domain.turn import (
    DEFAULT_TENANT,
    Channel,
    Incoming,
    QuickReply,
    Reply,
    TurnRecord,
)
from aicc.errors import AiccError, InvalidInputError, StoreError
from aicc.faqs.live import LiveFaqs
from aicc.flows.answers import Read, Refusal
from aicc.flows.library import FlowLibrary
from aicc.flows.render import say
from aicc.flows.walker import FlowWalker
from aicc.history.port import HistoryStore
from aicc.ids import turn_id
from aicc.korean.guards import guard
from aicc.korean.synonyms import SYNONYMS
from aicc.metrics import ESCALATION_RATE, Metrics
from aicc.packs.pack import Pack
from aicc.policy import Action, Decision, Situation, decide
from aicc.sessions.port import Lease, Save, SessionStore
from aicc.settings import Settings
from aicc.turns.acts import Acts
from aicc.turns.offers import chosen, plans_of
from aicc.turns.opening import Opened, Opening
from aicc.turns.plain import PLAIN, is_plain
from aicc.turns.record import reply_in, to_record
from aicc.turns.search import OneSearch
from aicc.turns.trace import explain
from aicc.turns.under_way import TurnUnderWay
from aicc.wiring import Parts, open_parts
from chatbot_escalation import EscalationManager
from chatbot_faq import FAQManager
from chatbot_nlu import ChatbotNLU

log = logs.get("aicc.engine")

CHAT_TURN_S = 2.0
WARM_UP_S = 5.0
FILL_S = 5.0  # a slow index is filled beside the first turns
PROBE_SESSION = "probe"
NOBODY = Incoming(session_id=PROBE_SESSION, user_id="", message_id="")
ANSWERING = frozenset(
    {Action.ANSWER_STEP, Action.CORRECT, Action.REFUSE, Action.RESUME_FLOW, Action.OFFER_PERSON}
)


class ChatEngine:
    """Safe for many threads; turns of one session run in the order their lease was granted."""

    def __init__(
        self,
        *,
        pack: Pack,
        nlu: ChatbotNLU,
        faq: FAQManager,
        live_faqs: LiveFaqs,
        escalation: EscalationManager,
        walker: FlowWalker,
        sessions: SessionStore,
        history: HistoryStore,
        earlier: Iterable[Flow] = (),
        is_embedded: bool = False,
        metrics: Metrics | None = None,
        clock: Clock = utc_now,
    ) -> None:
        """`earlier` are versions of flows that conversations may still stand in."""
        self.pack = pack
        self.live_faqs = live_faqs
        self.flows = FlowLibrary.of(pack.flows.values(), earlier)
        self.is_embedded = is_embedded  # no turn waits for a network
        self._nlu = nlu
        self._faq = faq
        self._escalation = escalation
        self._walker = walker
        self._sessions = sessions
        self._history = history
        self._metrics = metrics or Metrics()
        self._clock = clock
        self._plans = plans_of(pack)
        kept = pack.replies.get(Key.TICKET_KEPT) or sentences(pack.locale)[Key.TICKET_KEPT]
        self._withdraw_words = frozenset(each.value for each in kept.quick_replies)
        self._opening = Opening(
            sessions=sessions,
            history=history,
            flows=self.flows,
            idle_s=pack.idle_s,
            metrics=self._metrics,
            clock=clock,
        )
        self._acts = Acts(
            walker=walker,
            flows=self.flows,
            plans=self._plans,
            keep_ticket=self._keep_ticket,
            withdraw=self._withdraw_ticket,
            find_faq=self._find_faq,
        )

    def reply(self, incoming: Incoming, deadline: Deadline | None = None) -> Reply:
        """The reply, once the turn is durable. The same message again gives the same reply.

        `ForbiddenError` when the session belongs to another user, `SessionBusyError` when an
        earlier turn of it does not end in time, `StoreError` when history cannot keep the turn.
        """
        limit = deadline or Deadline(CHAT_TURN_S)
        began = time.perf_counter()
        lease, away = self._opening.lease(incoming, limit)
        try:
            opened = self._opening.session(incoming, lease, limit)
            earlier = self._opening.answered_before(incoming, opened.session, limit)
            if earlier:
                self._release(lease, limit)
                return reply_in(earlier)
            turn = TurnUnderWay(
                incoming=incoming, session=opened.session, deadline=limit, pack=self.pack
            )
            if away:
                turn.note(degraded={"sessions": away})
            turn.stages["open"] = round((time.perf_counter() - began) * 1000, 3)
            decision = self._decide(turn, opened)
            self._act(turn, decision)
            return self._commit(turn, lease, began)
        except BaseException:
            self._release(lease, limit)
            raise

    def greeting(self, channel: Channel = Channel.CHAT) -> tuple[str, tuple[QuickReply, ...]]:
        """The first words, which say that an AI answers, and what to press."""
        sentence = self.pack.replies.get(Key.GREETING) or sentences(self.pack.locale)[Key.GREETING]
        return say(sentence.on(channel), {}, channel), sentence.quick_replies

    def warm_up(self) -> None:
        """What every turn needs is loaded now, not in the first caller's turn."""
        deadline, (text, _) = Deadline(WARM_UP_S), self.greeting(Channel.VOICE)
        self._nlu.analyse(text, deadline, private=True)
        self._search_faq(text, deadline)

    def history(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> list[TurnRecord]:
        """The session's last turns, newest last."""
        return list(self._history.recent(tenant_id, session_id, deadline, limit))

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        """Forget the session and every turn of it; how many turns there were."""
        erased = self._history.erase(tenant_id, session_id, deadline)
        self._sessions.erase(tenant_id, session_id, deadline)
        return erased

    def probe(self, deadline: Deadline) -> dict[str, str]:
        """Which stores do not answer, and why."""
        asks: dict[str, Callable[[], object]] = {
            "sessions": lambda: self._sessions.load(DEFAULT_TENANT, PROBE_SESSION, deadline),
            "history": lambda: self._history.recent(DEFAULT_TENANT, PROBE_SESSION, deadline, 1),
            "content": lambda: self.live_faqs.store.revision(DEFAULT_TENANT, deadline),
        }
        away = {}
        for name, ask in asks.items():
            try:
                ask()
            except StoreError as error:
                away[name] = str(error)
        found = self._search_faq(PROBE_SESSION, deadline)
        return {**away, "faq": found.degraded} if found.degraded else away

    def _decide(self, turn: TurnUnderWay, opened: Opened) -> Decision:
        incoming, session = turn.incoming, turn.session
        with turn.stage("understand"):
            said_guard, flow = guard(incoming.said), self._flow(session)
            step = flow.steps[session.run.step_id] if flow and session.run else None
            is_private = step is not None and step.secret
            if flow and session.run and not incoming.is_silent:
                self._read(turn, flow, session.run)
            if is_plain(said_guard, step, turn.read):
                turn.meaning = meaning = PLAIN
            else:
                turn.meaning = meaning = self._nlu.analyse(
                    incoming.said, turn.deadline, private=is_private
                )
        search = OneSearch(partial(self._search_faq, of=incoming, private=is_private), turn)
        with turn.stage("decide"):
            decision = decide(
                Situation(
                    said=incoming.said.strip(),
                    is_silent=incoming.is_silent,
                    guard=said_guard,
                    meaning=meaning,
                    plans=self._plans,
                    thresholds=self.pack.thresholds,
                    faq=search,
                    escalation=self._escalation.check_escalation(
                        incoming.attributes, incoming.said
                    ),
                    withdraw_words=self._withdraw_words,
                    run=session.run,
                    step=step,
                    is_answer=isinstance(turn.read, Read),
                    corrects=turn.correction is not None,
                    must_ask=opened.must_ask,
                    has_lost_flow=opened.has_lost_flow,
                    refused=turn.read.key if isinstance(turn.read, Refusal) else None,
                    chosen=chosen(session.choices, incoming.said),
                    offered=session.choices,
                    ticket=session.ticket,
                    misses=session.misses,
                )
            )
        turn.hides_input = is_private and decision.action in ANSWERING
        explain(turn, decision, search.found)
        return decision

    def _act(self, turn: TurnUnderWay, decision: Decision) -> None:
        """A sentence or flow of the pack that cannot be said must not reach the customer."""
        with turn.stage("act"):
            try:
                self._acts.carry_out(turn, decision)
            except InvalidInputError as error:
                log.error("pack.broken", flow=turn.trace.get("flow"), error=str(error))  # noqa: TRY400 - the message names the place; the trace does not
                self._metrics.count("PackBroken")
                turn.note(broken=str(error))
                self._acts.give_up(turn)

    def _flow(self, session: Session) -> Flow | None:
        return self.flows.flow_of(session.run) if session.run else None

    def _read(self, turn: TurnUnderWay, flow: Flow, run: FlowRun) -> None:
        """As an answer to the running step, or as another one to a step before it."""
        turn.correction = self._walker.correction(flow, run, turn.incoming.said)
        turn.read = self._walker.read(flow, run, turn.incoming.said)

    def _commit(self, turn: TurnUnderWay, lease: Lease | None, began: float) -> Reply:
        """History first, then the session: one place, whatever the path."""
        incoming = turn.incoming
        turn.session = turn.session.remember(incoming.message_id, tuple(turn.parts), self._clock())
        turn.note(ms=turn.stages)
        reply = self._reply(turn)
        record = to_record(incoming, reply, turn.session, hides_input=turn.hides_input)
        self._history.append_many([record], turn.deadline)
        if lease:
            self._keep(Save(lease=lease, session=turn.session), turn.deadline)
        self._count(turn)
        log.info(
            "turn.replied",
            tenant_id=incoming.tenant_id,
            turn_id=reply.turn_id,
            source=str(reply.source),
            rule=turn.trace.get("rule"),
            took_ms=round((time.perf_counter() - began) * 1000, 2),
        )
        return reply

    def _keep(self, save: Save, deadline: Deadline) -> None:
        """The turn is in history already: a session that is not kept is rebuilt from there."""
        try:
            self._sessions.save_many([save], deadline)
        except StoreError as error:
            log.warning("session.not_kept", error=str(error), code=error.code)
            self._metrics.count("SessionNotKept")

    def _reply(self, turn: TurnUnderWay) -> Reply:
        incoming, meaning, run = turn.incoming, turn.meaning, turn.session.run
        step_id = run.step_id if run else turn.trace.get("step")
        return Reply(
            turn_id=turn_id(incoming.tenant_id, incoming.session_id, incoming.message_id),
            at=self._clock(),
            parts=tuple(turn.parts),
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
        if turn.trace.get("action") == Action.HANDOFF:
            self._metrics.count(ESCALATION_RATE, channel=turn.channel)

    def _release(self, lease: Lease | None, deadline: Deadline) -> None:
        if lease is None:
            return
        try:
            self._sessions.release(lease, deadline)
        except AiccError as error:  # it runs out by itself
            log.warning("session.not_released", error=str(error))

    def _keep_ticket(self, turn: TurnUnderWay, decision: Decision) -> str:
        incoming = turn.incoming
        return self._escalation.create_escalation_request(
            session_id=incoming.session_id,
            user_id=incoming.user_id,
            reason=decision.reason,
            priority=decision.priority,
            description=incoming.said,
            context={"channel": incoming.channel, "rule": decision.rule},
            tenant_id=incoming.tenant_id,
            queue=decision.queue,
            request_id=turn_id(incoming.tenant_id, incoming.session_id, incoming.message_id),
            deadline=turn.deadline,
        )

    def _withdraw_ticket(self, turn: TurnUnderWay, number: str) -> None:
        tenant_id = turn.incoming.tenant_id
        self._escalation.withdraw(number, tenant_id=tenant_id, deadline=turn.deadline)

    def _search_faq(
        self,
        said: str,
        deadline: Deadline,
        *,
        of: Incoming = NOBODY,
        private: bool = False,
    ) -> FaqFound:
        """Only entries for the channel, and for the day it is in Korea."""
        today = self._clock().astimezone(KST).date().isoformat()
        only = FaqFilter(channel=of.channel, day=today)
        owner = self.live_faqs.index_of(of.tenant_id, deadline)
        return self._faq.search(said, deadline, tenant_id=owner, only=only, private=private)

    def _find_faq(self, turn: TurnUnderWay, faq_id: str) -> FaqEntry | None:
        owner = self.live_faqs.index_of(turn.incoming.tenant_id, turn.deadline)
        return self._faq.find(faq_id, turn.deadline, tenant_id=owner)


def build_engine(
    settings: Settings | None = None, *, metrics: Metrics | None = None, clock: Clock = utc_now
) -> ChatEngine:
    """An engine from settings, or from the environment without them."""
    chosen_settings = settings or Settings.load()
    return engine_from(open_parts(chosen_settings), metrics=metrics, clock=clock)


def engine_from(
    parts: Parts, *, metrics: Metrics | None = None, clock: Clock = utc_now
) -> ChatEngine:
    """An engine from parts that are open already."""
    engine = ChatEngine(
        pack=parts.pack,
        nlu=_nlu(parts, clock),
        faq=FAQManager(index=parts.faq_index, synonyms=(*SYNONYMS, *parts.pack.synonyms)),
        live_faqs=_live_faqs(parts),
        escalation=EscalationManager(desk=parts.desk, clock=clock),
        walker=FlowWalker(parts.backend, clock),
        sessions=parts.sessions,
        history=parts.history,
        is_embedded=parts.is_embedded,
        metrics=metrics,
        clock=clock,
    )
    engine.warm_up()
    return engine


def _nlu(parts: Parts, clock: Clock) -> ChatbotNLU:
    chosen = parts.nlu
    return ChatbotNLU(
        chosen.region_name,
        pack=parts.pack,
        bot_id=chosen.bot_id,
        bot_alias_id=chosen.bot_alias_id,
        comprehend=chosen.comprehend,
        services=chosen.services,
        clock=clock,
    )


def _live_faqs(parts: Parts) -> LiveFaqs:
    live = LiveFaqs(parts.faq_index, parts.content, parts.pack.faqs)
    live.start(Deadline(FILL_S))
    return live
