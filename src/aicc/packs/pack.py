"""A bot pack in memory, built from the checked plain form of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aicc.domain.acts import Act, Target, ToFlow, ToPerson, ToReply
from aicc.domain.bot_sentence import BotSentence
from aicc.domain.escalation import EscalationRules
from aicc.domain.face import Face
from aicc.domain.faq import NOT_HERE, FaqEntry
from aicc.domain.flow import Flow, Interrupted
from aicc.domain.meaning import Thresholds
from aicc.domain.opening_hours import HoursByQueue
from aicc.domain.serving import ServedAction
from aicc.errors import PackError
from aicc.packs.actions_from_files import actions_from_plain
from aicc.packs.acts_from_files import when_from_plain
from aicc.packs.catalog.sentences import sentences
from aicc.packs.entity_options import entity_options, with_entities
from aicc.packs.escalation_from_files import rules_from_plain
from aicc.packs.from_files import flow_from_plain, seconds_in
from aicc.packs.hours_from_files import hours_from_plain
from aicc.packs.identity_first import KIT

# The plain form is JSON that `schema.py` has checked; its shape is known, its types are not.
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the topic's acts lead to. Without `Act.DO` in `when` it is left to the FAQ."""

    name: str
    description: str
    examples: tuple[str, ...]
    contrasts: tuple[str, ...]  # look like the topic done, and are not it
    keywords: tuple[str, ...]
    when: Mapping[Act, Target]

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        return cls(
            name=data["name"],
            description=data["description"],
            examples=tuple(data["examples"]),
            contrasts=tuple(data["not"]),
            keywords=tuple(data["keywords"]),
            when=when_from_plain(data),
        )

    @property
    def flow(self) -> str | None:
        does = self.when.get(Act.DO)
        return does.flow_id if isinstance(does, ToFlow) else None

    @property
    def reply(self) -> str | None:
        does = self.when.get(Act.DO)
        return does.key if isinstance(does, ToReply) else None

    @property
    def escalate(self) -> ToPerson | None:
        does = self.when.get(Act.DO)
        return does if isinstance(does, ToPerson) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHereTopic:
    """What the company does not do here, and what is said to who asks for it."""

    name: str
    label: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    reply: BotSentence
    names: tuple[str, ...] = ()  # each says it alone, whatever else the sentence resembles

    @property
    def entry(self) -> FaqEntry:
        """To be found as an entry is."""
        return FaqEntry(
            id=not_here_id(self.name),
            category=NOT_HERE,
            question=self.label,
            variants=self.examples,
            keywords=(*self.keywords, *self.names),
            answer=self.reply.chat,
            voice=self.reply.voice,
            otherwise=self.reply.otherwise,
            tags=(NOT_HERE,),
        )

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        return cls(
            name=data["name"],
            label=data["label"],
            keywords=tuple(data["keywords"]),
            examples=tuple(data["examples"]),
            reply=BotSentence.from_plain(data["reply"]),
            names=tuple(data.get("names", ())),
        )


