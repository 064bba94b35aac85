"""What a turn calls things: a topic, an answer on this channel, the queue for danger."""

from aicc.conversation.draft import Draft
from aicc.domain.faq import FaqEntry
from aicc.domain.turn import Channel
from aicc.korean.text.subject import name_of
from aicc.korean.text.topic_words import topic_words

_URGENT_QUEUES = ("fraud", "emergency")


def topic_called(draft: Draft, intent: str) -> str:
    """As the customer called it, or else as the pack does; empty where it has no name."""
    house = draft.opened.house
    known = house.pack.intents.get(intent)
    words = topic_words(draft.opened.said.plain, known.keywords) if known else ()
    if words:
        return words[0]
    name, plan = name_of(draft.opened.said), house.plans.get(intent)
    if name and house.knows(name):
        return name
    return plan.label if plan and plan.is_named else ""


def answer_on(entry: FaqEntry, channel: Channel) -> str:
    return entry.voice if channel is Channel.VOICE and entry.voice else entry.answer


def urgent_queue(draft: Draft) -> str:
    """The pack's own queue for fraud and danger, where it has one."""
    queues = draft.opened.house.pack.queues
    return next((name for name in _URGENT_QUEUES if name in queues), "default")
