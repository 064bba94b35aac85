"""One turn: a customer's sentence in, a reply out. The only place that joins the parts."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace

from aicc.clock import Clock, utc_now
from aicc.content.live_flows import LiveFlows
from aicc.content.live_packs import LivePacks
from aicc.content.memory import MemoryContent
from aicc.conversation.acts import Acts
from aicc.conversation.answers import Answers
from aicc.conversation.at_desk import AtDesk
from aicc.conversation.closing import Closing
from aicc.conversation.filling import Filling
from aicc.conversation.gone import GoneSessions
from aicc.conversation.keeping import SecretKeeper
from aicc.conversation.live_house import LiveHouse
from aicc.conversation.opening import Opened, Opening
from aicc.conversation.personal_data import PersonalData
from aicc.conversation.policy import decide
from aicc.conversation.reading import Reader, Reading
from aicc.conversation.record import reply_in
from aicc.conversation.retention import Retention
from aicc.conversation.scenario.walker import FlowWalker
from aicc.conversation.situation import Situation
from aicc.conversation.stages import Stages
from aicc.conversation.tickets import Tickets
from aicc.conversation.upkeep import Upkeep
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.danger import DangerKind
from aicc.domain.desk_talk import Speaker
from aicc.domain.flow import Flow
from aicc.domain.handoff import Ticket
from aicc.domain.turn import Incoming, Reply
from aicc.faqs.live import LiveFaqs
from aicc.korean.danger import DangerReader
from aicc.korean.text.slips import Slips
from aicc.metrics import Metrics
from aicc.packs.entity_options import entity_options
from aicc.packs.pack import Pack
from aicc.packs.vocabulary import vocabulary
from aicc.settings import Settings
from aicc.wiring import Parts, open_parts
from chatbot_escalation import EscalationManager
from chatbot_nlu import ChatbotNLU

CHAT_TURN_S = 2.0
FILL_S = 5.0  # a slow index is filled beside the first turns


class ChatEngine:
    """Safe for many threads; turns of one session run in the order their lease was granted."""

    def __init__(
        self, *, opening: Opening, reader: Reader, acts: Acts, closing: Closing, upkeep: Upkeep
    ) -> None:
        self.upkeep = upkeep
        self._opening = opening
        self._reader = reader
        self._acts = acts
        self._closing = closing

    def reply(self, incoming: Incoming, deadline: Deadline | None = None) -> Reply:
        """The reply, once the turn is durable. The same message again gives the same reply.

        `ForbiddenError` when the session belongs to another user, `SessionBusyError` when an
        earlier turn of it does not end in time, `StoreError` when history cannot keep the turn.
        """
        stages = Stages()
        with stages.timed("open"):
            opened = self._opening.open(incoming, deadline or Deadline(CHAT_TURN_S))
        return self._taken(opened, stages)

    def _taken(self, opened: Opened, stages: Stages) -> Reply:
        with ExitStack() as unless_kept:
            unless_kept.callback(self._opening.release, opened)
            earlier = self._opening.answered_before(opened)
            if earlier:
                return reply_in(earlier)
            with stages.timed("understand"):
                reading = self._reader.read(opened)
            with stages.timed("decide"):
                decided = decide(Situation(opened=opened, reading=reading))
            with stages.timed("act"):
                draft = self._acts.carry_out(opened, reading, decided)
            reply = self._closing.commit(reading, decided, draft, stages)
            unless_kept.pop_all()  # the commit gave the session back
            return reply

    def follow_desk(self, ticket: Ticket, deadline: Deadline) -> Reply | None:
        """A turn without a sentence: the customer is told what happened to their ticket, once. None
        where they know it, or where their page cannot hear of it."""
        request = ticket.request
        if not request.context.get("is_live") or ticket.due_at:
            return None
        incoming = Incoming(
            tenant_id=request.tenant_id,
            session_id=request.session_id,
            user_id=request.user_id,
            message_id=f"desk:{ticket.number}:{ticket.version}",
            is_live=True,
        )
        opened = self._opening.open(incoming, deadline, follows=ticket)
        if opened.desk.news is None:
            self._opening.release(opened)
            return None
        reply = self._taken(opened, Stages())
        desk = self.upkeep.desk
        desk.say(
            request.tenant_id,
            ticket.number,
            reply.turn_id,
            Speaker.BOT,
            "",
            reply.text,
            deadline,
        )
        return reply

    def read(self, incoming: Incoming, deadline: Deadline) -> tuple[Opened, Reading]:
        """What a turn would begin with and read; nothing of it is kept."""
        opened = self._opening.open(incoming, deadline)
        self._opening.release(opened)
        return opened, self._reader.read(opened)


def build_engine(
    settings: Settings | None = None,
    *,
    pack: str | None = None,
    metrics: Metrics | None = None,
    clock: Clock = utc_now,
) -> ChatEngine:
    """An engine from settings, or from the environment without them; `pack` instead of theirs."""
    chosen = settings or Settings.load()
    if pack:
        chosen = replace(chosen, pack=pack)
    return engine_from(open_parts(chosen), metrics=metrics, clock=clock)


def engine_from(
    parts: Parts,
    *,
    metrics: Metrics | None = None,
    clock: Clock = utc_now,
    earlier: Iterable[Flow] = (),
) -> ChatEngine:
    """An engine from parts that are open already. `earlier` are flows of the pack as it was, in
    which conversations may still stand."""
    pack, counters = parts.pack, metrics or Metrics()
    nlu, walker = _nlu(parts, clock), FlowWalker(parts.backend, clock)
    keeper = SecretKeeper(
        parts.secrets, parts.seal, idle_s=pack.idle_s, metrics=counters, clock=clock
    )
    live = _live(parts, nlu, earlier)
    answers = Answers(live.faqs, clock)
    escalation = EscalationManager(
        desk=parts.desk, limit=parts.ticket_limit, rules=pack.escalation, clock=clock
    )
    at_desk = AtDesk(parts.desk, parts.history, clock)
    engine = ChatEngine(
        opening=Opening(
            live=live,
            sessions=parts.sessions,
            history=parts.history,
            desk=parts.desk,
            keeper=keeper,
            metrics=counters,
            clock=clock,
        ),
        reader=Reader(
            nlu=nlu,
            answers=answers,
            escalation=escalation,
            danger=_danger(pack),
            slips=Slips(vocabulary(pack)),
            walker=walker,
        ),
        acts=Acts(
            walker=walker,
            tickets=Tickets(escalation, at_desk),
            answers=answers,
            filling=Filling(parts.backend, clock),
            metrics=counters,
        ),
        closing=Closing(
            sessions=parts.sessions,
            history=parts.history,
            feedback=parts.feedback,
            keeper=keeper,
            metrics=counters,
            clock=clock,
        ),
        upkeep=Upkeep(
            pack=pack,
            nlu=nlu,
            answers=answers,
            live=live,
            feedback=parts.feedback,
            walker=walker,
            sessions=parts.sessions,
            history=parts.history,
            keeper=keeper,
            desk=at_desk,
            gone=GoneSessions(parts.secrets),
            personal=PersonalData(
                sessions=parts.sessions,
                history=parts.history,
                secrets=keeper,
                desk=parts.desk,
                feedback=parts.feedback,
                held=parts.kept_for.held,
                clock=clock,
            ),
            retention=Retention(
                parts.kept_for,
                history=parts.history,
                desk=parts.desk,
                feedback=parts.feedback,
                audit=parts.audit,
                clock=clock,
            ),
            is_embedded=parts.is_embedded,
            try_hold=parts.try_hold,
        ),
    )
    engine.upkeep.warm_up()
    if parts.kept_for.ends:
        engine.upkeep.retention.start()
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
        vectors=chosen.vectors,
        clock=clock,
    )


def _live(parts: Parts, nlu: ChatbotNLU, earlier: Iterable[Flow]) -> LiveHouse:
    pack, content = parts.pack, parts.content
    live = LiveHouse(
        content,
        packs=LivePacks(content, pack, nlu),
        faqs=LiveFaqs(parts.faq_index, content, pack.faqs, pack.not_here),
        flows=LiveFlows(
            content,
            pack.flows,
            pack.plain_flows,
            earlier=earlier,
            entities=entity_options(pack.entities),
            refusal=pack.sentence(SentenceKey.IDENTITY_WANTED).chat if pack.wants_identity else "",
        ),
    )
    live.start(Deadline(FILL_S))
    if not isinstance(content, MemoryContent):  # which no other process can change
        live.watch()
    return live


def _danger(pack: Pack) -> DangerReader:
    add = {DangerKind(kind): lines for kind, lines in pack.danger.add.items()}
    return DangerReader(add, pack.danger.without)
