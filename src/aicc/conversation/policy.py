"""What to do with a sentence: small named rules in order; the first that decides wins.

Commands, danger and the answer to the running step come first. Then everything that could be
said or done stands on one scale (`candidates`): what is sure is done, what is near is offered,
and where only the topic or only the act is known the other is asked for.

The rules look at what is known and do nothing themselves; the acts carry the decision out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from aicc.conversation.candidates import Candidate, candidates, label_of
from aicc.conversation.decision import (
    AnswerFaq,
    AnswerStep,
    AskToStop,
    AskWhich,
    CorrectAnswer,
    Decided,
    Decision,
    ExplainStep,
    GoBack,
    HandOff,
    KeepForLater,
    LeaveFlow,
    OfferPerson,
    OfferResume,
    RefuseAnswer,
    Repeat,
    ResumeFlow,
    Say,
    StartFlow,
    TakeChoice,
    Warn,
    Withdraw,
)
from aicc.conversation.opening import Opened, Running
from aicc.conversation.reading import Reading
from aicc.conversation.scenario.answers import Read, Refusal, takes_number
from aicc.conversation.scenario.explaining import asked_back
from aicc.domain.acts import Act, Target, ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.closed import Closed
from aicc.domain.faq import NOT_HERE
from aicc.domain.flow import Flow, InputType
from aicc.domain.sentence import Key
from aicc.domain.session import Choice
from aicc.korean.answers.guards import Guard

SURE_IN_FLOW = 0.12  # a scenario is left only for what is surer than this above the threshold
ACT_KNOWN = 0.55  # and from here on what is wanted
TOPIC_KNOWN = 0.5  # from here on the topic is named when the rest is asked for
NEAR_AT_ALL = 0.3  # a candidate that is worth a button when nothing is near
SHORT = 14  # letters of a sentence that may name an act without a topic
TRIES_BEFORE_PERSON = 3
CHOICES_OFFERED = 3
LOST_BY_STOPPING = 2  # answers: with fewer a scenario is left without asking

_SAID_BACK = {
    Closed.THANKS: Key.THANKS,
    Closed.GOODBYE: Key.GOODBYE,
    Closed.GREETING: Key.GREETING,
    Closed.NOTED: Key.NOTED,
    Closed.NOTHING_MORE: Key.NOTHING_MORE,
    Closed.CALLING: Key.CALLING,
    Closed.WAIT: Key.WAIT,
}
_ANSWERED_IN_FLOW = frozenset({Closed.THANKS, Closed.WAIT, Closed.GREETING})
_ASKS_WHAT = {Act.TROUBLE: Key.ASK_TROUBLE, Act.UNDO: Key.ASK_UNDO, Act.ASK: Key.ASK_MORE}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that a rule may look at: how the turn began, and what was said."""

    opened: Opened
    reading: Reading

    @property
    def is_attempt(self) -> bool:
        """An answer to the running step or to an earlier one, even one that it cannot take."""
        answer = self.reading.answer
        is_near = isinstance(answer, Refusal) and answer.key is Key.REFUSED_RANGE
        return isinstance(answer, Read) or self.reading.correction is not None or is_near

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Best first. Worked out when the first rule asks."""
        return candidates(self.reading, self.opened.house)

    @property
    def weighed(self) -> tuple[Candidate, ...]:
        """The candidates, where a rule has asked for them."""
        known: tuple[Candidate, ...] = self.__dict__.get("candidates", ())
        return known

    @cached_property
    def sure(self) -> Candidate | None:
        """The best candidate, when it is sure enough to act on."""
        best = self.candidates[0] if self.candidates else None
        if best is None:
            return None
        extra = SURE_IN_FLOW if self.opened.running and not self.reading.is_instead else 0.0
        return best if best.chance >= self.threshold(best.target) + extra else None

    def threshold(self, target: Target) -> float:
        thresholds = self.opened.house.thresholds
        return thresholds.faq if isinstance(target, ToFaq) else thresholds.intent

    @property
    def near(self) -> tuple[Candidate, ...]:
        margin = self.opened.house.thresholds.margin
        return tuple(
            each for each in self.candidates if each.chance >= self.threshold(each.target) - margin
        )

    @property
    def letters(self) -> int:
        return len(self.reading.said.plain.replace(" ", ""))


Rule = Callable[[Situation], Decision | None]


def decide(now: Situation) -> Decided:
    for rule in RULES:
        decision = rule(now)
        if decision:
            return Decided(decision=decision, rule=rule.__name__, candidates=now.weighed)
    return Decided(decision=fall_back(now), rule=fall_back.__name__, candidates=now.weighed)


def warn_of_danger(now: Situation) -> Decision | None:
    """Before anything else, on every channel, in a scenario too."""
    return Warn(danger=now.reading.danger) if now.reading.danger else None


def withdraw_request(now: Situation) -> Decision | None:
    ticket, said = now.opened.session.ticket, now.reading.said.raw.strip()
    idle = now.opened.running is None and now.reading.guard is Guard.CANCEL
    if ticket and (idle or said in now.opened.house.withdraw_words):
        return Withdraw(ticket=ticket)
    return None


def take_choice(now: Situation) -> Decision | None:
    if now.reading.chosen:
        return TakeChoice(choice=now.reading.chosen)
    offered = now.opened.session.choices
    if len(offered) == 1 and _says_no(now):
        return _declined(now, offered[0])
    return None


def _says_no(now: Situation) -> bool:
    return now.reading.guard is Guard.NO or now.reading.closed is Closed.NOTHING_MORE


def _declined(now: Situation, offered: Choice) -> Decision:
    """Not to go on with a scenario may mean to begin it anew, where that was asked for."""
    plan = now.opened.house.plans.get(offered.intent) if offered.resume else None
    if plan and plan.flow:
        return StartFlow(flow_id=plan.flow, intent=offered.intent)
    return Say(key=Key.RESUME_DECLINED if offered.resume else Key.OFFER_DECLINED)


def person_asked_for(now: Situation) -> Decision | None:
    asks = now.reading.guard is Guard.AGENT or now.reading.closed is Closed.PERSON
    return HandOff() if asks and not isinstance(now.reading.answer, Read) else None


def say_flow_is_lost(now: Situation) -> Decision | None:
    return OfferPerson(key=Key.STEP_MISSING) if now.opened.has_lost_flow else None


def resume_flow(now: Situation) -> Decision | None:
    """After a long silence, or with the question lost, nothing is taken for its answer."""
    running = now.opened.running
    leaves = now.reading.guard in {Guard.CANCEL, Guard.START_OVER, Guard.HELP}
    return ResumeFlow(at=running) if running and now.opened.must_ask and not leaves else None


def answer_by_verb(now: Situation) -> Decision | None:
    """Shall I cancel it? Yes, cancel it: that is an answer, though cancelling is a command."""
    running, answer, correction = now.opened.running, now.reading.answer, now.reading.correction
    if running is None or answer is None or not answer.by_verb:
        return None
    if correction and correction.value is not None:
        return None
    return (
        AnswerStep(at=running, read=answer)
        if isinstance(answer, Read)
        else RefuseAnswer(at=running)
    )


def repeat(now: Situation) -> Decision | None:
    return Repeat() if now.reading.guard is Guard.REPEAT else None


def steer(now: Situation) -> Decision | None:
    """Cancel, start over, back and help, in a flow or outside of one."""
    running = now.opened.running
    match now.reading.guard:
        case Guard.HELP:
            return Say(key=Key.HELP)
        case Guard.CANCEL if running:
            return LeaveFlow(key=Key.CANCELLED)
        case Guard.CANCEL:
            return _ask_what(now, Act.UNDO) or LeaveFlow(key=Key.NOTHING_TO_CANCEL)
        case Guard.START_OVER:
            return LeaveFlow(key=Key.RESTARTED)
        case Guard.BACK if running:
            return GoBack(at=running)
    return None


def offer_to_resume(now: Situation) -> Decision | None:
    """At the first word of a new conversation, unless that word wants something else."""
    unfinished = now.opened.unfinished
    if unfinished is None or now.opened.running:
        return None
    sure = None if now.reading.said.is_silent else now.sure
    flow_id = sure.target.flow_id if sure and isinstance(sure.target, ToFlow) else ""
    is_word = sure is None or isinstance(sure.target, ToReply)
    if not is_word and flow_id != unfinished.flow_id:
        return None
    intent = sure.intent if sure and flow_id else ""
    choice = Choice(label=Key.OFFER_RESUME, intent=intent, resume=True)
    return OfferResume(run=unfinished, choice=choice)


def wait_for_silence(now: Situation) -> Decision | None:
    if not now.reading.said.is_silent:
        return None
    running = now.opened.running
    return RefuseAnswer(at=running) if running else Say(key=Key.SILENCE, is_miss=True)


def correct(now: Situation) -> Decision | None:
    running, correction = now.opened.running, now.reading.correction
    return CorrectAnswer(at=running, correction=correction) if running and correction else None


def answer_step(now: Situation) -> Decision | None:
    running, answer = now.opened.running, now.reading.answer
    if running is None or not isinstance(answer, Read):
        return None
    if running.step.input_type is InputType.TEXT and _wants_out(now, running):
        return None
    return AnswerStep(at=running, read=answer)


def explain_step(now: Situation) -> Decision | None:
    """Instead of an answer: what is that, where is it found, why is it asked? No try is lost."""
    running = now.opened.running
    about = asked_back(running.flow, running.run, now.reading.said) if running else None
    if running is None or about is None:
        return None
    if running.run.explained >= TRIES_BEFORE_PERSON:
        return OfferPerson(key=Key.TOO_MANY_TRIES)
    return ExplainStep(at=running, about=about)


def keep_for_later(now: Situation) -> Decision | None:
    """An answer to a question that is still to come waits for it; a secret is asked again."""
    running, later = now.opened.running, now.reading.later
    if running is None or later is None:
        return None
    key = Key.KEPT_FOR_LATER if later is not running.run else Key.ASKED_LATER
    return KeepForLater(at=running, run=later, key=key)


def stop_here(now: Situation) -> Decision | None:
    """A refusal is no answer to a question that is no yes or no: it asks to stop."""
    running = now.opened.running
    if running is None or (now.is_attempt and running.step.input_type is not InputType.TEXT):
        return None
    if not _wants_out(now, running):
        return None
    if running.run.answer_count >= LOST_BY_STOPPING and now.reading.closed is not None:
        return AskToStop(at=running)
    return LeaveFlow(key=Key.STOPPED)


def _wants_out(now: Situation, running: Running) -> bool:
    if (
        running.step.input_type is not InputType.CONFIRM
        and now.reading.closed is Closed.NOTHING_MORE
    ):
        return True
    best = now.candidates[0] if now.candidates else None
    if best is None or best.chance < now.threshold(best.target):
        return False
    plan = now.opened.house.plans.get(best.intent)
    is_same = plan is not None and plan.flow in running.run.flow_ids
    return is_same and best.act in {Act.UNWANTED, Act.UNDO}


def in_between(now: Situation) -> Decision | None:
    """Thanks, or a moment's patience, in the middle of a scenario."""
    if now.opened.running is None or now.reading.closed not in _ANSWERED_IN_FLOW or now.is_attempt:
        return None
    return Say(key=_SAID_BACK[now.reading.closed])


