"""Numbers that nothing asked for: whose they are, or what they are for."""

from aicc.conversation.decision import AskWhich, Decision, Say, StartFlow
from aicc.conversation.keypad import is_bare_number
from aicc.conversation.offering import CHOICES_OFFERED
from aicc.conversation.scenario.allowed import takes_number
from aicc.conversation.situation import Situation
from aicc.domain.acts import ToFlow
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.session import Choice

NEAR_ENOUGH = 0.35  # a chance that alone would only be offered; the number that fits speaks for it


def take_number(now: Situation) -> Decision | None:
    """A number that nothing asked for belongs to what the conversation is about, or is asked."""
    number = now.reading.number
    if not number or now.opened.running:
        return None
    started = now.opened.house.started_in(now.opened.flows)
    flows = [flow for flow in started if takes_number(flow, number)]
    about = now.opened.session.about
    wanted = {choice.flow_id for choice in now.opened.session.choices if choice.flow_id}
    if about and about.lasts(now.opened.session.turns):
        wanted |= {about.flow_id} if about.flow_id else set()
        plan = now.opened.house.plans.get(about.intent)
        wanted |= {plan.flow} if plan and plan.flow else set()
    wanted = wanted or _meant_here(now)
    fitting = [flow for flow in flows if flow.id in wanted]
    if len(fitting) == 1:
        return StartFlow(flow_id=fitting[0].id, number=number)
    choices = tuple(Choice(label=flow.name, flow_id=flow.id) for flow in fitting or flows)
    if not choices:
        return None
    return AskWhich(
        choices=choices[:CHOICES_OFFERED], key=SentenceKey.ASK_WITH_NUMBER, number=number
    )


def _meant_here(now: Situation) -> set[str]:
    """The scenario that the sentence itself comes nearest to, number and all."""
    best = now.candidates[0] if now.candidates else None
    if best is None or not isinstance(best.target, ToFlow) or best.chance < NEAR_ENOUGH:
        return set()
    return {best.target.flow_id}


def ask_of_number(now: Situation) -> Decision | None:
    """Digits alone are no question: nothing is looked up with them, on any channel. It is asked
    once what they are for."""
    if now.opened.running or now.opened.session.misses or not is_bare_number(now.reading.said):
        return None
    return Say(key=SentenceKey.BARE_NUMBER, is_miss=True)
