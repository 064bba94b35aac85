"""From the plain form of an intent to what its acts lead to."""

from collections.abc import Mapping
from typing import Any

from aicc.domain.acts import Act, Target, ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.handoff import EscalationPriority, EscalationReason

Plain = Mapping[str, Any]


def when_from_plain(intent: Plain) -> dict[Act, Target]:
    """By act; a flow, reply or escalation of the intent itself is what doing it leads to. What
    leads to a person leads there as trouble too."""
    written = {Act(act): _target(data) for act, data in intent["when"].items() if data}
    own = _target(intent)
    trouble = own if isinstance(own, ToPerson) else None
    found = {Act.DO: own, Act.TROUBLE: trouble, **written}
    return {act: target for act, target in found.items() if target}


def _target(data: Plain) -> Target | None:
    if data["flow"]:
        return ToFlow(data["flow"])
    if data.get("faq"):
        return ToFaq(data["faq"])
    if data["reply"]:
        return ToReply(data["reply"])
    asks = data["escalate"]
    if not asks:
        return None
    return ToPerson(
        reason=EscalationReason(asks["reason"]),
        priority=EscalationPriority(asks["priority"]),
        queue=asks["queue"],
        say=asks.get("say") or "",
    )