def digress(now: Situation) -> Decision | None:
    """In a flow, a question or another wish comes between; the flow waits."""
    running, sure = now.opened.running, now.sure
    if running is None or sure is None or now.is_attempt:
        return None
    if _is_bare(now) and not now.reading.is_instead:
        return None
    if isinstance(sure.target, ToFlow) and sure.target.flow_id in running.run.flow_ids:
        return None
    return _act_on(now, sure)


def _is_bare(now: Situation) -> bool:
    """A word or a number alone is an answer that does not fit, never a question of its own."""
    words = now.reading.said.plain.rstrip("요.?! ").split()
    has_figures = any(char.isdigit() for char in now.reading.said.plain)
    best = now.reading.parts[0].acts.best if now.reading.parts else Act.NONE
    return best is Act.NONE and (len(words) < 2 or has_figures)


def refuse_answer(now: Situation) -> Decision | None:
    running = now.opened.running
    if running is None:
        return None
    if running.run.tries >= running.step.max_retries:
        return OfferPerson(key=Key.TOO_MANY_TRIES)
    return RefuseAnswer(at=running)


def say_back(now: Situation) -> Decision | None:
    """Thanks, understood, somebody there?: closed words have closed answers."""
    closed = now.reading.closed
    return Say(key=_SAID_BACK[closed]) if closed in _SAID_BACK else None


