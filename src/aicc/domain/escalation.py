"""Whether a person is needed: named signals, each with its weight, against one threshold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.json import JsonMap


class SignalName(StrEnum):
    """In the order in which they give the reason where two weigh the same."""

    URGENT = "urgent"  # words that cannot wait
    VIP = "vip"
    CHECK = "check"  # the company's own
    HIGH_RISK = "high_risk"  # fraud, a complaint to an authority, cancelling a contract
    ASKED_FOR = "asked_for"
    MISSES = "misses"  # nothing was understood, several times
    SAME_STEP = "same_step"  # the same question again and again
    ANGER = "anger"
    TREND = "trend"  # the last turns were in a bad mood
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """What a signal of full strength weighs, and what it says of the request."""

    weight: float
    reason: EscalationReason
    priority: EscalationPriority = EscalationPriority.NORMAL


# Weights were tuned on the first half of tests/understanding/data/escalation_first.yaml.
DEFAULT_RULES: Mapping[SignalName, SignalRule] = {
    SignalName.URGENT: SignalRule(
        weight=1.0, reason=EscalationReason.EMERGENCY, priority=EscalationPriority.URGENT
    ),
    SignalName.VIP: SignalRule(
        weight=1.0, reason=EscalationReason.VIP, priority=EscalationPriority.HIGH
    ),
    SignalName.CHECK: SignalRule(weight=1.0, reason=EscalationReason.COMPLEX_INQUIRY),
    SignalName.HIGH_RISK: SignalRule(
        weight=1.0, reason=EscalationReason.HIGH_RISK, priority=EscalationPriority.HIGH
    ),
    SignalName.ASKED_FOR: SignalRule(weight=1.0, reason=EscalationReason.USER_REQUEST),
    SignalName.MISSES: SignalRule(weight=1.0, reason=EscalationReason.REPEATED_MISS),
    SignalName.SAME_STEP: SignalRule(weight=1.0, reason=EscalationReason.REPEATED_MISS),
    SignalName.ANGER: SignalRule(
        weight=1.15, reason=EscalationReason.NEGATIVE_SENTIMENT, priority=EscalationPriority.HIGH
    ),
    SignalName.TREND: SignalRule(weight=0.5, reason=EscalationReason.NEGATIVE_SENTIMENT),
    SignalName.MONEY: SignalRule(
        weight=0.7, reason=EscalationReason.COMPLEX_INQUIRY, priority=EscalationPriority.HIGH
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRules:
    """`misses` and `same_step` in a row are the full signal; `money_won` 0: no sum is large."""

    threshold: float = 1.0
    signals: Mapping[SignalName, SignalRule] = field(default_factory=lambda: DEFAULT_RULES)
    misses: int = 3
    same_step: int = 3
    money_won: int = 10_000_000
    tiers: frozenset[str] = frozenset({"vip", "vvip", "platinum"})
    high_risk: tuple[str, ...] = ()  # the pack's words beside those that every bot knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """`value` from 0 to 1; `of` says what it was read from. A check has reason and priority of
    its own."""

    name: SignalName
    value: float
    of: str = ""
    reason: EscalationReason | None = None
    priority: EscalationPriority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedSignal:
    """What a signal adds: its value times its weight."""

    signal: Signal
    weight: float
    reason: EscalationReason
    priority: EscalationPriority

    @property
    def adds(self) -> float:
        return self.signal.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationVerdict:
    """`signals` are those that were there, heaviest first: they explain the sum."""

    needed: bool = False
    reason: EscalationReason = EscalationReason.USER_REQUEST
    priority: EscalationPriority = EscalationPriority.NORMAL
    total: float = 0.0
    threshold: float = 1.0
    signals: tuple[WeighedSignal, ...] = ()

    def to_json(self) -> JsonMap:
        return {
            "needed": self.needed,
            "reason": str(self.reason),
            "priority": str(self.priority),
            "sum": round(self.total, 3),
            "threshold": self.threshold,
            "signals": [
                {
                    "signal": str(each.signal.name),
                    "value": round(each.signal.value, 3),
                    "weight": each.weight,
                    "adds": round(each.adds, 3),
                    "of": each.signal.of,
                }
                for each in self.signals
            ],
        }


NOTHING_HEARD = EscalationVerdict()
_ORDER = list(SignalName)
_RISING = list(EscalationPriority)  # as they are written: low to urgent
_NEARLY = 1e-9  # a sum of thirds is not exact


def weigh(signals: Iterable[Signal], rules: EscalationRules) -> EscalationVerdict:
    """The heaviest signal gives the reason; of those that add at least half of the threshold the
    highest priority counts."""
    there = [_weighed(each, rules) for each in signals if each.value > 0]
    there = [each for each in there if each.adds > 0]
    if not there:
        return EscalationVerdict(threshold=rules.threshold)
    there.sort(key=lambda each: (-round(each.adds, 6), _ORDER.index(each.signal.name)))
    total, best = sum(each.adds for each in there), there[0]
    if total < rules.threshold - _NEARLY:
        return EscalationVerdict(total=total, threshold=rules.threshold, signals=tuple(there))
    heavy = [each for each in there if each.adds >= rules.threshold / 2] or [best]
    return EscalationVerdict(
        needed=True,
        reason=best.reason,
        priority=max((each.priority for each in heavy), key=_RISING.index),
        total=total,
        threshold=rules.threshold,
        signals=tuple(there),
    )


def _weighed(signal: Signal, rules: EscalationRules) -> WeighedSignal:
    rule = rules.signals[signal.name]
    return WeighedSignal(
        signal=signal,
        weight=rule.weight,
        reason=signal.reason or rule.reason,
        priority=signal.priority or rule.priority,
    )
