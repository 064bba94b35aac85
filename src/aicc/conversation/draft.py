"""A turn as it becomes: what will be said, and the session after it. The one value that changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from aicc.conversation.opening import Opened, Running, running_in
from aicc.conversation.scenario.render import say
from aicc.conversation.scenario.walker import Position, WalkContext
from aicc.domain.bot_sentence import BotSentence
from aicc.domain.faq import AnswerPart, FaqEntry
from aicc.domain.json import Json
from aicc.domain.meaning import Feeling
from aicc.domain.memory import About, KeptValue
from aicc.domain.run import FlowRun
from aicc.domain.session import Choice, Session
from aicc.domain.turn import Channel, Handoff, QuickReply, Source
from aicc.ids import turn_id


class Changes(TypedDict, total=False):
    """What a turn may change in its session."""

    run: FlowRun | None
    paused: tuple[FlowRun, ...]
    unfinished: FlowRun | None
    choices: tuple[Choice, ...]
    misses: int
    exits: int
    kept: tuple[KeptValue, ...]
    ticket: str | None
    is_urgent: bool
    talks_to: str
    after_person: bool
    about: About | None
    later: Choice | None
    felt: tuple[Feeling, ...]
    moods: tuple[str, ...]
    asked_more: bool
    is_told: bool
    silences: int


@dataclass(slots=True, kw_only=True)
class Draft:
    """`unfinished` is where an earlier conversation of the user's broke off, as long as it may
    be gone on with; `flow_id`, `step_id` and `ways` are what a scenario did in this turn."""

    opened: Opened
    session: Session
    hides_input: bool = False
    unfinished: FlowRun | None = None
    source: Source = Source.FALLBACK
    parts: list[str] = field(default_factory=list)
    rich: tuple[AnswerPart, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()
    handoff: Handoff | None = None
    ended: bool = False
    goodbye: bool = False
    answered_by: FaqEntry | None = None
    ended_flow: str = ""
    flow_id: str = ""
    step_id: str = ""
    ways: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()  # names of answers that a scenario did not ask for again
    failed_calls: tuple[str, ...] = ()  # of back ends, as ways
    corrects: str = ""  # the step whose answer was taken back
    withdrawn_flow: str = ""  # was to start, and staff have withdrawn it
    broken: str = ""  # why a sentence or a flow of the pack could not be used

    @property
    def turn_id(self) -> str:
        """The same whenever this message is answered."""
        incoming = self.opened.incoming
        return turn_id(incoming.tenant_id, incoming.session_id, incoming.message_id)

    @property
    def channel(self) -> Channel:
        return self.opened.incoming.channel

    @property
    def running(self) -> Running | None:
        """Where the session stands now, not where the turn began."""
        return running_in(self.session, self.opened.flows, self.channel)

    @property
    def walk_context(self) -> WalkContext:
        """Where a scenario moves in this turn."""
        incoming = self.opened.incoming
        return WalkContext(
            flows=self.opened.flows,
            deadline=self.opened.deadline,
            tenant_id=incoming.tenant_id,
            channel=incoming.channel,
            session_id=incoming.session_id,
            turn_id=self.turn_id,
        )

    def sentence(self, key: str) -> BotSentence:
        return self.opened.house.pack.sentence(key)

    def say(self, key: str, **values: Json) -> None:
        sentence = self.sentence(key)
        self.say_texts([say(sentence.on(self.channel), values, self.channel)])
        if sentence.quick_replies:
            self.quick_replies = sentence.quick_replies

    def say_first(self, key: str) -> None:
        """Before all that was said in this turn."""
        self.parts.insert(0, say(self.sentence(key).on(self.channel), {}, self.channel))

    def say_texts(self, texts: Iterable[str]) -> None:
        self.parts += [text for text in texts if text]

    def show(self, position: Position) -> None:
        """The sentences of a walk, and what a screen shows after them."""
        self.say_texts(position.says)
        self.rich = (*self.rich, *position.cards)

    def change(self, **fields: Unpack[Changes]) -> None:
        """The session with these fields different."""
        self.session = replace(self.session, **fields)


def as_choices(labels: Iterable[str]) -> Mapping[str, Json]:
    """The value that sentences with {choices} want."""
    return {"choices": ", ".join(labels)}
