"""Somebody is in danger: what to do at once, and which person is to come."""

from aicc.conversation.decision import HandOff
from aicc.conversation.draft import Draft
from aicc.conversation.naming import urgent_queue
from aicc.conversation.scenario.render import say
from aicc.domain.bot_sentence import danger_key
from aicc.domain.danger import Danger
from aicc.domain.handoff import EscalationPriority, EscalationReason


def warn(draft: Draft, danger: Danger) -> HandOff:
    """A scenario does not go on by itself; the person is asked for by the caller."""
    own = draft.opened.house.pack.danger.say.get(danger.kind)
    if own:
        draft.say_texts([say(own.on(draft.channel), {}, draft.channel)])
    else:
        draft.say(danger_key(danger.kind))
    draft.ended = draft.session.run is not None
    draft.change(run=None, paused=(), later=None, about=None)
    return HandOff(
        reason=EscalationReason.EMERGENCY,
        priority=EscalationPriority.URGENT,
        queue=urgent_queue(draft),
    )
