"""Signals against their threshold: the sum, the reason, the priority and the explanation."""

from dataclasses import replace

from aicc.domain.escalation import (
    DEFAULT_RULES,
    EscalationRules,
    Signal,
    SignalName,
    weigh,
)
from aicc.domain.handoff import EscalationPriority, EscalationReason

RULES = EscalationRules()


def heard(name: SignalName, value: float = 1.0) -> Signal:
    return Signal(name=name, value=value)


def test_without_signals_nobody_is_needed() -> None:
    verdict = weigh([heard(SignalName.ANGER, 0.0)], RULES)

    assert not verdict.needed
    assert verdict.signals == ()


def test_weak_signals_add_up() -> None:
    alone = weigh([heard(SignalName.TREND)], RULES)
    together = weigh([heard(SignalName.TREND), heard(SignalName.MONEY)], RULES)

    assert not alone.needed
    assert together.needed
    assert together.reason is EscalationReason.COMPLEX_INQUIRY  # money weighs more
    assert together.total == 1.2


def test_the_heaviest_gives_the_reason_and_the_highest_priority_counts() -> None:
    asked, risk = heard(SignalName.ASKED_FOR), heard(SignalName.HIGH_RISK, 0.5)

    verdict = weigh([risk, asked], RULES)

    assert verdict.reason is EscalationReason.USER_REQUEST
    assert verdict.priority is EscalationPriority.HIGH


def test_what_adds_little_does_not_raise_the_priority() -> None:
    verdict = weigh([heard(SignalName.ASKED_FOR), heard(SignalName.URGENT, 0.2)], RULES)

    assert verdict.priority is EscalationPriority.NORMAL


def test_of_two_that_weigh_the_same_the_more_urgent_gives_the_reason() -> None:
    verdict = weigh([heard(SignalName.VIP), heard(SignalName.URGENT)], RULES)

    assert verdict.reason is EscalationReason.EMERGENCY
    assert verdict.priority is EscalationPriority.URGENT


def test_a_check_has_reason_and_priority_of_its_own() -> None:
    own = Signal(
        name=SignalName.CHECK,
        value=1.0,
        of="large_amount",
        reason=EscalationReason.TECHNICAL_ERROR,
        priority=EscalationPriority.LOW,
    )

    verdict = weigh([own], RULES)

    assert (verdict.reason, verdict.priority) == (
        EscalationReason.TECHNICAL_ERROR,
        EscalationPriority.LOW,
    )


def test_a_signal_without_weight_is_not_heard() -> None:
    quiet = {
        **DEFAULT_RULES,
        SignalName.VIP: replace(DEFAULT_RULES[SignalName.VIP], weight=0.0),
    }

    assert not weigh([heard(SignalName.VIP)], EscalationRules(signals=quiet)).needed


def test_the_explanation_holds_every_signal_with_what_it_adds() -> None:
    told = weigh([heard(SignalName.TREND), heard(SignalName.ANGER, 0.8)], RULES).to_json()

    assert told["sum"] == 1.42
    assert told["threshold"] == 1.0
    assert told["signals"] == [
        {"signal": "anger", "value": 0.8, "weight": 1.15, "adds": 0.92, "of": ""},
        {"signal": "trend", "value": 1.0, "weight": 0.5, "adds": 0.5, "of": ""},
    ]
