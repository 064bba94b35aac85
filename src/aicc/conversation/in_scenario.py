"""The rules for who stands in a scenario: answers, questions about the question, ways out."""

from aicc.conversation.candidates import Candidate
from aicc.conversation.decision import (
    AnswerFaq,
    AnswerStep,
    AskToStop,
    BrowseOffers,
    CorrectAnswer,
    Decision,
    ExplainStep,
    KeepForLater,
    LeaveFlow,
    OfferPerson,
    RefuseAnswer,
    ResumeFlow,
    Say,
)
from aicc.conversation.in_other_words import wants_no_option
from aicc.conversation.offering import act_on
from aicc.conversation.opening import Running
from aicc.conversation.said_back import SAID_BACK
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.done import done_asked
from aicc.conversation.scenario.explaining import AskedBack, asked_back, explained_in, priced_in
from aicc.conversation.situation import Situation
from aicc.conversation.stopping import stop_asked, stop_waits
from aicc.conversation.way_out import is_endless, is_stuck, way_out
from aicc.domain.acts import Act, ToFaq, ToFlow, ToReply
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import TURNS_DOWN, Closed
from aicc.domain.flow import InputType
from aicc.domain.wish import Wish
from aicc.korean.answers.telling import tells_of_self
from aicc.korean.text.asking import asks, asks_whether_or_when
from aicc.korean.text.subject import subject_of

MOST_EXPLAINED = 3  # times that one question is explained before a person is offered
LONGEST_ASIDE = 12  # characters of small talk in a scenario; what is longer wants something
ASKS = 0.55  # from here on a sentence is surely a question
LEAST_ASKED = 2  # words of a question, where nothing else says that it is one
LOST_BY_STOPPING = 2  # answers: with fewer a scenario is left without asking
_ANSWERED_IN_FLOW = frozenset({Closed.THANKS, Closed.WAIT, Closed.GREETING})


def answer_by_verb(now: Situation) -> Decision | None:
    """Shall I cancel it? Yes, cancel it: that is an answer, though cancelling is a command."""
    running, answer, correction = now.opened.running, now.reading.answer, now.reading.correction
    if running is None or answer is None or not answer.by_verb:
        return None
    if correction and correction.value is not None:
        return None
    return AnswerStep(at=running, read=answer) if isinstance(answer, Read) else refuse(now, running)


def browse(now: Situation) -> Decision | None:
    """Next, the one before, on Friday: another part of the list, before any of it is a command."""
    browsed = now.reading.browsed
    return BrowseOffers(run=browsed) if browsed and now.reading.correction is None else None


def correct(now: Situation) -> Decision | None:
    running, correction = now.opened.running, now.reading.correction
    return CorrectAnswer(at=running, correction=correction) if running and correction else None


def answer_step(now: Situation) -> Decision | None:
    running, answer = now.opened.running, now.reading.answer
    if running is None or not isinstance(answer, Read):
        return None
    if running.step.input_type is InputType.TEXT and (
        _wants_out(now, running) or wants_no_option(now, running)
    ):
        return None
    return AnswerStep(at=running, read=answer)


def explain_step(now: Situation) -> Decision | None:
    """Instead of an answer: what is that, where is it found, why is it asked? No try is lost."""
    running = now.opened.running
    if running is None or Wish.LEAVE in now.reading.wishes:
        return None
    told = _told_by_run(now, running)
    if told:
        return ExplainStep(at=running, about=told)
    about = asked_back(running.flow, running.run, now.reading.said)
    if about is None:
        return None
    is_helpless = about.has_none and running.run.explained > 0
    if is_helpless and now.opened.session.exits < MOST_EXPLAINED:
        return OfferPerson(key=SentenceKey.TOO_MANY_TRIES)
    if running.run.explained >= MOST_EXPLAINED or running.run.stalls > MOST_EXPLAINED:
        return way_out(now, SentenceKey.TOO_MANY_TRIES)
    return ExplainStep(at=running, about=about)


