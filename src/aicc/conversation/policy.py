"""What to do with a sentence: small named rules in order; the first that decides wins.

Commands, danger and the answer to the running step come first. Then everything that could be
said or done stands on one scale (`candidates`): what is sure is done, what is near is offered,
and where only the topic or only the act is known the other is asked for.

The rules look at what is known and do nothing themselves; the acts carry the decision out.
"""

from aicc.conversation.after_danger import stay_with_danger
from aicc.conversation.as_described import choose_as_described
from aicc.conversation.candidates import SURE_ALONE, Candidate
from aicc.conversation.decision import (
    AskWhich,
    Decided,
    Decision,
    GoBack,
    HandOff,
    LeaveFlow,
    OfferPerson,
    ResumeFlow,
    Say,
    StartFlow,
    TakeChoice,
    Warn,
)
from aicc.conversation.elsewhere import is_elsewhere
from aicc.conversation.feelings import hear_anger
from aicc.conversation.in_other_words import answer_in_other_words, answer_kindly
from aicc.conversation.in_scenario import (
    admit_not_knowing,
    answer_by_verb,
    answer_step,
    browse,
    correct,
    digress,
    explain_question,
    explain_step,
    in_between,
    keep_for_later,
    leave_circle,
    refuse,
    refuse_answer,
    stop_here,
)
from aicc.conversation.keypad import PERSON_KEY, takes_zero
from aicc.conversation.likely import say_what_is_likely
from aicc.conversation.loose_numbers import ask_of_number, take_number
from aicc.conversation.offering import CHOICES_OFFERED, act_on, offer
from aicc.conversation.open_request import tell_of_request, withdraw_request
from aicc.conversation.parting import hang_up_in_silence, say_goodbye, taken_as_meant
from aicc.conversation.reopening import offer_to_resume, reopen
from aicc.conversation.repeating import repeat
from aicc.conversation.said_back import SAID_BACK
from aicc.conversation.scenario.answers import Read
from aicc.conversation.situation import Rule, Situation
from aicc.conversation.stopping import answer_to_stop, stop_asked
from aicc.conversation.taking_back import cancel_what_was_spoken_of
from aicc.conversation.way_out import MOST_MISSES, way_out
from aicc.conversation.with_person import follow_desk, may_be_to_person, talk_with_person
from aicc.domain.acts import Act, ToFlow
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import TURNS_DOWN, Closed
from aicc.domain.handoff import EscalationReason
from aicc.domain.session import Choice
from aicc.domain.wish import Wish
from aicc.korean.answers.guards import Guard
from aicc.korean.text.said import in_one_spelling
from aicc.korean.text.subject import name_of, subject_of
from aicc.korean.text.vague import names_nothing
from aicc.redact import mask_said

ACT_KNOWN = 0.55  # and from here on what is wanted
TOPIC_SURE = 0.8  # from here on a topic counts as named though no noun of it was read
TOPIC_KNOWN = 0.5  # from here on the topic is named when the rest is asked for
NEAR_AT_ALL = 0.12  # a candidate that is worth a button when nothing is near
NEAR_ELSEWHERE = 0.3  # the same where the sentence may be about anything
HERE = 0.3  # scope of a sentence that is likely about what is done here
ABUSE = 0.4  # profanity from which on no word of a sentence is said back
SHORT = 14  # letters of a sentence that may name an act without a topic

_ASKS_WHAT = {
    Act.TROUBLE: SentenceKey.ASK_TROUBLE,
    Act.UNDO: SentenceKey.ASK_UNDO,
    Act.ASK: SentenceKey.ASK_MORE,
}


def decide(now: Situation) -> Decided:
    for rule in RULES:
        decision = rule(now)
        if decision:
            return Decided(decision=decision, rule=rule.__name__, candidates=now.weighed)
    return Decided(decision=fall_back(now), rule=fall_back.__name__, candidates=now.weighed)


