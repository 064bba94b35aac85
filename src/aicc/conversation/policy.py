"""What to do with a sentence: small named rules in order; the first that decides wins.

The rules look at what is known and do nothing themselves; the acts carry the decision out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aicc.conversation.decision import (
    AnswerFaq,
    AnswerStep,
    AskWhich,
    CorrectAnswer,
    Decided,
    Decision,
    GoBack,
    HandOff,
    LeaveFlow,
    OfferPerson,
    OfferResume,
    RefuseAnswer,
    Repeat,
    ResumeFlow,
    Say,
    StartFlow,
    TakeChoice,
    Withdraw,
)
from aicc.conversation.house import IntentPlan
from aicc.conversation.opening import Opened
from aicc.conversation.reading import Reading
from aicc.conversation.scenario.answers import Read, Refusal
from aicc.domain.faq import FaqHit
from aicc.domain.sentence import Key
from aicc.domain.session import Choice
from aicc.korean.answers.guards import Guard

FAQ_SURE = 0.9  # the customer asked nearly what the entry asks: no guess at an intent is better
FAQ_TAGGED = 0.15  # an entry tagged with the intent that was understood may score this much less
SURE_IN_FLOW = 0.9  # in a scenario, a guess at a complaint must not take the customer away
TRIES_BEFORE_PERSON = 2
CHOICES_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def plan(self) -> IntentPlan | None:
        """What the intent that was understood may do; None when none was, or not surely."""
        meaning = self.reading.meaning
        best = meaning.intent
        if not meaning.in_scope or best.confidence < self.opened.house.thresholds.intent:
            return None
        return self.opened.house.plans.get(best.name)

    @property
    def is_sure_enough(self) -> bool:
        """To take the customer out of what is going on."""
        confidence = self.reading.meaning.intent.confidence
        return self.opened.running is None or confidence >= SURE_IN_FLOW

    @property
    def best_faq(self) -> FaqHit | None:
        """The best entry above the threshold; idle, one tagged with the intent may score less."""
        hits, least = self.reading.faq.hits(), self.opened.house.thresholds.faq
        if hits and hits[0].score >= least:
            return hits[0]
        plan = self.plan
        if self.opened.running or plan is None or plan.does_something:
            return None
        intent = self.reading.meaning.intent.name
        best = next((hit for hit in hits if intent in hit.entry.tags), None)
        return best if best and best.score >= least - FAQ_TAGGED else None


Rule = Callable[[Situation], Decision | None]


def decide(now: Situation) -> Decided:
    for rule in RULES:
        decision = rule(now)
        if decision:
            return Decided(decision=decision, rule=rule.__name__)
    return Decided(decision=fall_back(now), rule=fall_back.__name__)


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
    if offered and now.reading.guard is Guard.NO:
        return _declined(now, offered[0])
    return None


def _declined(now: Situation, offered: Choice) -> Decision:
    """Not to go on with a scenario may mean to begin it anew, where that was asked for."""
    plan = now.opened.house.plans.get(offered.intent) if offered.resume else None
    if plan and plan.flow:
        return StartFlow(flow_id=plan.flow)
    return Say(key=Key.RESUME_DECLINED if offered.resume else Key.OFFER_DECLINED)


def person_asked_for(now: Situation) -> Decision | None:
    return HandOff() if now.reading.guard is Guard.AGENT else None


def say_flow_is_lost(now: Situation) -> Decision | None:
    return OfferPerson(key=Key.STEP_MISSING) if now.opened.has_lost_flow else None


def faq_if_sure(now: Situation) -> Decision | None:
    """Asked nearly as an entry asks it: no guess at an intent is better."""
    if now.reading.guard or now.is_attempt or now.reading.said.is_silent:
        return None
    hit = now.best_faq
    if hit and hit.score >= max(FAQ_SURE, now.reading.meaning.intent.confidence):
        return AnswerFaq(hit=hit)
    return None


def escalate_now(now: Situation) -> Decision | None:
    """What the pack or a check wants a person for, unless an entry answers just that."""
    plan = now.plan
    if plan and plan.reason and not now.is_attempt and now.is_sure_enough:
        return HandOff(reason=plan.reason, priority=plan.priority, queue=plan.queue)
    needed, reason, priority = now.reading.escalation
    covered = plan is not None and plan.flow is not None  # a scenario takes care of it faster
    if needed and not covered and now.opened.running is None and now.best_faq is None:
        return HandOff(reason=reason, priority=priority)
    return None


def resume_flow(now: Situation) -> Decision | None:
    """After a long silence, or with the question lost, nothing is taken for its answer."""
    running = now.opened.running
    leaves = now.reading.guard in {Guard.CANCEL, Guard.START_OVER, Guard.HELP}
    return ResumeFlow(at=running) if running and now.opened.must_ask and not leaves else None


def repeat(now: Situation) -> Decision | None:
    return Repeat() if now.reading.guard is Guard.REPEAT else None


def steer(now: Situation) -> Decision | None:
    """Cancel, start over, back and help, in a flow or outside of one."""
    running = now.opened.running
    match now.reading.guard:
        case Guard.HELP:
            return Say(key=Key.HELP)
        case Guard.CANCEL:
            return LeaveFlow(key=Key.CANCELLED if running else Key.NOTHING_TO_CANCEL)
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
    plan = now.plan
    wants_other = plan is not None and plan.flow not in {None, unfinished.flow_id}
    asks = not now.reading.said.is_silent and now.best_faq is not None
    if wants_other or asks:
        return None
    intent = now.reading.meaning.intent.name if plan and plan.flow else ""
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
    return AnswerStep(at=running, read=answer) if running and isinstance(answer, Read) else None


def digress(now: Situation) -> Decision | None:
    """In a flow, a question or another wish comes between; the flow waits."""
    running = now.opened.running
    if running is None or now.is_attempt:
        return None
    hit, plan = now.best_faq, now.plan
    goes_elsewhere = plan is not None and plan.flow not in {None, *running.run.flow_ids}
    if hit and (hit.score >= FAQ_SURE or not (goes_elsewhere or (plan and plan.reply))):
        return AnswerFaq(hit=hit)
    if plan and plan.reply:
        return Say(key=plan.reply)
    if plan and plan.flow and goes_elsewhere:
        return StartFlow(flow_id=plan.flow)
    return None


def refuse_answer(now: Situation) -> Decision | None:
    running = now.opened.running
    if running is None:
        return None
    if running.run.tries >= running.step.max_retries:
        return OfferPerson(key=Key.TOO_MANY_TRIES)
    return RefuseAnswer(at=running)


def start_scenario(now: Situation) -> Decision | None:
    plan = now.plan
    return StartFlow(flow_id=plan.flow) if plan and plan.flow else None


def say_reply(now: Situation) -> Decision | None:
    plan = now.plan
    return Say(key=plan.reply) if plan and plan.reply else None


def answer_faq(now: Situation) -> Decision | None:
    hit = now.best_faq
    return AnswerFaq(hit=hit) if hit else None


def ask_which(now: Situation) -> Decision | None:
    """Something nearly fits: say what it could be instead of guessing."""
    choices = (*_near_intents(now), *_near_entries(now))[:CHOICES_OFFERED]
    return AskWhich(choices=choices) if choices else None


def _near_intents(now: Situation) -> tuple[Choice, ...]:
    meaning, house = now.reading.meaning, now.opened.house
    if not meaning.in_scope:
        return ()
    least = house.thresholds.intent - house.thresholds.margin
    near = (each.name for each in meaning.intents if each.confidence >= least)
    known = ((name, house.plans[name]) for name in near if name in house.plans)
    return tuple(Choice(label=plan.label, intent=name) for name, plan in known if plan.flow)


def _near_entries(now: Situation) -> tuple[Choice, ...]:
    thresholds = now.opened.house.thresholds
    least = thresholds.faq - thresholds.margin
    near = (hit.entry for hit in now.reading.faq.hits() if hit.score >= least)
    return tuple(Choice(label=entry.question, faq_id=entry.id) for entry in near)


def fall_back(now: Situation) -> Decision:
    if now.opened.session.misses + 1 >= TRIES_BEFORE_PERSON:
        return OfferPerson(key=Key.OFFER_PERSON, is_miss=True)
    return Say(key=Key.FALLBACK, is_miss=True)


RULES: tuple[Rule, ...] = (
    withdraw_request,
    take_choice,
    person_asked_for,
    say_flow_is_lost,
    faq_if_sure,
    escalate_now,
    resume_flow,
    repeat,
    steer,
    offer_to_resume,
    wait_for_silence,
    correct,
    answer_step,
    digress,
    refuse_answer,
    start_scenario,
    say_reply,
    answer_faq,
    ask_which,
)
