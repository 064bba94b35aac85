"""A conversation under way: small, versioned, written as JSON between turns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Self

from aicc.domain.json import JsonMap, as_count, as_maps, as_text, as_texts
from aicc.domain.meaning import Feeling
from aicc.domain.memory import About, KeptValue
from aicc.domain.run import FlowRun

SCHEMA_VERSION = 1
MESSAGES_REMEMBERED = 64
_DIGEST_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that was offered: to do an intent, to read an FAQ entry, to get a person, to go on
    with what another conversation broke off, to hear `more` of an answer, or to leave the person
    and go on with the bot. What stands `beside` an answer is taken by its name alone: a plain yes
    is one to the answer."""

    label: str
    intent: str = ""
    faq_id: str = ""
    flow_id: str = ""
    reply: str = ""
    stop: bool = False
    person: bool = False
    resume: bool = False
    more: str = ""
    beside: bool = False
    to_bot: bool = False

    def to_json(self) -> JsonMap:
        return {
            "label": self.label,
            "intent": self.intent,
            "faq_id": self.faq_id,
            "flow_id": self.flow_id,
            "reply": self.reply,
            "stop": self.stop,
            "person": self.person,
            "resume": self.resume,
            **({"more": self.more} if self.more else {}),
            **({"beside": True} if self.beside else {}),
            **({"to_bot": True} if self.to_bot else {}),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        return cls(
            label=str(data["label"]),
            intent=str(data.get("intent", "")),
            faq_id=str(data.get("faq_id", "")),
            flow_id=str(data.get("flow_id", "")),
            reply=str(data.get("reply", "")),
            stop=bool(data.get("stop")),
            person=bool(data.get("person")),
            resume=bool(data.get("resume")),
            more=as_text(data.get("more")),
            beside=bool(data.get("beside")),
            to_bot=bool(data.get("to_bot")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`messages` are digests of the last message ids; `choices` what the last reply offered;
    `paused` are flows that wait for a digression to end, `unfinished` one that another
    conversation broke off and that was offered here; `sealed_by` is the turn that put its secrets
    away."""

    tenant_id: str
    session_id: str
    user_id: str
    started_at: datetime
    seen_at: datetime | None = None  # the last turn
    turns: int = 0
    run: FlowRun | None = None
    paused: tuple[FlowRun, ...] = ()
    unfinished: FlowRun | None = None
    misses: int = 0
    messages: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    ticket: str | None = None
    is_urgent: bool = False  # the ticket says so
    talks_to: str = ""  # the human agent who holds it, as far as the customer was told
    last_said: tuple[str, ...] = ()
    about: About | None = None
    felt: tuple[Feeling, ...] = ()  # what the customer showed, and was answered
    moods: tuple[str, ...] = ()  # of the last sentences that were read, oldest first
    later: Choice | None = None  # a second wish, offered once the first is done
    kept: tuple[KeptValue, ...] = ()  # answers that outlived their scenarios
    sealed_by: str = ""
    exits: int = 0  # ways out that were offered since the conversation last moved
    half: str = ""  # the sort of number of which the last turn said the beginning
    silences: int = 0  # in a row
    asked_more: bool = False  # the last reply asked whether anything else is needed
    is_told: bool = False  # the last reply was an entry, or a piece of one
    after_person: bool = False  # the last reply came as a person had gone

    def may_know(self, message_id: str) -> bool:
        """False means that it was surely not answered in this session; history knows the rest."""
        return _digest(message_id) in self.messages or self.turns > len(self.messages)

    def remember(self, message_id: str, said: tuple[str, ...], at: datetime) -> Self:
        kept = (*self.messages, _digest(message_id))[-MESSAGES_REMEMBERED:]
        return replace(self, turns=self.turns + 1, messages=kept, last_said=said, seen_at=at)

    def idle_s(self, now: datetime) -> float:
        """How long nothing was said."""
        return (now - (self.seen_at or self.started_at)).total_seconds()

    def to_json(self) -> JsonMap:
        return {
            "v": SCHEMA_VERSION,
            "tenant_id": self.tenant_id,
            "session_id": self.session_id,
            "user_id": self.user_id,
            "started_at": self.started_at.isoformat(),
            "seen_at": self.seen_at.isoformat() if self.seen_at else None,
            "turns": self.turns,
            "run": self.run.to_json() if self.run else None,
            "paused": [run.to_json() for run in self.paused],
            "unfinished": self.unfinished.to_json() if self.unfinished else None,
            "misses": self.misses,
            "messages": list(self.messages),
            "choices": [choice.to_json() for choice in self.choices],
            "ticket": self.ticket,
            "last_said": list(self.last_said),
            "about": self.about.to_json() if self.about else None,
            "felt": list(self.felt),
            "later": self.later.to_json() if self.later else None,
            **({"is_urgent": True} if self.is_urgent else {}),
            **({"talks_to": self.talks_to} if self.talks_to else {}),
            **({"kept": [each.to_json() for each in self.kept]} if self.kept else {}),
            **({"sealed_by": self.sealed_by} if self.sealed_by else {}),
            **({"moods": list(self.moods)} if self.moods else {}),
            **({"exits": self.exits} if self.exits else {}),
            **({"half": self.half} if self.half else {}),
            **({"silences": self.silences} if self.silences else {}),
            **({"asked_more": True} if self.asked_more else {}),
            **({"is_told": True} if self.is_told else {}),
            **({"after_person": True} if self.after_person else {}),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        run, ticket, seen_at = data.get("run"), data.get("ticket"), data.get("seen_at")
        unfinished, about, later = data.get("unfinished"), data.get("about"), data.get("later")
        return cls(
            tenant_id=str(data["tenant_id"]),
            session_id=str(data["session_id"]),
            user_id=str(data["user_id"]),
            started_at=datetime.fromisoformat(str(data["started_at"])),
            seen_at=datetime.fromisoformat(seen_at) if isinstance(seen_at, str) else None,
            turns=as_count(data.get("turns")),
            run=FlowRun.from_json(run) if isinstance(run, Mapping) else None,
            unfinished=FlowRun.from_json(unfinished) if isinstance(unfinished, Mapping) else None,
            paused=tuple(FlowRun.from_json(each) for each in as_maps(data.get("paused"))),
            misses=as_count(data.get("misses")),
            messages=as_texts(data.get("messages")),
            choices=tuple(Choice.from_json(each) for each in as_maps(data.get("choices"))),
            ticket=ticket if isinstance(ticket, str) else None,
            is_urgent=bool(data.get("is_urgent")),
            talks_to=as_text(data.get("talks_to")),
            about=About.from_json(about) if isinstance(about, Mapping) else None,
            later=Choice.from_json(later) if isinstance(later, Mapping) else None,
            felt=tuple(Feeling(each) for each in as_texts(data.get("felt"))),
            moods=as_texts(data.get("moods")),
            last_said=as_texts(data.get("last_said")),
            kept=tuple(KeptValue.from_json(each) for each in as_maps(data.get("kept"))),
            sealed_by=as_text(data.get("sealed_by")),
            exits=as_count(data.get("exits")),
            half=as_text(data.get("half")),
            silences=as_count(data.get("silences")),
            asked_more=bool(data.get("asked_more")),
            is_told=bool(data.get("is_told")),
            after_person=bool(data.get("after_person")),
        )


def _digest(message_id: str) -> str:
    """Short, so that the session stays small; two that are alike only cost a look-up."""
    return blake2b(message_id.encode(), digest_size=_DIGEST_BYTES).hexdigest()
