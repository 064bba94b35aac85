"""A person was asked for and has not come yet: the request is taken back, or asked after."""

from aicc.conversation.decision import Decision, Say, Withdraw
from aicc.conversation.situation import Situation
from aicc.domain.acts import Act
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.handoff import EscalationReason
from aicc.domain.wish import Wish
from aicc.korean.answers.guards import Guard


def withdraw_request(now: Situation) -> Decision | None:
    ticket, said = now.opened.session.ticket, now.reading.said.raw.strip()
    is_alone = now.opened.running is None and not now.opened.desk.has_left
    idle = is_alone and now.reading.guard is Guard.CANCEL
    unasked = Wish.NO_PERSON in now.reading.wishes and "?" not in said
    if ticket and (idle or unasked or said in now.opened.house.withdraw_words or _undone(now)):
        return Withdraw(ticket=ticket)
    return None


def _undone(now: Situation) -> bool:
    """A person is surely not wanted any more: else it would be said and not be done."""
    sure = now.sure
    plan = now.opened.house.plans.get(sure.intent) if sure else None
    asks_person = plan is not None and plan.reason is EscalationReason.USER_REQUEST
    return asks_person and sure is not None and sure.act in {Act.UNDO, Act.UNWANTED}


def tell_of_request(now: Situation) -> Decision | None:
    """When will they call?, of the person who was asked for."""
    asks = Wish.WHEN_CALLED in now.reading.wishes and not now.opened.running
    return Say(key=SentenceKey.TICKET_WAITS) if now.opened.session.ticket and asks else None
