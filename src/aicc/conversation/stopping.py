"""Whether a scenario is to end here: asked at most twice, and left only with a yes.

While the question stands, an answer to the step goes on with the step, and a question is answered
before it is asked once more. What agrees to the business itself goes on with it.
"""

from aicc.conversation.decision import Decision, LeaveFlow, ResumeFlow
from aicc.conversation.draft import Draft
from aicc.conversation.opening import Running
from aicc.conversation.scenario.answers import Read
from aicc.conversation.situation import Situation
from aicc.conversation.way_out import is_stuck
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.flow import InputType
from aicc.domain.session import Choice, Session
from aicc.domain.stance import Stance
from aicc.domain.turn import Source
from aicc.domain.wish import Wish
from aicc.korean.answers.stopping import StopAnswer, stop_answer

LEAVES = 0.6  # chance of a stance
ASKED = (SentenceKey.STOP_OR_GO_ON, SentenceKey.STOP_AFTER_ALL)


def stop_asked(session: Session) -> SentenceKey | None:
    """In which words it was asked with the last reply."""
    labels = {each.label for each in session.choices if each.stop}
    return next((key for key in ASKED if key in labels), None)


def answer_to_stop(now: Situation) -> Decision | None:
    """Yes, that is enough; no, go on. Of a yes or no the last question counts, which is this."""
    running = now.opened.running
    if running is None or stop_asked(now.opened.session) is None or _answers_step(now, running):
        return None
    match stop_answer(now.reading.said):
        case StopAnswer.STOP:
            return LeaveFlow(key=SentenceKey.STOPPED)
        case StopAnswer.GO_ON:
            return ResumeFlow(at=running)
    return LeaveFlow(key=SentenceKey.STOPPED) if _leaves_again(now) else None


def _leaves_again(now: Situation) -> bool:
    """Next week, then: who wanted to leave and says so in yet other words."""
    if now.is_attempt or "?" in now.reading.said.plain:
        return False
    if {Wish.LEAVE, Wish.MAY_LEAVE} & now.reading.wishes:
        return now.reading.closed is not Closed.WAIT
    return now.stance.stance is Stance.LEAVE and now.stance.chance >= LEAVES


def _answers_step(now: Situation, running: Running) -> bool:
    """By the verb of its question, or by more than a yes and a no."""
    answer = now.reading.answer
    if not isinstance(answer, Read) or now.reading.guard is not None:
        return False
    is_plain = running.step.input_type in {InputType.CONFIRM, InputType.TEXT}
    return answer.by_verb or not is_plain


def ask_to_stop(draft: Draft, at: Running) -> None:
    draft.source = Source.FLOW
    key = ASKED[1] if stop_asked(draft.opened.session) else ASKED[0]
    draft.say(key, flow=at.flow.name)
    draft.change(choices=(Choice(label=key, stop=True),))


def stop_waits(session: Session) -> bool:
    """It was asked once: what came between leaves it open, and it is asked in other words."""
    return stop_asked(session) == ASKED[0]


def asks_after_aside(draft: Draft, at: Running, *, is_stuck: bool = False) -> bool:
    """Something came between: it is asked once more; the first time of who is stuck."""
    session, source = draft.opened.session, draft.source
    is_new = is_stuck and stop_asked(session) is None
    if not is_new and not (stop_waits(session) and draft.session.run is at.run):
        return False
    ask_to_stop(draft, at)
    draft.source = source
    return True


def is_let_go(session: Session, at: Running) -> bool:
    """Twice it was asked, and twice something else was said that led nowhere."""
    return stop_asked(session) == ASKED[1] and is_stuck(at.run, at.step, times=2)
