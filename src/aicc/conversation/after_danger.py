"""The turns after a warning of danger: what is told or asked then belongs to it.

Whoever was just told to hang up and says "still on the phone" does not ask for opening hours.
"""

from aicc.conversation.candidates import SURE_ALONE
from aicc.conversation.decision import Decision, Say
from aicc.conversation.situation import Situation
from aicc.domain.bot_sentence import after_danger_key
from aicc.domain.closed import Closed
from aicc.domain.danger import Aftermath
from aicc.korean.after_danger import aftermath
from aicc.korean.answers.guards import Guard

_NEXT = 1  # turns in which what fits nothing else belongs to the danger as well
_AT_ANY_RATE = frozenset({Aftermath.HOLDING_ON, Aftermath.GIVEN})


def stay_with_danger(now: Situation) -> Decision | None:
    """By how things stand; a wish that is surely another goes on as any other."""
    session = now.opened.session
    about = session.about
    if about is None or now.opened.running or not about.danger_lasts(session.turns):
        return None
    state = aftermath(now.reading.said) or _said_back(now)
    if state is None and session.turns - about.danger_turn <= _NEXT and _fits_nothing(now):
        state = Aftermath.WHAT_NOW
    if state is None or _is_other(now, state):
        return None
    return Say(key=after_danger_key(about.danger, state))


def _said_back(now: Situation) -> Aftermath | None:
    """Yes, or thank you, to the warning itself: no word of it is forgotten for a pleasantry."""
    session, about = now.opened.session, now.opened.session.about
    if about is None or session.choices or now.opened.unfinished:
        return None
    if now.reading.closed is Closed.THANKS:
        return Aftermath.CALMER
    if session.turns - about.danger_turn > _NEXT:
        return None
    is_yes = now.reading.closed is Closed.YES or now.reading.guard is Guard.YES
    return Aftermath.WHAT_NOW if is_yes else None


def _is_other(now: Situation, state: Aftermath) -> bool:
    if now.sure is None or state in _AT_ANY_RATE:
        return False
    return state is Aftermath.WHAT_NOW or now.sure.chance >= SURE_ALONE


def _fits_nothing(now: Situation) -> bool:
    reading = now.reading
    is_word = reading.guard or reading.closed or reading.wishes or reading.chosen
    return bool(reading.parts) and not is_word and not now.near