def take_number(now: Situation) -> Decision | None:
    """A number that nothing asked for belongs to what the conversation is about, or is asked."""
    number = now.reading.number
    if not number or now.opened.running:
        return None
    flows = [flow for flow in _start_flows(now) if takes_number(flow, number)]
    about = now.opened.session.about
    wanted = {choice.flow_id for choice in now.opened.session.choices if choice.flow_id}
    if about and about.lasts(now.opened.session.turns):
        wanted |= {about.flow_id} if about.flow_id else set()
        plan = now.opened.house.plans.get(about.intent)
        wanted |= {plan.flow} if plan and plan.flow else set()
    fitting = [flow for flow in flows if flow.id in wanted]
    if len(fitting) == 1:
        return StartFlow(flow_id=fitting[0].id, number=number)
    choices = tuple(Choice(label=flow.name, flow_id=flow.id) for flow in fitting or flows)
    if not choices:
        return None
    return AskWhich(choices=choices[:CHOICES_OFFERED], key=Key.ASK_WITH_NUMBER, number=number)


def _start_flows(now: Situation) -> Iterator[Flow]:
    """Scenarios that a topic starts, in the order of the pack."""
    started = dict.fromkeys(plan.flow for plan in now.opened.house.plans.values() if plan.flow)
    for flow_id in started:
        flow = now.opened.flows.current.get(flow_id)
        if flow:
            yield flow