def _told_by_run(now: Situation, running: Running) -> AskedBack | None:
    """Is it done, and how much is it: where the scenario itself says so, no entry does."""
    run, said, flows = running.run, now.reading.said, now.opened.flows
    outer = flows.find(run.outermost.flow_id, run.outermost.version) if run.frames else None
    asked = done_asked((running.flow, outer) if outer else (running.flow,), run, said)
    return asked or priced_in(running.step, said)


def keep_for_later(now: Situation) -> Decision | None:
    """An answer to a question that is still to come waits for it; a secret is asked again."""
    running, later = now.opened.running, now.reading.later
    if running is None or later is None:
        return None
    is_new = later is not running.run
    if not is_new and running.run.stalls > MOST_EXPLAINED:
        return way_out(now, SentenceKey.TOO_MANY_TRIES)
    key = SentenceKey.KEPT_FOR_LATER if is_new else SentenceKey.ASKED_LATER
    return KeepForLater(at=running, run=later, key=key)


NONE = "\uc5c6"  # of "there is none": to an open question that is an answer


def stop_here(now: Situation) -> Decision | None:
    """A refusal is no answer to a question that is no yes or no: it asks to stop."""
    running = now.opened.running
    if running is None or (now.is_attempt and running.step.input_type is not InputType.TEXT):
        return None
    if now.reading.is_instead and now.sure:  # not this, but that: it is left for that
        return None
    if stop_asked(now.opened.session):
        return None
    if not _wants_out(now, running):
        may_want = Wish.MAY_LEAVE in now.reading.wishes and now.reading.closed is not Closed.WAIT
        return AskToStop(at=running) if may_want else None
    is_told = now.reading.closed is not None or Wish.LEAVE in now.reading.wishes
    if running.run.answer_count >= LOST_BY_STOPPING and is_told:
        return AskToStop(at=running)
    return LeaveFlow(key=SentenceKey.STOPPED)


def _wants_out(now: Situation, running: Running) -> bool:
    kind, closed = running.step.input_type, now.reading.closed
    is_none = kind is InputType.TEXT and now.is_attempt and NONE in now.reading.said.plain
    if kind is not InputType.CONFIRM and closed in TURNS_DOWN and not is_none:
        return True
    if Wish.LEAVE in now.reading.wishes and not now.is_attempt:
        return now.reading.closed is not Closed.WAIT
    best = now.candidates[0] if now.candidates and "?" not in now.reading.said.plain else None
    if best is None or best.chance < now.threshold(best.target):
        return False
    plan = now.opened.house.plans.get(best.intent)
    is_same = plan is not None and plan.flow in running.run.flow_ids
    return is_same and best.act in {Act.UNWANTED, Act.UNDO}


def in_between(now: Situation) -> Decision | None:
    """Thanks, or a moment's patience, in the middle of a scenario."""
    if now.opened.running is None or now.reading.closed not in _ANSWERED_IN_FLOW or now.is_attempt:
        return None
    is_thanks = now.reading.closed is Closed.THANKS
    return Say(key=SentenceKey.THANKS_IN_FLOW if is_thanks else SAID_BACK[now.reading.closed])


def digress(now: Situation) -> Decision | None:
    """In a flow, a question or another wish comes between; the flow waits."""
    running, sure = now.opened.running, now.sure
    if running is None or sure is None or now.is_attempt:
        return None
    if (_is_bare(now) or _tells_of_self(now, running)) and not now.reading.is_instead:
        return None
    if isinstance(sure.target, ToReply) and len(now.reading.said.plain) > LONGEST_ASIDE:
        return None
    if isinstance(sure.target, ToFlow) and sure.target.flow_id in running.run.flow_ids:
        return None
    entry = _entry_instead(now, sure)
    return AnswerFaq(faq_id=entry.faq_id, intent=sure.intent) if entry else act_on(now, sure)