def warn_of_danger(now: Situation) -> Decision | None:
    """Before anything else, on every channel, in a scenario too."""
    return Warn(danger=now.reading.danger) if now.reading.danger else None


def take_choice(now: Situation) -> Decision | None:
    if now.reading.chosen:
        return TakeChoice(choice=now.reading.chosen)
    offered = now.opened.session.choices
    is_one = len(offered) == 1 or any(each.beside for each in offered)
    if is_one and _says_no(now) and not stop_asked(now.opened.session):
        return _declined(now, offered[0])
    return None


def _says_no(now: Situation) -> bool:
    return now.reading.guard is Guard.NO or now.reading.closed in TURNS_DOWN


def _declined(now: Situation, offered: Choice) -> Decision:
    """Not to go on with a scenario may mean to begin it anew, where that was asked for."""
    if offered.more:
        return Say(key=SentenceKey.HEARD_ENOUGH)
    plan = now.opened.house.plans.get(offered.intent) if offered.resume else None
    if plan and plan.flow:
        return StartFlow(flow_id=plan.flow, intent=offered.intent)
    return Say(key=SentenceKey.RESUME_DECLINED if offered.resume else SentenceKey.OFFER_DECLINED)


def person_asked_for(now: Situation) -> Decision | None:
    reading = now.reading
    asks = reading.guard is Guard.AGENT or reading.closed is Closed.PERSON
    asks = asks or (Wish.PERSON in reading.wishes and Wish.NO_PERSON not in reading.wishes)
    return HandOff() if asks and not _answers_by_it(now) else None


def _answers_by_it(now: Situation) -> bool:
    """The zero of a keypad is a person, except where the question says that it is an answer."""
    running, is_zero = now.opened.running, now.opened.incoming.dtmf == PERSON_KEY
    is_read = isinstance(now.reading.answer, Read)
    return is_read and not (is_zero and running and not takes_zero(running.step))


def keep_others_data(now: Situation) -> Decision | None:
    """What is somebody else's is told to nobody who asks for it in a chat."""
    asks = Wish.OTHERS_DATA in now.reading.wishes and not now.is_attempt
    return Say(key=SentenceKey.OTHERS_DATA) if asks else None


def say_flow_is_lost(now: Situation) -> Decision | None:
    return OfferPerson(key=SentenceKey.STEP_MISSING) if now.opened.has_lost_flow else None


def resume_flow(now: Situation) -> Decision | None:
    """After a long silence, with the question lost, or where it may have been said to a person,
    nothing is taken for its answer; a command that would be one by its verb is none either."""
    running, answer = now.opened.running, now.reading.answer
    commands = now.reading.guard in {Guard.CANCEL, Guard.START_OVER, Guard.HELP}
    leaves = commands and not (answer and answer.by_verb)
    asks = (now.opened.must_ask and not leaves) or may_be_to_person(now)
    return ResumeFlow(at=running) if running and asks else None


def steer(now: Situation) -> Decision | None:
    """Cancel, start over, back and help, in a flow or outside of one."""
    running = now.opened.running
    match now.reading.guard:
        case Guard.HELP:
            return Say(key=SentenceKey.HELP)
        case Guard.CANCEL if running:
            return LeaveFlow(key=SentenceKey.CANCELLED)
        case Guard.CANCEL:
            return _ask_what(now, Act.UNDO)
        case Guard.START_OVER:
            return LeaveFlow(key=SentenceKey.RESTARTED)
        case Guard.BACK if running:
            return GoBack(at=running)
    return None


def wait_for_silence(now: Situation) -> Decision | None:
    if not now.reading.said.is_silent:
        return None
    running, over = now.opened.running, hang_up_in_silence(now)
    if over:
        return over
    if running:
        return refuse(now, running)
    if now.opened.session.misses >= MOST_MISSES:
        return way_out(now, SentenceKey.OFFER_PERSON)
    key = SentenceKey.SILENCE_AGAIN if now.opened.session.silences else SentenceKey.SILENCE
    return Say(key=key, is_miss=True)