def do_what_is_sure(now: Situation) -> Decision | None:
    return _act_on(now, now.sure) if now.sure else None


def _act_on(now: Situation, sure: Candidate) -> Decision:
    match sure.target:
        case ToFlow(flow_id=flow_id):
            later = _later(now, sure)
            return StartFlow(flow_id=flow_id, later=later, intent=sure.intent)
        case ToFaq(faq_id=faq_id):
            also, later = _also(now, sure), _later(now, sure)
            return AnswerFaq(faq_id=faq_id, also=also, intent=_topic(now, sure), later=later)
        case ToReply(key=key):
            return Say(key=key, intent=sure.intent)
        case ToPerson(reason=reason, priority=priority, queue=queue):
            return HandOff(reason=reason, priority=priority, queue=queue)


def _topic(now: Situation, sure: Candidate) -> str:
    if sure.intent or not sure.hit:
        return sure.intent
    return next((tag for tag in sure.hit.entry.tags if tag in now.opened.house.plans), "")


def _others(now: Situation, sure: Candidate) -> Iterator[Candidate]:
    """Sure candidates from other clauses of the sentence."""
    for each in now.candidates:
        part = now.reading.parts[each.part]
        is_other = each.part != sure.part and part.is_clause
        if is_other and each is not sure and each.chance >= now.threshold(each.target):
            if each.intent != sure.intent or isinstance(each.target, ToFaq):
                yield each


def _also(now: Situation, sure: Candidate) -> str:
    """A second question that an entry answers."""
    for each in _others(now, sure):
        if isinstance(each.target, ToFaq) and not each.target.faq_id.startswith(NOT_HERE):
            return each.target.faq_id
    return ""


