"""A bot pack in memory, built from the checked plain form of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aicc.domain.faq import FaqEntry
from aicc.domain.flow import Flow
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.meaning import Thresholds
from aicc.domain.sentence import Sentence
from aicc.domain.serving import ServedAction
from aicc.packs.actions_from_files import actions_from_plain
from aicc.packs.catalog.sentences import sentences
from aicc.packs.from_files import flow_from_plain

# The plain form is JSON that `schema.py` has checked; its shape is known, its types are not.
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    reason: EscalationReason
    priority: EscalationPriority
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the intent does: start a flow, say a reply, ask for a person, or leave it to the FAQ."""

    name: str
    description: str
    examples: tuple[str, ...]
    keywords: tuple[str, ...]
    flow: str | None
    reply: str | None
    escalate: Escalation | None

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        escalate = data["escalate"]
        return cls(
            name=data["name"],
            description=data["description"],
            examples=tuple(data["examples"]),
            keywords=tuple(data["keywords"]),
            flow=data["flow"],
            reply=data["reply"],
            escalate=Escalation(
                reason=EscalationReason(escalate["reason"]),
                priority=EscalationPriority(escalate["priority"]),
                queue=escalate["queue"],
            )
            if escalate
            else None,
        )


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
    entities: tuple[Plain, ...]
    flows: Mapping[str, Flow]
    plain_flows: Mapping[str, Plain]
    faqs: tuple[FaqEntry, ...]
    synonyms: tuple[tuple[str, ...], ...]
    replies: Mapping[str, Sentence]
    actions: Mapping[str, ServedAction]
    trained: bytes = b""  # the intent model, where `aicc train` has made one
    compiled_catalogue: Mapping[str, Sentence] = field(default_factory=dict)  # and put this in

    @property
    def catalogue(self) -> Mapping[str, Sentence]:
        """Our own sentences in the pack's language."""
        return self.compiled_catalogue or sentences(self.locale)

    def sentence(self, key: str) -> Sentence:
        """The pack's words for the key, or else the catalogue's."""
        return self.replies.get(key) or self.catalogue[key]

    @classmethod
    def from_plain(cls, data: Plain) -> Self:
        about, faqs = data["pack"], data["faqs"]
        # of two flows with the same id the pack's own counts
        flows = {flow["id"]: flow for flow in (*data["kits"], *data["flows"])}
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
            intents={intent.name: intent for intent in intents},
            out_of_scope=tuple(data["intents"]["out_of_scope"]),
            entities=tuple(data["entities"]["entities"]),
            flows={flow_id: flow_from_plain(flow_id, flow) for flow_id, flow in flows.items()},
            plain_flows=flows,
            faqs=tuple(FaqEntry.from_plain(faq) for faq in faqs["faqs"]),
            synonyms=tuple(tuple(words) for words in faqs["synonyms"]),
            replies={
                key: Sentence.from_plain(reply) for key, reply in data["replies"]["replies"].items()
            },
            actions=actions_from_plain(data["actions"]),
        )
