"""From the plain `escalation:` of pack.yaml to rules; what is left out is as shipped."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aicc.domain.escalation import DEFAULT_RULES, EscalationRules
from aicc.domain.handoff import EscalationPriority

Plain = Mapping[str, Any]


def rules_from_plain(data: Plain) -> EscalationRules:
    """A compiled pack of an earlier release has none."""
    known = EscalationRules()
    weights, priorities = data.get("weights") or {}, data.get("priorities") or {}
    return EscalationRules(
        threshold=float(data.get("threshold", known.threshold)),
        signals={
            name: replace(
                rule,
                weight=float(weights.get(name, rule.weight)),
                priority=EscalationPriority(priorities.get(name, rule.priority)),
            )
            for name, rule in DEFAULT_RULES.items()
        },
        misses=data.get("misses", known.misses),
        same_step=data.get("same_step", known.same_step),
        money_won=data.get("money_won", known.money_won),
        tiers=frozenset(each.lower() for each in data.get("tiers", known.tiers)),
        high_risk=tuple(data.get("high_risk") or ()),
    )
