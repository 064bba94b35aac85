"""What becomes of a scenario when something comes between, as the pack says."""

from aicc.conversation.draft import Draft
from aicc.conversation.opening import Running
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import Interrupted
from aicc.domain.session import Choice


def set_aside(draft: Draft, at: Running, policy: Interrupted) -> None:
    """It does not go on by itself: the customer is asked whether it shall, or it is over."""
    draft.change(run=None)
    if policy is Interrupted.WAIT:
        draft.say(SentenceKey.OFFER_RESUME, flow=at.flow.name)
        resume = Choice(label=SentenceKey.OFFER_RESUME, resume=True)
        draft.change(unfinished=at.run, choices=(resume,))
    else:
        draft.say(SentenceKey.LEFT_OFF, flow=at.flow.name)
        draft.change(paused=(), later=None)
        draft.ended = True
