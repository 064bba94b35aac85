"""What was said last once more: asked for, or because it answers what is asked now."""

from aicc.conversation.decision import Decision, Repeat
from aicc.conversation.scenario.done import asks_of_ended
from aicc.conversation.situation import Situation
from aicc.korean.answers.guards import Guard


def repeat(now: Situation) -> Decision | None:
    return Repeat() if now.reading.guard is Guard.REPEAT or _asks_of_ended(now) else None


def _asks_of_ended(now: Situation) -> bool:
    """Is it done?, right after the end of a scenario, whose last sentences say so."""
    session = now.opened.session
    about = session.about if session.asked_more and session.run is None else None
    flow = now.opened.flows.current.get(about.flow_id) if about else None
    is_last = about is not None and about.turn == session.turns - 1
    return is_last and flow is not None and asks_of_ended(flow, now.reading.said)
