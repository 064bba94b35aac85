"""What a pack lets the bot do, as rules and acts ask for it: the same for every turn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.meaning import Thresholds
from aicc.domain.sentence import Key
from aicc.packs.pack import Intent, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentPlan:
    """What the pack lets an intent do; none of the fields leaves it to the FAQ."""

    label: str
    flow: str | None = None
    reply: str | None = None
    reason: EscalationReason | None = None
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"

    @property
    def does_something(self) -> bool:
        return bool(self.flow or self.reply or self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """`withdraw_words` are what the buttons under a kept request say."""

    pack: Pack
    plans: Mapping[str, IntentPlan]
    thresholds: Thresholds
    withdraw_words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pack: Pack) -> Self:
        kept = pack.sentence(Key.TICKET_KEPT)
        return cls(
            pack=pack,
            plans={intent.name: _plan(pack, intent) for intent in pack.intents.values()},
            thresholds=pack.thresholds,
            withdraw_words=frozenset(each.value for each in kept.quick_replies),
        )


def _plan(pack: Pack, intent: Intent) -> IntentPlan:
    flow = pack.flows.get(intent.flow) if intent.flow else None
    plan = IntentPlan(
        label=flow.name if flow else intent.description or intent.name,
        flow=intent.flow,
        reply=intent.reply,
    )
    asks = intent.escalate
    if asks is None:
        return plan
    return replace(plan, reason=asks.reason, priority=asks.priority, queue=asks.queue)
