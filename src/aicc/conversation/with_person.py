"""While a person talks with the customer the bot is silent; and what the customer hears of them."""

from aicc.conversation.decision import Decision, FollowDesk, PassOn, Withdraw
from aicc.conversation.desk_side import DeskNews
from aicc.conversation.draft import Draft
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.yes_no import YES
from aicc.conversation.situation import Situation
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.flow import InputType
from aicc.domain.session import Choice
from aicc.domain.wish import Wish
from aicc.korean.answers.guards import Guard

UNREAD_S = 2.0  # nobody reads that the person has gone, and answers the bot, so soon


def follow_desk(now: Situation) -> Decision | None:
    return FollowDesk() if now.opened.desk.follows else None


def talk_with_person(now: Situation) -> Decision | None:
    """All that is said reaches the person, except the button's own words for leaving them. A plain
    yes may answer what the person asks."""
    ticket = now.opened.desk.ticket
    if ticket is None or ticket.held_by is None or not now.opened.incoming.is_live:
        return None
    said, offered = now.reading.said.raw.strip(), now.opened.session.choices
    if any(each.to_bot and (said == each.label or _wants_bot(now)) for each in offered):
        return Withdraw(ticket=ticket.number)
    return PassOn(ticket=ticket.number, may_leave=_may_leave(now))


def _wants_bot(now: Situation) -> bool:
    return not now.reading.wishes.isdisjoint({Wish.BOT, Wish.NO_PERSON})


def _may_leave(now: Situation) -> bool:
    """To cancel may mean an order as well: the person gets the sentence all the same."""
    reading = now.reading
    is_button = reading.said.raw.strip() in now.opened.house.withdraw_words
    return _wants_bot(now) or is_button or reading.guard is Guard.CANCEL


def may_be_to_person(now: Situation) -> bool:
    """Said to a person who had gone by then. In the turn after the bot has told so and asked its
    question, only a yes with thanks or the like is, and one that came too soon."""
    if now.opened.desk.has_left:
        return True
    session, running, answer = now.opened.session, now.opened.running, now.reading.answer
    if not (session.after_person and running and isinstance(answer, Read)):
        return False
    if running.step.input_type is not InputType.CONFIRM or answer.branch != YES:
        return False
    is_early = session.seen_at is not None and session.idle_s(now.opened.now) < UNREAD_S
    is_plain = answer.by_verb or now.reading.closed is Closed.YES
    return is_early or not is_plain


def tell_news(draft: Draft) -> None:
    """First of all in a turn: who is there now, or is not any more."""
    desk = draft.opened.desk
    match desk.news:
        case DeskNews.CONNECTED if desk.holder and desk.holder.name:
            draft.say(SentenceKey.PERSON_CONNECTED, person=desk.holder.name)
        case DeskNews.CONNECTED:
            draft.say(SentenceKey.PERSON_CONNECTED_UNNAMED)
        case DeskNews.GIVEN_BACK:
            draft.say(SentenceKey.PERSON_GAVE_BACK)
        case DeskNews.CLOSED:
            draft.say(SentenceKey.PERSON_CLOSED)
        case DeskNews.DONE if desk.ticket:
            draft.say(SentenceKey.TICKET_DONE, ticket=desk.ticket.number)


def say_what_next(draft: Draft) -> None:
    """Where no scenario goes on after the person has ended the talk."""
    if draft.opened.desk.news is DeskNews.CLOSED and draft.running is None:
        draft.say(SentenceKey.ANYTHING_ELSE)
        draft.change(asked_more=True)


def ask_to_leave_person(draft: Draft) -> None:
    draft.say(SentenceKey.ASK_BACK_TO_BOT)
    label = draft.sentence(SentenceKey.ASK_BACK_TO_BOT).quick_replies
    name = label[0].value if label else SentenceKey.ASK_BACK_TO_BOT
    draft.change(choices=(Choice(label=name, to_bot=True),))