def _entry_instead(now: Situation, sure: Candidate) -> ToFaq | None:
    """When will it come, can it be undone: in a scenario that is answered, and begins no other."""
    if not isinstance(sure.target, ToFlow) or not asks_whether_or_when(now.reading.said):
        return None
    plan = now.opened.house.plans.get(sure.intent)
    asked = plan.when.get(Act.ASK) if plan else None
    targets = (asked, *(each.target for each in now.near))
    return next((each for each in targets if isinstance(each, ToFaq)), None)


def _is_bare(now: Situation) -> bool:
    """A word or a number alone is an answer that does not fit, never a question of its own."""
    words = now.reading.said.plain.split()
    has_figures = any(char.isdigit() for char in now.reading.said.plain)
    best = now.reading.parts[0].acts.best if now.reading.parts else Act.NONE
    return best is Act.NONE and (len(words) < 2 or has_figures)


def _tells_of_self(now: Situation, running: Running) -> bool:
    """Of what to choose from, told in a roundabout way: no word of that is a question."""
    is_choice = running.step.input_type in {InputType.SELECTION, InputType.MULTI}
    is_plain = not asks(now.reading.said) and tells_of_self(now.reading.said)
    return is_choice and is_plain


def explain_question(now: Situation) -> Decision | None:
    """A question in between that names what the running question's own words explain."""
    running, parts = now.opened.running, now.reading.parts
    if running is None or now.is_attempt or not parts or running.run.explained >= MOST_EXPLAINED:
        return None
    asks = "?" in now.reading.said.plain or parts[0].acts.chance(Act.ASK) >= ASKS
    named = explained_in(running.step, now.reading.said) if asks else None
    return ExplainStep(at=running, about=named) if named else None


def admit_not_knowing(now: Situation) -> Decision | None:
    """A question in between that nothing answers: honest, and the question that waits again."""
    running, parts = now.opened.running, now.reading.parts
    if running is None or now.is_attempt or not parts or _is_bare(now):
        return None
    acts, said = parts[0].acts, now.reading.said
    may_ask = acts.best is Act.ASK and acts.chance(Act.ASK) >= ASKS
    is_question = "?" in said.plain and len(said.plain.split()) >= LEAST_ASKED
    asks_of = may_ask and bool(subject_of(parts[0].said))
    is_meant = asks(said) and (asks_of or is_question)
    if not is_meant:
        return None
    entry = _entry_likely(now)
    return AnswerFaq(faq_id=entry) if entry else Say(key=SentenceKey.NOT_KNOWN_IN_FLOW)


def _entry_likely(now: Situation) -> str:
    """Not sure enough to leave the scenario for, and enough to be answered beside it."""
    for each in now.candidates:
        if each.chance < now.threshold(each.target):
            continue
        plan = now.opened.house.plans.get(each.intent)
        asked = plan.when.get(Act.ASK) if plan and isinstance(each.target, ToFlow) else None
        for target in (each.target, asked):
            if isinstance(target, ToFaq):
                return target.faq_id
    return ""


def refuse_answer(now: Situation) -> Decision | None:
    running = now.opened.running
    if running is None:
        return None
    return refuse(now, running)


def refuse(now: Situation, running: Running) -> Decision:
    """What was said or not said is no answer: another try, or a way out."""
    run, step = running.run, running.step
    if stop_waits(now.opened.session):
        return AskToStop(at=running)
    if stop_asked(now.opened.session):  # whose yes would be taken for one to the step
        return ResumeFlow(at=running)
    if run.tries >= step.max_retries or (run.tries and is_stuck(run, step)):
        return way_out(now, SentenceKey.TOO_MANY_TRIES)
    return RefuseAnswer(at=running)


def leave_circle(now: Situation) -> Decision | None:
    """No walk goes on for ever, whatever is said in it."""
    running = now.opened.running
    if running is None or not is_endless(running.run, running.flow):
        return None
    return LeaveFlow(key=SentenceKey.LEFT_OFF)
