"""What the bot may offer: the plans of a pack's intents, and which offer was taken."""

from collections.abc import Sequence
from dataclasses import replace

from aicc.conversation.policy import IntentPlan
from aicc.conversation.scenario.answers import choose
from aicc.domain.flow import Option
from aicc.domain.session import Choice
from aicc.korean.answers.guards import Guard, guard
from aicc.packs.pack import Intent, Pack


def chosen(offered: Sequence[Choice], said: str) -> Choice | None:
    """Which of the offered choices was meant; a plain yes takes the only one."""
    if len(offered) == 1:
        return offered[0] if guard(said) is Guard.YES else None
    option = choose(tuple(Option(value=choice.label) for choice in offered), said.strip())
    return next((each for each in offered if option and each.label == option.value), None)


def plans_of(pack: Pack) -> dict[str, IntentPlan]:
    return {intent.name: _plan(pack, intent) for intent in pack.intents.values()}


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
