"""What a pack lets the bot do, as rules and acts ask for it: the same for every turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from aicc.domain.acts import Act, Target
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.meaning import Thresholds
from aicc.packs.pack import Intent, Pack
from aicc.systems.hours.embedded import EmbeddedHours
from aicc.systems.hours.port import Hours
from aicc.understanding.entry_model import EntryModel

_NO_STRAY = 10  # wordings that hold a word: fewer may be those of a customer who strayed


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentPlan:
    """What the pack lets an intent do; none of the fields leaves it to the FAQ."""

    label: str
    when: Mapping[Act, Target] = field(default_factory=dict)
    flow: str | None = None
    reply: str | None = None
    reason: EscalationReason | None = None
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"

    is_named: bool = False  # the label is a name, not a description of what is asked

    @property
    def does_something(self) -> bool:
        return bool(self.flow or self.reply or self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """`withdraw_words` are what the buttons under a kept request say."""

    pack: Pack
    plans: Mapping[str, IntentPlan]
    thresholds: Thresholds
    entries: EntryModel | None = None  # what was learned of them
    withdraw_words: frozenset[str] = frozenset()
    named: str = ""  # the questions of entries and all keywords, a line each
    worded: str = ""  # and all their wordings
    hours: Hours = field(default_factory=lambda: EmbeddedHours(None))

    def knows(self, name: str) -> bool:
        """Whether the pack speaks of it, which is then never said to be unknown: in a question,
        a keyword, or in more than a stray wording."""
        word = f" {name.lower()}"
        return word in self.named or self.worded.count(word) >= _NO_STRAY

    def started_in(self, flows: FlowLibrary) -> tuple[Flow, ...]:
        """The scenarios that a topic starts, in the order of the pack."""
        names = dict.fromkeys(plan.flow for plan in self.plans.values() if plan.flow)
        return tuple(flow for name in names if (flow := flows.current.get(name)))

    @classmethod
    def of(cls, pack: Pack) -> Self:
        kept = pack.sentence(SentenceKey.TICKET_KEPT)
        return cls(
            pack=pack,
            plans={intent.name: _plan(pack, intent) for intent in pack.intents.values()},
            thresholds=pack.thresholds,
            entries=EntryModel.from_bytes(pack.trained_entries) if pack.trained_entries else None,
            withdraw_words=frozenset(each.value for each in kept.quick_replies),
            named=_lines(_names(pack)),
            worded=_lines(_wordings(pack)),
            hours=EmbeddedHours(pack.hours),
        )


def _lines(texts: Iterator[str]) -> str:
    return "\n".join(f" {each.lower()}" for each in texts)


def _names(pack: Pack) -> Iterator[str]:
    for intent in pack.intents.values():
        yield from intent.keywords
    for entry in pack.searched:
        yield from (entry.question, *entry.keywords)


def _wordings(pack: Pack) -> Iterator[str]:
    for intent in pack.intents.values():
        yield from intent.examples
    for entry in pack.searched:
        yield from entry.variants


def _plan(pack: Pack, intent: Intent) -> IntentPlan:
    flow = pack.flows.get(intent.flow) if intent.flow else None
    plan = IntentPlan(
        label=flow.name if flow else intent.description or intent.name,
        is_named=flow is not None,
        when=intent.when,
        flow=intent.flow,
        reply=intent.reply,
    )
    asks = intent.escalate
    if asks is None:
        return plan
    return replace(plan, reason=asks.reason, priority=asks.priority, queue=asks.queue)
