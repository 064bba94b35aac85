"""Cancel it, said without a thing: what was just talked of is meant, and not the talk.

After "where is my order" it is the order. What would be begun by it is offered, never begun.
"""

from aicc.conversation.candidates import SURE_ALONE, Candidate
from aicc.conversation.decision import Decision
from aicc.conversation.offering import act_on, offer
from aicc.conversation.opening import Running
from aicc.conversation.situation import Situation
from aicc.domain.acts import Act, ToFaq, ToFlow
from aicc.domain.bot_sentence import SentenceKey
from aicc.korean.answers.guards import Guard
from aicc.korean.text.ellipsis import asks_for_it


def cancel_what_was_spoken_of(now: Situation) -> Decision | None:
    """In a scenario, whose own end is meant as a rule, only where it looks something up and is
    asked for as a favour."""
    if now.reading.guard is not Guard.CANCEL or not now.reading.parts:
        return None
    running, best = now.opened.running, next(iter(now.near), None)
    if best is None:
        return None
    if running and not (_looks_up(now, running) and asks_for_it(now.reading.said)):
        return None
    if isinstance(best.target, ToFaq) and _is_plain(now, best, SURE_ALONE if running else 0.0):
        return act_on(now, best)
    if running:
        return None
    undone = tuple(each for each in now.near if each.act is Act.UNDO or each.hit)
    return offer(now, undone, SentenceKey.ASK_UNDO) if undone else None


def _is_plain(now: Situation, best: Candidate, least: float) -> bool:
    return best.chance >= max(least, now.threshold(best.target))


def _looks_up(now: Situation, running: Running) -> bool:
    led = (plan.when.get(Act.STATUS) for plan in now.opened.house.plans.values())
    return ToFlow(running.flow.id) in led and not running.run.answer_count