def _later(now: Situation, sure: Candidate) -> Choice | None:
    """A second wish, which has its turn after the first."""
    for each in _others(now, sure):
        if isinstance(each.target, ToFlow) and each.target != sure.target:
            return _choice(now, each)
        if isinstance(each.target, ToFaq) and isinstance(sure.target, ToFlow) and each.hit:
            return _choice(now, each)
    return None


def escalate_now(now: Situation) -> Decision | None:
    """A check of the company's own wants a person, and nothing else is sure."""
    needed, reason, priority = now.reading.escalation
    if needed and now.opened.running is None and now.sure is None:
        return HandOff(reason=reason, priority=priority)
    return None


def ask_which(now: Situation) -> Decision | None:
    """Something nearly fits: say what it could be instead of guessing."""
    near = now.near
    return _offer(now, near, Key.WHICH_ONE) if near else None


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
    return _offer(now, tuple(about), Key.ASK_TOPIC, intent=best.name) if about else None


def _is_about(candidate: Candidate, intent: str) -> bool:
    tags = candidate.hit.entry.tags if candidate.hit else ()
    return candidate.intent == intent or intent in tags


def _ask_what(now: Situation, act: Act) -> Decision | None:
    """With the things of which it can be asked as buttons."""
    key = _ASKS_WHAT[act]
    if act is not Act.UNDO:
        return Say(key=key, is_miss=True)
    choices = [
        Choice(label=flow.name, intent=name, flow_id=target.flow_id)
        for name, plan in now.opened.house.plans.items()
        if isinstance(target := plan.when.get(Act.UNDO), ToFlow)
        and (flow := now.opened.flows.current.get(target.flow_id))
    ]
    unique = list({choice.flow_id: choice for choice in choices}.values())
    return AskWhich(choices=tuple(unique[:CHOICES_OFFERED]), key=key) if unique else Say(key=key)


def offer_what_is_nearest(now: Situation) -> Decision | None:
    """Once, before it is said that nothing was understood."""
    if now.opened.session.misses:
        return None
    nearest = tuple(each for each in now.candidates if each.chance >= NEAR_AT_ALL)
    return _offer(now, nearest, Key.WHICH_ONE, is_miss=True) if nearest else None


def _offer(
    now: Situation,
    found: tuple[Candidate, ...],
    key: str,
    *,
    intent: str = "",
    is_miss: bool = False,
) -> Decision | None:
    choices = [choice for each in found if (choice := _choice(now, each)).label]
    unique = list({choice.label: choice for choice in choices}.values())[:CHOICES_OFFERED]
    if not unique:
        return None
    return AskWhich(choices=tuple(unique), key=key, intent=intent, is_miss=is_miss)


def _choice(now: Situation, each: Candidate) -> Choice:
    label = label_of(each.target, now.opened.house, each.intent, each.hit)
    match each.target:
        case ToFlow(flow_id=flow_id):
            return Choice(label=label, intent=each.intent, flow_id=flow_id)
        case ToFaq(faq_id=faq_id) if not faq_id.startswith(NOT_HERE):
            return Choice(label=label, intent=each.intent, faq_id=faq_id)
    return Choice(label="")  # a person, a sentence or what is not done here is no button


def fall_back(now: Situation) -> Decision:
    """Never twice in the same words, and a person in the end."""
    misses = now.opened.session.misses
    if misses + 1 >= TRIES_BEFORE_PERSON:
        return OfferPerson(key=Key.OFFER_PERSON, is_miss=True)
    return Say(key=Key.FALLBACK_AGAIN if misses else Key.FALLBACK, is_miss=True)


RULES: tuple[Rule, ...] = (
    warn_of_danger,
    withdraw_request,
    take_choice,
    person_asked_for,
    say_flow_is_lost,
    resume_flow,
    answer_by_verb,
    repeat,
    steer,
    offer_to_resume,
    wait_for_silence,
    correct,
    answer_step,
    explain_step,
    keep_for_later,
    stop_here,
    in_between,
    digress,
    refuse_answer,
    say_back,
    do_what_is_sure,
    take_number,
    escalate_now,
    ask_which,
    ask_the_rest,
    offer_what_is_nearest,
)