def say_back(now: Situation) -> Decision | None:
    """Thanks, understood, somebody there?: closed words have closed answers."""
    closed = now.reading.closed
    if closed in SAID_BACK:
        return Say(key=SAID_BACK[closed])
    rather_the_bot = Wish.NO_PERSON in now.reading.wishes and now.sure is None
    return Say(key=SentenceKey.CALLING) if rather_the_bot else None


def ask_of_what(now: Situation) -> Decision | None:
    """How much?, what about these two?, out of nowhere: of what is asked back, whatever it may
    resemble."""
    about = now.opened.session.about
    is_known = about is not None and about.lasts(now.opened.session.turns)
    is_vague = not now.opened.session.choices and names_nothing(now.reading.said)
    asks = now.reading.closed is Closed.OPEN_QUESTION or is_vague
    if is_known or now.opened.running or not asks:
        return None
    return Say(key=SentenceKey.ASK_MORE, is_miss=True)


def ask_what_fails(now: Situation) -> Decision | None:
    """Something does not work, and no word says what: an entry would be a guess."""
    about, parts = now.opened.session.about, now.reading.parts
    is_known = about is not None and about.lasts(now.opened.session.turns)
    if is_known or now.opened.running or not parts or now.letters > SHORT:
        return None
    if now.sure and now.sure.chance >= SURE_ALONE:
        return None
    acts, topics = parts[0].acts, parts[0].topics
    is_question = "?" in now.reading.said.plain or acts.chance(Act.ASK) >= NEAR_ELSEWHERE
    fails = acts.chance(Act.TROUBLE) >= ACT_KNOWN and not is_question
    is_named = subject_of(parts[0].said) or topics.intents[0].confidence >= TOPIC_SURE
    return None if is_named or not fails else _ask_what(now, Act.TROUBLE)


def do_what_is_sure(now: Situation) -> Decision | None:
    sure = taken_as_meant(now)
    return act_on(now, sure) if sure else None


def escalate_now(now: Situation) -> Decision | None:
    """The signals of the situation want a person, and nothing else is sure. Who was only not
    understood is asked first, where nothing else is near."""
    verdict = now.reading.escalation
    is_asked_first = verdict.reason is EscalationReason.REPEATED_MISS
    if not verdict.needed or is_asked_first:
        return None
    if now.opened.running is None and now.sure is None:
        key = SentenceKey.TICKET_FOR_TOPIC
        return HandOff(reason=verdict.reason, priority=verdict.priority, key=key)
    return None


def ask_which(now: Situation) -> Decision | None:
    """Something nearly fits: say what it could be instead of guessing."""
    near = () if is_elsewhere(now) else now.near
    return offer(now, near, SentenceKey.WHICH_ONE) if near else None


def ask_the_rest(now: Situation) -> Decision | None:
    """The act without its topic ("it does not work"), or the topic without its act."""
    if not now.reading.parts:
        return None
    part = now.reading.parts[0]
    best = part.topics.intents[0]
    knows_topic = best.confidence >= TOPIC_KNOWN and part.topics.scope >= TOPIC_KNOWN
    if not knows_topic:
        act = part.acts.best
        is_plain = act in _ASKS_WHAT and part.acts.chance(act) >= ACT_KNOWN
        is_first = not now.opened.session.misses
        return _ask_what(now, act) if is_plain and is_first and now.letters <= SHORT else None
    about = [each for each in now.candidates if _is_about(each, best.name)]
    return offer(now, tuple(about), SentenceKey.ASK_TOPIC, intent=best.name) if about else None


def _is_about(candidate: Candidate, intent: str) -> bool:
    tags = candidate.hit.entry.tags if candidate.hit else ()
    return candidate.intent == intent or intent in tags