def not_here_id(name: str) -> str:
    """Of the entry as which such a topic is found."""
    return f"{NOT_HERE}.{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDanger:
    """What the pack changes of the danger that every bot knows, by its kind."""

    add: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]  # kinds, or single patterns
    say: Mapping[str, BotSentence]
    offer: Mapping[str, str] = field(default_factory=dict)  # the scenario that is offered behind it

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        return cls(
            add={kind: tuple(patterns) for kind, patterns in data["add"].items()},
            without=tuple(data["without"]),
            say={kind: BotSentence.from_plain(reply) for kind, reply in data["say"].items()},
            offer=dict(data.get("offer", {})),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions:
    """What a scenario does after what came between."""

    faq: Interrupted = Interrupted.GO_ON
    handoff: Interrupted = Interrupted.GO_ON
    danger: Interrupted = Interrupted.END

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        return cls(**{name: Interrupted(policy) for name, policy in data.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    id: str
    name: str
    locale: str
    scenario_type: str
    thresholds: Thresholds
    idle_s: float  # after so long the running question is asked again, and secrets are forgotten
    resume_s: float  # so long after a conversation was broken off, the next one offers to go on
    queues: Mapping[str, str]
    intents: Mapping[str, Intent]
    out_of_scope: tuple[str, ...]
    not_here: tuple[NotHereTopic, ...]
    danger: PackDanger
    entities: tuple[Plain, ...]
    flows: Mapping[str, Flow]
    plain_flows: Mapping[str, Plain]
    faqs: tuple[FaqEntry, ...]
    synonyms: tuple[tuple[str, ...], ...]
    replies: Mapping[str, BotSentence]
    actions: Mapping[str, ServedAction]
    model: str = ""  # a language model, as AICC_MODEL names one
    callback: str = ""  # the scenario that takes a request to be called back
    interruptions: Interruptions = Interruptions()
    keep: Mapping[str, float] = field(default_factory=dict)  # seconds, in every scenario
    wants_identity: bool = False  # before money is shown, and not a number alone
    escalation: EscalationRules = field(default_factory=EscalationRules)
    face: Face = field(default_factory=Face)
    hours: HoursByQueue | None = None  # None: people are there at any hour
    trained: bytes = b""  # the intent model, where `aicc train` has made one
    trained_entries: bytes = b""  # and the model of what is searched
    compiled_catalogue: Mapping[str, BotSentence] = field(default_factory=dict)  # and put this in

    @property
    def catalogue(self) -> Mapping[str, BotSentence]:
        """Our own sentences in the pack's language."""
        return self.compiled_catalogue or sentences(self.locale)

    def sentence(self, key: str) -> BotSentence:
        """The pack's words for the key, or else the catalogue's."""
        return self.replies.get(key) or self.catalogue[key]

    @property
    def shows_money(self) -> bool:
        """Some scenario tells what only the customer may know."""
        return any(flow.identified_by for flow in self.flows.values())

    @property
    def searched(self) -> tuple[FaqEntry, ...]:
        """What a search looks through: the entries, and what is not done here."""
        return (*self.faqs, *(topic.entry for topic in self.not_here))

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        about, faqs = data["pack"], data["faqs"]
        # of two flows with the same id the pack's own counts
        flows = {flow["id"]: flow for flow in (*data["kits"], *data["flows"])}
        known = entity_options(data["entities"]["entities"])
        intents = [Intent.from_plain(intent) for intent in data["intents"]["intents"]]
        return cls(
            id=about["id"],
            name=about["name"],
            locale=about["locale"],
            scenario_type=about["scenario_type"],
            thresholds=Thresholds(**about["thresholds"]),
            idle_s=60.0 * about["idle_minutes"],
            resume_s=60.0 * about["resume_minutes"],
            queues=about["queues"],
            callback=about["callback"] or "",
            model=about.get("model", ""),
            keep={name: seconds_in(time) for name, time in about["keep"].items()},
            wants_identity=_wants_identity(about, flows),
            escalation=rules_from_plain(about.get("escalation") or {}),
            face=Face.from_plain(about.get("face") or {}),
            hours=hours_from_plain(about["hours"]) if about.get("hours") else None,
            interruptions=Interruptions.from_plain(about["interruptions"]),
            intents={intent.name: intent for intent in intents},
            out_of_scope=tuple(data["intents"]["out_of_scope"]),
            not_here=tuple(NotHereTopic.from_plain(each) for each in data["not_here"]["topics"]),
            danger=PackDanger.from_plain(about["danger"]),
            entities=tuple(data["entities"]["entities"]),
            flows={
                flow_id: with_entities(flow_from_plain(flow_id, flow), known)
                for flow_id, flow in flows.items()
            },
            plain_flows=flows,
            faqs=tuple(FaqEntry.from_plain(faq) for faq in faqs["faqs"]),
            synonyms=tuple(tuple(words) for words in faqs["synonyms"]),
            replies={
                key: BotSentence.from_plain(reply)
                for key, reply in data["replies"]["replies"].items()
            },
            actions=actions_from_plain(data["actions"]),
        )


def _wants_identity(about: Plain, flows: Mapping[str, Plain]) -> bool:
    if about.get("identity") != "required":
        return False
    if KIT not in flows:
        raise PackError(f"pack {about['id']}: identity: required needs kits: [{KIT}]")
    return True
