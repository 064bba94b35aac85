"""The end of a call: whether anything else is needed, the goodbye, and silence that lasts."""

from aicc.conversation.candidates import Candidate
from aicc.conversation.decision import Decision, LeaveFlow, Say
from aicc.conversation.draft import Draft
from aicc.conversation.situation import Situation
from aicc.domain.acts import ToReply
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.turn import Channel
from aicc.domain.wish import Wish

MOST_SILENCES = 2  # in a row; the next one ends the call, in a scenario the one after that

_ENOUGH = frozenset({Closed.NOTHING_MORE, Closed.ENOUGH})
_ASKS_FOR_MORE = frozenset({SentenceKey.THANKS, SentenceKey.NOTED, SentenceKey.NOTHING_MORE})


def taken_as_meant(now: Situation) -> Candidate | None:
    """What is sure; a goodbye that is one of a thing or a service is none."""
    sure = now.sure
    if sure is None or Wish.NO_GOODBYE not in now.reading.wishes or not _is_goodbye(sure):
        return sure
    other = next((each for each in now.candidates if not _is_goodbye(each)), None)
    return other if other and other.chance >= now.threshold(other.target) else None


def _is_goodbye(candidate: Candidate) -> bool:
    target = candidate.target
    return isinstance(target, ToReply) and target.key == SentenceKey.GOODBYE


def say_goodbye(now: Situation) -> Decision | None:
    """On the phone a no after "anything else?" ends the call; a yes is asked for what."""
    session, closed = now.opened.session, now.reading.closed
    if now.opened.running:
        return None
    goodbye = Say(key=SentenceKey.GOODBYE, ends=True)
    if closed is Closed.GOODBYE:
        return goodbye
    if now.opened.incoming.channel is not Channel.VOICE or session.choices or session.misses:
        return None
    if closed in _ENOUGH and session.turns:
        return goodbye
    if session.asked_more and closed is Closed.THANKS:
        return goodbye
    return Say(key=SentenceKey.CALLING) if session.asked_more and closed is Closed.YES else None


def hang_up_in_silence(now: Situation) -> Decision | None:
    """Nobody is on the line any more. A scenario waits for who calls again."""
    most = MOST_SILENCES + 1 if now.opened.running else MOST_SILENCES
    is_phone = now.opened.incoming.channel is Channel.VOICE
    if not is_phone or now.opened.session.silences < most:
        return None
    return Say(key=SentenceKey.SILENT_GOODBYE, ends=True)


def ask_for_more(draft: Draft, decision: Decision) -> None:
    """After a scenario a line is not just silent; the session knows that this was asked."""
    session = draft.session
    is_open = session.run is None and not session.choices and draft.handoff is None
    asks = bool(draft.parts) and draft.parts[-1].rstrip().endswith("?")
    leaves = isinstance(decision, LeaveFlow)  # whose sentences say it
    is_done = draft.ended or _heard_enough(decision)
    if draft.channel is Channel.VOICE and is_open and is_done and not (asks or leaves):
        _say_once(draft, SentenceKey.ANYTHING_ELSE)
    says_it = isinstance(decision, Say) and decision.key in _ASKS_FOR_MORE
    asked = is_open and not draft.goodbye and not asks and (is_done or says_it)
    draft.change(asked_more=asked)


def _heard_enough(decision: Decision) -> bool:
    return isinstance(decision, Say) and decision.key == SentenceKey.HEARD_ENOUGH


def _say_once(draft: Draft, key: SentenceKey) -> None:
    """Unless the pack's own sentence ends with it."""
    if draft.sentence(key).on(draft.channel) not in "\n".join(draft.parts):
        draft.say(key)
