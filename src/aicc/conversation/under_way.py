"""A turn while it is being made: what will be said, and the session as it becomes."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aicc.conversation.scenario.answers import Read, Refusal
from aicc.conversation.scenario.correcting import Correction
from aicc.conversation.scenario.render import say
from aicc.deadline import Deadline
from aicc.domain.faq import AnswerPart
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import Json
from aicc.domain.meaning import Meaning
from aicc.domain.run import FlowRun
from aicc.domain.sentence import Sentence
from aicc.domain.session import Session
from aicc.domain.turn import Channel, Handoff, Incoming, QuickReply, Source
from aicc.ids import turn_id
from aicc.packs.catalog.sentences import sentences
from aicc.packs.pack import Pack


@dataclass(slots=True, kw_only=True)
class TurnUnderWay:
    incoming: Incoming
    session: Session
    deadline: Deadline
    pack: Pack
    flows: FlowLibrary
    meaning: Meaning | None = None
    unfinished: FlowRun | None = None  # where another conversation of the user's broke off
    read: Read | Refusal | None = None  # what was said as an answer to the running step
    correction: Correction | None = None  # what was said as another answer to an earlier one
    source: Source = Source.FALLBACK
    parts: list[str] = field(default_factory=list)
    rich: tuple[AnswerPart, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()
    handoff: Handoff | None = None
    ended: bool = False
    is_about_a_secret: bool = False
    hides_input: bool = False
    failed_calls: tuple[str, ...] = ()  # of back ends, as ways
    trace: dict[str, Any] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same whenever this message is answered."""
        incoming = self.incoming
        return turn_id(incoming.tenant_id, incoming.session_id, incoming.message_id)

    @property
    def channel(self) -> Channel:
        return self.incoming.channel

    def sentence(self, key: str) -> Sentence:
        """The pack's words for the key, or else the catalogue's."""
        return self.pack.replies.get(key) or sentences(self.pack.locale)[key]

    def say(self, key: str, **values: Json) -> None:
        sentence = self.sentence(key)
        self.say_texts([say(sentence.on(self.channel), values, self.channel)])
        if sentence.quick_replies:
            self.quick_replies = sentence.quick_replies

    def say_texts(self, texts: Iterable[str]) -> None:
        self.parts += [text for text in texts if text]

    def change(self, **fields: Any) -> None:
        """The session with these fields different."""
        self.session = replace(self.session, **fields)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Its milliseconds go into the trace."""
        began = time.perf_counter()
        try:
            yield
        finally:
            took = (time.perf_counter() - began) * 1000
            self.stages[name] = round(self.stages.get(name, 0.0) + took, 3)

    def note(self, **facts: Any) -> None:
        """Into the trace, which says why: names and figures of ours, never what was said."""
        self.trace.update(facts)


def as_choices(labels: Iterable[str]) -> Mapping[str, Json]:
    """The value that sentences with {choices} want."""
    return {"choices": ", ".join(labels)}
