"""One turn: a customer's sentence in, a reply out. The only place that joins the parts."""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from aicc import logs
from aicc.clock import KST, Clock, utc_now
from aicc.content.live_flows import LiveFlows
from aicc.conversation.acts import Acts
from aicc.conversation.closing import Closing
from aicc.conversation.hiding import has_digits, tells_a_secret
from aicc.conversation.offers import chosen, plans_of
from aicc.conversation.opening import Opened, Opening
from aicc.conversation.plain import PLAIN, is_plain
from aicc.conversation.policy import Action, Decision, Situation, decide
from aicc.conversation.record import HIDDEN, reply_in
from aicc.conversation.scenario.answers import Read, Refusal
from aicc.conversation.scenario.render import say
from aicc.conversation.scenario.walker import FlowWalker
from aicc.conversation.search import OneSearch
from aicc.conversation.trace import explain
from aicc.conversation.under_way import TurnUnderWay
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound
from aicc.domain.flow import Flow, Step
from aicc.domain.sentence import Key
from aicc.domain.turn import (
    DEFAULT_TENANT,
    Channel,
    Incoming,
    QuickReply,
    Reply,
    TurnRecord,
)
from aicc.errors import InvalidInputError, StoreError
from aicc.faqs.live import LiveFaqs
from aicc.ids import turn_id
from aicc.korean.answers.guards import guard
from aicc.korean.text.synonyms import SYNONYMS
from aicc.metrics import Metrics
from aicc.packs.catalog.sentences import sentences
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore
from aicc.stores.sessions.port import SessionStore
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
        live_flows: LiveFlows,
        feedback: FeedbackStore,
        escalation: EscalationManager,
        walker: FlowWalker,
        sessions: SessionStore,
        history: HistoryStore,
        is_embedded: bool = False,
        metrics: Metrics | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.pack = pack
        self.live_faqs = live_faqs
        self.live_flows = live_flows
        self.feedback = feedback
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
            idle_s=pack.idle_s,
            resume_s=pack.resume_s,
            metrics=self._metrics,
            clock=clock,
        )
        self._closing = Closing(
            sessions=sessions,
            history=history,
            feedback=feedback,
            metrics=self._metrics,
            clock=clock,
        )
        self._acts = Acts(
            walker=walker,
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
            flows = self.live_flows.library(incoming.tenant_id, limit)
            opened = self._opening.session(incoming, lease, flows, limit)
            earlier = self._opening.answered_before(incoming, opened.session, limit)
            if earlier:
                self._closing.release(lease, limit)
                return reply_in(earlier)
            turn = TurnUnderWay(
                incoming=incoming,
                session=opened.session,
                deadline=limit,
                pack=self.pack,
                flows=flows,
                unfinished=opened.unfinished,
            )
            if away:
                turn.note(degraded={"sessions": away})
            turn.stages["open"] = round((time.perf_counter() - began) * 1000, 3)
            decision = self._decide(turn, opened)
            self._act(turn, decision)
            return self._closing.commit(turn, lease, began)
        except BaseException:
            self._closing.release(lease, limit)
            raise

    def actions(self) -> Mapping[str, BackendAction]:
        """What scenarios may call."""
        return self._walker.actions

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
            said_guard, step = guard(incoming.said), self._read(turn)
            tells = tells_a_secret(session, incoming.said)
            is_private = turn.is_about_a_secret or tells
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
                    unfinished=opened.unfinished.flow_id if opened.unfinished else "",
                    refused=turn.read.key if isinstance(turn.read, Refusal) else None,
                    chosen=chosen(session.choices, incoming.said),
                    offered=session.choices,
                    ticket=session.ticket,
                    misses=session.misses,
                )
            )
        turn.hides_input = tells or (
            is_private and (decision.action in ANSWERING or has_digits(incoming.said))
        )
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

    def _read(self, turn: TurnUnderWay) -> Step | None:
        """What was said as an answer to the running step, or as another one to a step before."""
        run = turn.session.run
        flow = turn.flows.flow_of(run) if run else None
        if run is None or flow is None:
            return None
        if not flow.steps[run.step_id].asks:  # rebuilt before a scenario that it enters
            turn.is_about_a_secret = True  # the customer answers what was asked inside
            return flow.steps[run.step_id]
        if not turn.incoming.is_silent:
            turn.correction = self._walker.correction(flow, run, turn.incoming.said)
            turn.read = self._walker.read(flow, run, turn.incoming.said)
        corrected = turn.correction.step_id if turn.correction else run.step_id
        turn.is_about_a_secret = flow.steps[run.step_id].secret or flow.steps[corrected].secret
        return flow.steps[run.step_id]

    def _keep_ticket(self, turn: TurnUnderWay, decision: Decision) -> str:
        incoming = turn.incoming
        return self._escalation.create_escalation_request(
            session_id=incoming.session_id,
            user_id=incoming.user_id,
            reason=decision.reason,
            priority=decision.priority,
            description=HIDDEN if turn.hides_input else incoming.said,
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
    parts: Parts,
    *,
    metrics: Metrics | None = None,
    clock: Clock = utc_now,
    earlier: Iterable[Flow] = (),
) -> ChatEngine:
    """An engine from parts that are open already. `earlier` are flows of the pack as it was, in
    which conversations may still stand."""
    engine = ChatEngine(
        pack=parts.pack,
        nlu=_nlu(parts, clock),
        faq=FAQManager(index=parts.faq_index, synonyms=(*SYNONYMS, *parts.pack.synonyms)),
        live_faqs=_live_faqs(parts),
        live_flows=LiveFlows(
            parts.content, parts.pack.flows, parts.pack.plain_flows, earlier=earlier
        ),
        feedback=parts.feedback,
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
