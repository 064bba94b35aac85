"""What is asked beside the questions of scenarios: which, whether to go on, a person."""

from aicc.conversation.decision import AnswerFaq, AskWhich, OfferResume
from aicc.conversation.draft import Draft, as_choices
from aicc.conversation.naming import topic_called
from aicc.conversation.opening import Running
from aicc.conversation.reading import Reading
from aicc.conversation.scenario.allowed import does_something
from aicc.conversation.scenario.answers import Refusal
from aicc.conversation.scenario.offers import is_shown
from aicc.conversation.scenario.yes_no import YES
from aicc.conversation.standstill import TAKES_KEYS
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.session import Choice
from aicc.domain.turn import QuickReply, Source


def offer_resume(draft: Draft, offer: OfferResume) -> None:
    draft.source = Source.CHOICE
    flow = draft.opened.flows.flow_of(offer.run)
    draft.say(SentenceKey.OFFER_RESUME, flow=flow.name if flow else "")
    draft.change(choices=(offer.choice,), unfinished=offer.run)


def ask_which(draft: Draft, wanted: AskWhich) -> None:
    draft.source = Source.CHOICE
    labels = [choice.label for choice in wanted.choices]
    draft.change(choices=wanted.choices)
    topic, key = topic_called(draft, wanted.intent), wanted.key
    if key == SentenceKey.ASK_TOPIC and not topic:
        key = SentenceKey.WHICH_ONE
    values = {
        **as_choices(labels),
        "topic": topic,
        "number": wanted.number,
        "subject": wanted.subject,
    }
    draft.say(key, **values)
    draft.quick_replies = tuple(QuickReply(label=each, value=each) for each in labels)


def offer_beside(draft: Draft, wanted: AnswerFaq) -> None:
    """Behind an answer: a second wish, or what else may have been meant. Not where the rest of a
    long answer is offered already."""
    if draft.session.choices:
        return
    if wanted.later:
        offer_second(draft, wanted.later)
    elif wanted.others is not None:
        labels = [choice.label for choice in wanted.others]
        key = SentenceKey.OR_ONE_OF_THESE if labels else SentenceKey.OR_OTHERWISE
        draft.say(key, **as_choices(labels))
        draft.change(choices=wanted.others)
        draft.quick_replies = tuple(QuickReply(label=each, value=each) for each in labels)


def offer_against(draft: Draft, danger: str) -> None:
    """What the company itself can do at once against a danger, a card blocked for one."""
    house = draft.opened.house
    flow = draft.opened.flows.current.get(house.pack.danger.offer.get(danger, ""))
    if flow:
        draft.say(SentenceKey.LATER_OFFERED, wish=flow.name)
        draft.change(choices=(Choice(label=flow.name, flow_id=flow.id),))


def offer_person(draft: Draft, key: str, subject: str = "") -> None:
    draft.say(key, subject=subject)
    draft.change(choices=(Choice(label=key, person=True),))
    if not subject:  # who named one may well be understood with the next sentence
        draft.change(misses=0)


def say_refusal(draft: Draft, reading: Reading, at: Running, own: str) -> bool:
    """Why the answer cannot be taken; false where there was none, and the question comes again."""
    silent, answer = reading.said.is_silent, reading.answer
    if own:
        draft.say_texts([own])
    elif is_shown(at.step) and not silent:
        draft.say(SentenceKey.REFUSED_OFFERED)
    elif isinstance(answer, Refusal) and not silent:
        draft.say(answer.key, **as_choices(option.value for option in at.step.options))
        # who wanted something changed, and was not heard, is to know what a yes would do
        return not does_something(at.flow, at.step, YES)
    else:
        draft.say(SentenceKey.SILENT_STEP)
        return False
    return True


def tell_of_other_ways(draft: Draft, at: Running) -> None:
    """Who tries in vain may press keys, where those say it, or ask for a person."""
    if at.step.input_type in TAKES_KEYS:
        draft.say(SentenceKey.USE_KEYS)
    draft.say(SentenceKey.TRY_A_PERSON)


def offer_callback(draft: Draft, flow_id: str) -> None:
    """In the place of the scenario that led nowhere."""
    draft.source = Source.FALLBACK
    draft.say(SentenceKey.OFFER_CALLBACK)
    offered = Choice(label=SentenceKey.OFFER_CALLBACK, flow_id=flow_id, stop=True)
    draft.change(choices=(offered,), misses=0)


def offer_second(draft: Draft, later: Choice) -> None:
    """At once, unless the question of a scenario stands: then once that is over."""
    if draft.session.run:
        return draft.change(later=later)
    draft.say(SentenceKey.LATER_OFFERED, wish=later.label)
    return draft.change(choices=(later,))


def offer_later(draft: Draft) -> None:
    later = draft.session.later
    if later:
        draft.say(SentenceKey.LATER_OFFERED, wish=later.label)
        draft.change(choices=(later,), later=None)


def give_up(draft: Draft) -> None:
    """The pack's own definition failed: nothing of it is said, and a person is offered."""
    draft.parts.clear()
    draft.rich, draft.quick_replies = (), ()
    draft.change(run=None, paused=())
    draft.ended = True
    offer_person(draft, SentenceKey.STEP_MISSING)
