"""An entry that is likely what is wanted, and not sure: said, with what else may have been meant.

A list of titles makes everybody choose, and most would have chosen the first. An answer harms
nobody; a scenario is not begun by a guess.
"""

from dataclasses import replace

from aicc.conversation.decision import AnswerFaq, Decision
from aicc.conversation.elsewhere import is_elsewhere
from aicc.conversation.offering import CHOICES_OFFERED, WORTH_A_BUTTON, choice_of, topic_of
from aicc.conversation.situation import Situation
from aicc.domain.acts import ToFaq


def say_what_is_likely(now: Situation) -> Decision | None:
    best = None if is_elsewhere(now) else next(iter(now.near), None)
    if best is None or not isinstance(best.target, ToFaq) or not choice_of(now, best).label:
        return None
    rest = [choice_of(now, each) for each in now.candidates if each.chance >= WORTH_A_BUTTON]
    others = {each.label: replace(each, beside=True) for each in rest if each.label}
    others.pop(choice_of(now, best).label)
    return AnswerFaq(
        faq_id=best.target.faq_id,
        intent=topic_of(now, best),
        others=tuple(others.values())[: CHOICES_OFFERED - 1],
    )
