"""On the phone: a long answer told a piece at a time, and what is said again, said shorter."""

import re

from aicc.conversation.draft import Draft
from aicc.conversation.scenario.walker import FlowWalker
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.session import Choice
from aicc.domain.turn import Channel, Source

AT_ONCE = 2  # sentences, about ten seconds of speech

_BETWEEN = re.compile(r"(?<=[.!?])\s+|\n+")


def cut_short(draft: Draft, first: int) -> bool:
    """What was said from the part `first` on, as far as a caller follows; true where the rest is
    offered."""
    if draft.channel is not Channel.VOICE:
        return False
    text = "\n".join(draft.parts[first:])
    del draft.parts[first:]
    return _tell(draft, text, AT_ONCE)


def tell_more(draft: Draft, taken: Choice) -> bool:
    """The next piece; true where there is another."""
    draft.source = Source.FAQ
    return _tell(draft, taken.more, AT_ONCE)


def note_told(draft: Draft) -> None:
    """An entry that is said again is said in pieces."""
    was_told = draft.session.is_told and draft.source is Source.REPEAT
    is_told = draft.source is Source.FAQ and draft.session.run is None
    draft.change(is_told=is_told or was_told)


def repeat(draft: Draft, walker: FlowWalker) -> None:
    """Shorter than the first time, where a voice says it."""
    session, at = draft.session, draft.running
    if not session.last_said:
        return draft.say(SentenceKey.NOTHING_TO_REPEAT)
    if draft.channel is not Channel.VOICE:
        return draft.say_texts(session.last_said)
    if session.is_told:
        offer = draft.sentence(SentenceKey.HEAR_MORE).on(draft.channel)
        told = (part for part in session.last_said if part != offer)
        rest = (choice.more for choice in session.choices)
        _tell(draft, " ".join((*told, *rest)), 1)
        return None
    if at is None:
        return draft.say_texts(session.last_said)
    question = walker.question(draft.walk_context, at.run)
    shorter = walker.question(draft.walk_context, at.run, again=True)
    kept = [part for part in session.last_said if part not in question]
    return draft.say_texts([*kept, *shorter] if len(kept) < len(session.last_said) else kept)


def _tell(draft: Draft, text: str, at_once: int) -> bool:
    sentences = [each for each in _BETWEEN.split(text) if each]
    draft.say_texts([" ".join(sentences[:at_once])])
    rest = " ".join(sentences[at_once:])
    if rest:
        draft.say(SentenceKey.HEAR_MORE)
        draft.change(choices=(Choice(label=SentenceKey.HEAR_MORE, more=rest),))
    return bool(rest)
