"""What may be answered, shown under a question: buttons, cards, and on the phone read out."""

from aicc.conversation.decision import BrowseOffers
from aicc.conversation.draft import Draft
from aicc.conversation.scenario.offers import has_more, is_shown, shown_of
from aicc.conversation.scenario.render import quick_replies, say
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.faq import AnswerPart, Card, PartKind
from aicc.domain.flow import Option, Step
from aicc.domain.turn import Channel, QuickReply, Source


def show_answers(draft: Draft, *, aloud: bool = True) -> None:
    """Of the question that waits; `aloud`: the phone reads out what hangs on the conversation."""
    at = draft.running
    if at is None:
        return
    step = at.step
    if not is_shown(step):
        yes_no = draft.sentence(SentenceKey.OFFER_PERSON).quick_replies
        draft.quick_replies = quick_replies(step, yes_no) or draft.quick_replies
        return
    page = [option for option in step.options if option.place]
    if draft.channel is Channel.VOICE and aloud:
        _read_out(draft, page, more=has_more(step))
    more = draft.sentence(SentenceKey.OFFERED_MORE).quick_replies if has_more(step) else ()
    labels = (QuickReply(label=option.value, value=option.value) for option in page)
    draft.quick_replies = (*labels, *more)
    if step.offer and draft.channel is Channel.CHAT:
        cards = tuple(_card(step, option) for option in page)
        draft.rich = (*draft.rich, AnswerPart(kind=PartKind.CARDS, cards=cards))


def browse(draft: Draft, wanted: BrowseOffers) -> None:
    """Another page, or fewer of them; after the last page the first comes again."""
    draft.source = Source.FLOW
    is_round = not wanted.run.shown
    draft.change(run=wanted.run)
    if is_round:
        draft.say(SentenceKey.OFFERED_ALL)
    show_answers(draft)


def _read_out(draft: Draft, page: list[Option], *, more: bool) -> None:
    item = draft.sentence(SentenceKey.OFFERED_ITEM).on(draft.channel)
    said = [
        say(item, {"place": option.place, "choice": option.value}, draft.channel) for option in page
    ]
    draft.say_texts([" ".join(said)])
    if more:
        draft.say(SentenceKey.OFFERED_MORE)


def _card(step: Step, option: Option) -> Card:
    detail = step.offer.detail if step.offer else ""
    text = shown_of(detail, option.fields, Channel.CHAT) if detail else ""
    return Card(title=option.value, text=text)
