"""The first words for who is angry, worried or grateful: once a conversation, and no lecture."""

from aicc.conversation.after_hours import is_open
from aicc.conversation.decision import (
    AnswerFaq,
    AskWhich,
    Decision,
    HandOff,
    RefuseAnswer,
    Say,
    StartFlow,
)
from aicc.conversation.draft import Draft
from aicc.conversation.house import House
from aicc.conversation.situation import Situation
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.meaning import Feeling, Signals
from aicc.domain.said import Said
from aicc.domain.session import Choice
from aicc.korean.text.subject import subject_of
from aicc.korean.text.topic_words import topic_words

_MOST_LETTERS = 14  # of a sentence that may be nothing but anger
HEARD = 0.5  # from here on a signal is answered
_FIRST_WORDS = {
    Feeling.ANGER: SentenceKey.EMPATHY,
    Feeling.WORRY: SentenceKey.EMPATHY_WORRY,
    Feeling.THANKS: SentenceKey.EMPATHY_THANKS,
}
_BEFORE = (AnswerFaq, StartFlow, AskWhich, Say, HandOff, RefuseAnswer)


def feeling_of(signals: Signals) -> Feeling | None:
    """The strongest that matters; thanks in anger are none."""
    if signals.anger >= HEARD:
        return Feeling.ANGER
    if signals.worry >= HEARD:
        return Feeling.WORRY
    return Feeling.THANKS if signals.thanks >= HEARD else None


def hear_anger(now: Situation) -> Decision | None:
    """Nothing but anger: an apology, and what it is about is asked."""
    parts, is_first = now.reading.parts, not now.opened.session.misses
    if not parts or now.opened.running or not is_first or now.letters > _MOST_LETTERS:
        return None
    is_angry = now.reading.meaning.signals.anger >= HEARD
    if not is_angry and now.reading.closed is not Closed.GRUMBLE:
        return None
    if _is_of_us(parts[0].said, now.opened.house):
        return None
    return Say(key=SentenceKey.ASK_TROUBLE, is_miss=True)


def _is_of_us(said: Said, house: House) -> bool:
    """Whether it names something that the pack speaks of."""
    keywords = (word for intent in house.pack.intents.values() for word in intent.keywords)
    subject = subject_of(said)
    return bool(topic_words(said.plain, keywords)) or bool(subject and house.knows(subject))


def answer_feeling(draft: Draft, signals: Signals, decision: Decision) -> None:
    """What is shown beside a wish is answered before it; anger that lasts is offered a person."""
    feeling = feeling_of(signals)
    if feeling is None or not isinstance(decision, _BEFORE):
        return
    known = draft.session.felt
    is_miss = isinstance(decision, Say | AskWhich) and decision.is_miss
    is_thanked_twice = feeling is Feeling.THANKS and isinstance(decision, Say | HandOff)
    if feeling not in known and not is_miss and not is_thanked_twice:
        draft.say_first(_FIRST_WORDS[feeling])
    draft.change(felt=tuple(dict.fromkeys((*known, feeling))))
    if feeling is Feeling.ANGER and feeling in known and not isinstance(decision, HandOff):
        _offer_person(draft)


def _offer_person(draft: Draft) -> None:
    """Where nothing else was offered and nobody was called. In a scenario only the way to one is
    told: its question stands, and a yes must answer one thing. Nobody is promised after hours."""
    if draft.session.run:
        if draft.session.ticket is None:
            draft.say(SentenceKey.TRY_A_PERSON)
        return
    if is_open(draft) and not draft.session.choices and draft.session.ticket is None:
        draft.say(SentenceKey.OFFER_PERSON_ANGRY)
        draft.change(choices=(Choice(label=SentenceKey.OFFER_PERSON_ANGRY, person=True),))