def _ask_what(now: Situation, act: Act) -> Decision:
    """With the things of which it can be asked as buttons."""
    key = _ASKS_WHAT[act]
    if act is not Act.UNDO:
        return offer(now, (), key, is_miss=True) or Say(key=key, is_miss=True)
    choices = [
        Choice(label=flow.name, intent=name, flow_id=target.flow_id)
        for name, plan in now.opened.house.plans.items()
        if isinstance(target := plan.when.get(Act.UNDO), ToFlow)
        and (flow := now.opened.flows.current.get(target.flow_id))
    ]
    unique = list({choice.flow_id: choice for choice in choices}.values())
    if not unique:
        return Say(key=SentenceKey.NOTHING_TO_CANCEL)
    return AskWhich(choices=tuple(unique[:CHOICES_OFFERED]), key=key)


def offer_what_is_nearest(now: Situation) -> Decision | None:
    """Once, before it is said that nothing was understood."""
    if now.opened.session.misses:
        return None
    is_here = bool(now.reading.parts) and now.reading.parts[0].topics.scope >= HERE
    least = NEAR_AT_ALL if is_here else NEAR_ELSEWHERE
    nearest = tuple(each for each in now.candidates if each.chance >= least)
    if not nearest:
        return None
    name = _unknown_name(now)
    key = SentenceKey.NEAREST if name else SentenceKey.NEAREST_UNNAMED
    return offer(now, nearest, key, subject=name, is_miss=True)


def _subject(now: Situation) -> str:
    """What may be said back: nothing of a sentence that is abuse or holds what is personal."""
    if not now.reading.parts or now.reading.meaning.signals.profanity >= ABUSE:
        return ""
    said = in_one_spelling(now.opened.said)
    is_masked = now.reading.secrecy.is_told or mask_said(said) != said.raw
    return "" if is_masked else subject_of(now.reading.parts[0].said)


def _unknown_name(now: Situation) -> str:
    """What may be said to be unknown: surely a thing, and in no question of the pack."""
    name = name_of(now.reading.parts[0].said) if _subject(now) else ""
    return "" if now.opened.house.knows(name) else name


def say_not_known(now: Situation) -> Decision | None:
    """A sentence about something that nothing here is about: honest, with a way on."""
    subject = _subject(now)
    is_first = not now.opened.session.misses
    if not subject or not is_first:
        return None
    name = _unknown_name(now)
    key = SentenceKey.NOT_KNOWN if name else SentenceKey.NOT_KNOWN_UNNAMED
    return OfferPerson(key=key, subject=name or subject, is_miss=True)


def fall_back(now: Situation) -> Decision:
    """Never twice in the same words, and a person in the end."""
    misses = now.opened.session.misses
    if misses >= MOST_MISSES:
        return way_out(now, SentenceKey.OFFER_PERSON)
    return Say(key=SentenceKey.FALLBACK_AGAIN if misses else SentenceKey.FALLBACK, is_miss=True)


RULES: tuple[Rule, ...] = (
    follow_desk,
    warn_of_danger,
    talk_with_person,
    leave_circle,
    withdraw_request,
    tell_of_request,
    answer_to_stop,
    take_choice,
    person_asked_for,
    stay_with_danger,
    keep_others_data,
    say_flow_is_lost,
    resume_flow,
    answer_by_verb,
    browse,
    repeat,
    cancel_what_was_spoken_of,
    steer,
    offer_to_resume,
    reopen,
    wait_for_silence,
    correct,
    answer_step,
    explain_step,
    keep_for_later,
    choose_as_described,
    stop_here,
    answer_in_other_words,
    in_between,
    digress,
    explain_question,
    answer_kindly,
    admit_not_knowing,
    refuse_answer,
    say_goodbye,
    say_back,
    ask_of_what,
    ask_what_fails,
    do_what_is_sure,
    take_number,
    ask_of_number,
    escalate_now,
    hear_anger,
    say_what_is_likely,
    ask_which,
    ask_the_rest,
    offer_what_is_nearest,
    say_not_known,
)
