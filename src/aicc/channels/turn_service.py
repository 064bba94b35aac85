"""What a channel needs of the engine: turns, what was kept of them, words. Handed in whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aicc import logs
from aicc.channels.callers import Callers
from aicc.channels.connect_voice import handover_key
from aicc.channels.handover import Handover, handover
from aicc.channels.http_door import HttpDoor
from aicc.clock import Clock
from aicc.conversation.after_hours import opening
from aicc.conversation.scenario.render import say
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import BotSentence, SentenceKey
from aicc.domain.flow import Step
from aicc.domain.handoff import Ticket
from aicc.domain.ticket_moves import Move
from aicc.domain.turn import Channel, Incoming, Reply, TurnRecord
from aicc.errors import StoreError
from aicc.systems.hours.port import Hours
from aicc.systems.phone_queue.port import PhoneQueue

log = logs.get("aicc.channels")

TURNS_TOLD = 5  # how many turns back the whisper looks for the scenario

Event = Mapping[str, Any]  # JSON as it came: nothing in it is sure
Later = Callable[[Event, object], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a session waits for: a step, in the scenario that the customer began."""

    flow_id: str
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnService:
    """`later` has the same event handled again with nobody waiting; None where that is off."""

    reply: Callable[[Incoming, Deadline], Reply]
    recent: Callable[[str, str, Deadline, int], Sequence[TurnRecord]]
    by_message: Callable[[str, str, str, Deadline], TurnRecord | None]
    keep: Callable[[Sequence[TurnRecord], Deadline], None]
    keep_replayed: Callable[[Sequence[TurnRecord], Deadline], None]  # past the spool
    ticket: Callable[[str, str, Deadline], Ticket | None]
    move: Callable[[str, str, Move, datetime, Deadline], Ticket]
    asked: Callable[[str, str, Deadline], Asked | None]
    warm_up: Callable[[], None]
    sentence: Callable[[SentenceKey], BotSentence]
    flow_names: Mapping[str, str]
    intents_of_flow: Mapping[str, tuple[str, ...]]
    lex_intents: frozenset[str]
    clock: Clock
    callers: Callers
    door: HttpDoor
    hours: Hours
    phone_queue: PhoneQueue
    long_wait_s: float
    later: Later | None = None
    adds_body: bool = False

    def words(self, key: SentenceKey, channel: Channel) -> str:
        return self.sentence(key).on(channel)

    def closing(self, incoming: Incoming, reply: Reply) -> str:
        """The last sentence of a caller's turn before a person takes over."""
        channel, kept = incoming.channel, reply.handoff
        words = self.words(handover_key(incoming, reply), channel)
        said = say(words, {"ticket": kept.ticket if kept else ""}, channel)
        if kept is None or not kept.opens:
            return said
        opens = opening(datetime.fromisoformat(kept.opens))
        return f"{said} {say(self.words(SentenceKey.TRANSFER_OPENS, channel), opens, channel)}"

    def handover(self, incoming: Incoming, reply: Reply, deadline: Deadline) -> Handover:
        """What the whisper says; empty for a reply that asks for no person."""
        kept = reply.handoff
        if kept is None or reply.ticket is None:
            return Handover()
        try:
            ticket = self.ticket(incoming.tenant_id, kept.ticket, deadline)
            turns = self.recent(incoming.tenant_id, incoming.session_id, deadline, TURNS_TOLD)
        except StoreError as error:  # the turn is kept: it is said without its reason
            log.warning("handover.untold", error=str(error))
            return Handover()
        return handover(ticket, turns, self.sentence, self.flow_names)
