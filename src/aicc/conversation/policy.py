"""What to do with a sentence: small named rules in order; the first that decides wins.

The rules look at what is known and do nothing themselves; the engine carries the decision out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from aicc.domain.faq import FaqHit
from aicc.domain.flow import Step
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.meaning import Meaning, Thresholds
from aicc.domain.run import FlowRun
from aicc.domain.sentence import Key
from aicc.domain.session import Choice
from aicc.korean.answers.guards import Guard

FAQ_SURE = 0.9  # the customer asked nearly what the entry asks: no guess at an intent is better
FAQ_TAGGED = 0.15  # an entry tagged with the intent that was understood may score this much less
SURE_IN_FLOW = 0.9  # in a scenario, a guess at a complaint must not take the customer away
TRIES_BEFORE_PERSON = 2
CHOICES_OFFERED = 3


class Action(StrEnum):
    HANDOFF = "handoff"
    WITHDRAW = "withdraw"
    CHOSEN = "chosen"
    REPEAT = "repeat"
    LEAVE_FLOW = "leave_flow"
    BACK = "back"
    ANSWER_STEP = "answer_step"
    CORRECT = "correct"
    RESUME_FLOW = "resume_flow"
    OFFER_RESUME = "offer_resume"
    REFUSE = "refuse"
    START_FLOW = "start_flow"
    SAY = "say"
    ANSWER_FAQ = "answer_faq"
    ASK_WHICH = "ask_which"
    OFFER_PERSON = "offer_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentPlan:
    """What the pack lets an intent do; none of the fields leaves it to the FAQ."""

    label: str
    flow: str | None = None
    reply: str | None = None
    reason: EscalationReason | None = None
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"

    @property
    def does_something(self) -> bool:
        return bool(self.flow or self.reply or self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    action: Action
    key: str = ""
    flow_id: str = ""
    hit: FaqHit | None = None
    choice: Choice | None = None
    choices: tuple[Choice, ...] = ()
    reason: EscalationReason = EscalationReason.USER_REQUEST
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"
    is_miss: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a rule may look at. `faq` searches when it is called, and only once."""

    said: str
    is_silent: bool
    guard: Guard | None
    meaning: Meaning
    plans: Mapping[str, IntentPlan]
    thresholds: Thresholds
    faq: Callable[[], Sequence[FaqHit]]
    escalation: tuple[bool, EscalationReason, EscalationPriority]
    withdraw_words: frozenset[str] = frozenset()
    run: FlowRun | None = None
    step: Step | None = None
    is_answer: bool = False  # the running step can take what was said
    refused: Key | None = None
    corrects: bool = False  # it takes an earlier answer back
    unfinished: str = ""  # the flow in which the user's conversation before broke off
    has_lost_flow: bool = False  # the scenario it stood in has no such step any more
    must_ask: bool = False  # the customer has not heard the running step's question
    chosen: Choice | None = None  # which of the offered choices was said
    offered: tuple[Choice, ...] = field(default=())
    ticket: str | None = None
    misses: int = 0

    @property
    def is_attempt(self) -> bool:
        """An answer to the running step or to an earlier one, even one that it cannot take."""
        return self.is_answer or self.corrects or self.refused is Key.REFUSED_RANGE

    @property
    def plan(self) -> IntentPlan | None:
        """What the intent that was understood may do; None when none was, or not surely."""
        best = self.meaning.intent
        if not self.meaning.in_scope or best.confidence < self.thresholds.intent:
            return None
        return self.plans.get(best.name)

    @property
    def is_sure_enough(self) -> bool:
        """To take the customer out of what is going on."""
        return self.run is None or self.meaning.intent.confidence >= SURE_IN_FLOW

    @property
    def best_faq(self) -> FaqHit | None:
        """The best entry above the threshold; idle, one tagged with the intent may score less."""
        hits, least = self.faq(), self.thresholds.faq
        if hits and hits[0].score >= least:
            return hits[0]
        plan = self.plan
        if self.run or plan is None or plan.does_something:
            return None
        about = (hit for hit in hits if self.meaning.intent.name in hit.entry.tags)
        best = next(about, None)
        return best if best and best.score >= least - FAQ_TAGGED else None


Rule = Callable[[Situation], Decision | None]


def decide(situation: Situation) -> Decision:
    for rule in RULES:
        decision = rule(situation)
        if decision:
            return _named(decision, rule)
    return _named(fall_back(situation), fall_back)


def withdraw_request(now: Situation) -> Decision | None:
    idle = now.run is None and now.guard is Guard.CANCEL
    if now.ticket and (idle or now.said in now.withdraw_words):
        return Decision(action=Action.WITHDRAW)
    return None


def person_asked_for(now: Situation) -> Decision | None:
    return Decision(action=Action.HANDOFF) if now.guard is Guard.AGENT else None


def say_flow_is_lost(now: Situation) -> Decision | None:
    lost = now.has_lost_flow
    return Decision(action=Action.OFFER_PERSON, key=Key.STEP_MISSING) if lost else None


def faq_if_sure(now: Situation) -> Decision | None:
    """Asked nearly as an entry asks it: no guess at an intent is better."""
    if now.guard or now.is_attempt or now.is_silent:
        return None
    hit = now.best_faq
    sure = hit is not None and hit.score >= max(FAQ_SURE, now.meaning.intent.confidence)
    return Decision(action=Action.ANSWER_FAQ, hit=hit) if sure else None


def escalate_now(now: Situation) -> Decision | None:
    """What the pack or a check wants a person for, unless an entry answers just that."""
    plan = now.plan
    if plan and plan.reason and not now.is_attempt and now.is_sure_enough:
        return Decision(
            action=Action.HANDOFF, reason=plan.reason, priority=plan.priority, queue=plan.queue
        )
    needed, reason, priority = now.escalation
    covered = plan is not None and plan.flow is not None  # a scenario takes care of it faster
    if needed and not covered and now.run is None and now.best_faq is None:
        return Decision(action=Action.HANDOFF, reason=reason, priority=priority)
    return None


def take_choice(now: Situation) -> Decision | None:
    if now.chosen:
        return Decision(action=Action.CHOSEN, choice=now.chosen)
    if now.offered and now.guard is Guard.NO:
        return _declined(now, now.offered[0])
    return None


def _declined(now: Situation, offered: Choice) -> Decision:
    """Not to go on with a scenario may mean to begin it anew, where that was asked for."""
    plan = now.plans.get(offered.intent) if offered.resume else None
    if plan and plan.flow:
        return Decision(action=Action.START_FLOW, flow_id=plan.flow)
    key = Key.RESUME_DECLINED if offered.resume else Key.OFFER_DECLINED
    return Decision(action=Action.SAY, key=key)


def repeat(now: Situation) -> Decision | None:
    return Decision(action=Action.REPEAT) if now.guard is Guard.REPEAT else None


def steer(now: Situation) -> Decision | None:
    """Cancel, start over, back and help, in a flow or outside of one."""
    if now.guard is Guard.HELP:
        return Decision(action=Action.SAY, key=Key.HELP)
    if now.guard is Guard.CANCEL:
        key = Key.CANCELLED if now.run else Key.NOTHING_TO_CANCEL
        return Decision(action=Action.LEAVE_FLOW, key=key)
    if now.guard is Guard.START_OVER:
        return Decision(action=Action.LEAVE_FLOW, key=Key.RESTARTED)
    if now.guard is Guard.BACK and now.run:
        return Decision(action=Action.BACK)
    return None


def offer_to_resume(now: Situation) -> Decision | None:
    """At the first word of a new conversation, unless that word wants something else."""
    if not now.unfinished or now.run:
        return None
    plan = now.plan
    wants_other = plan is not None and plan.flow not in {None, now.unfinished}
    asks = not now.is_silent and now.best_faq is not None
    if wants_other or asks:
        return None
    intent = now.meaning.intent.name if plan and plan.flow else ""
    choice = Choice(label=Key.OFFER_RESUME, intent=intent, resume=True)
    return Decision(action=Action.OFFER_RESUME, choice=choice)


def wait_for_silence(now: Situation) -> Decision | None:
    if not now.is_silent:
        return None
    if now.run:
        return Decision(action=Action.REFUSE)
    return Decision(action=Action.SAY, key=Key.SILENCE, is_miss=True)


def resume_flow(now: Situation) -> Decision | None:
    """After a long silence, or with the question lost, nothing is taken for its answer."""
    waits = now.run is not None and now.must_ask
    leaves = now.guard in {Guard.CANCEL, Guard.START_OVER, Guard.HELP}
    return Decision(action=Action.RESUME_FLOW) if waits and not leaves else None


def correct(now: Situation) -> Decision | None:
    return Decision(action=Action.CORRECT) if now.run and now.corrects else None


def answer_step(now: Situation) -> Decision | None:
    return Decision(action=Action.ANSWER_STEP) if now.run and now.is_answer else None


def digress(now: Situation) -> Decision | None:
    """In a flow, a question or another wish comes between; the flow waits."""
    if not now.run or now.is_attempt:
        return None
    hit, plan = now.best_faq, now.plan
    goes_elsewhere = plan is not None and plan.flow not in {None, *now.run.flow_ids}
    if hit and (hit.score >= FAQ_SURE or not (goes_elsewhere or (plan and plan.reply))):
        return Decision(action=Action.ANSWER_FAQ, hit=hit)
    if plan and plan.reply:
        return Decision(action=Action.SAY, key=plan.reply)
    if plan and plan.flow and goes_elsewhere:
        return Decision(action=Action.START_FLOW, flow_id=plan.flow)
    return None


def refuse_answer(now: Situation) -> Decision | None:
    if not (now.run and now.step):
        return None
    if now.run.tries >= now.step.max_retries:
        return Decision(action=Action.OFFER_PERSON, key=Key.TOO_MANY_TRIES)
    return Decision(action=Action.REFUSE)


def start_scenario(now: Situation) -> Decision | None:
    plan = now.plan
    if plan and plan.flow:
        return Decision(action=Action.START_FLOW, flow_id=plan.flow)
    return None


def say_reply(now: Situation) -> Decision | None:
    plan = now.plan
    return Decision(action=Action.SAY, key=plan.reply) if plan and plan.reply else None


def answer_faq(now: Situation) -> Decision | None:
    hit = now.best_faq
    return Decision(action=Action.ANSWER_FAQ, hit=hit) if hit else None


def ask_which(now: Situation) -> Decision | None:
    """Something nearly fits: say what it could be instead of guessing."""
    near_faq, near_intent = (
        now.thresholds.faq - now.thresholds.margin,
        now.thresholds.intent - now.thresholds.margin,
    )
    choices = [
        Choice(label=now.plans[each.name].label, intent=each.name)
        for each in now.meaning.intents
        if now.meaning.in_scope
        and each.confidence >= near_intent
        and each.name in now.plans
        and now.plans[each.name].flow
    ]
    choices += [
        Choice(label=hit.entry.question, faq_id=hit.entry.id)
        for hit in now.faq()
        if hit.score >= near_faq
    ]
    if not choices:
        return None
    return Decision(action=Action.ASK_WHICH, choices=tuple(choices[:CHOICES_OFFERED]))


def fall_back(now: Situation) -> Decision:
    if now.misses + 1 >= TRIES_BEFORE_PERSON:
        return Decision(action=Action.OFFER_PERSON, key=Key.OFFER_PERSON, is_miss=True)
    return Decision(action=Action.SAY, key=Key.FALLBACK, is_miss=True)


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


def _named(decision: Decision, rule: Callable[[Situation], Decision | None]) -> Decision:
    return replace(decision, rule=rule.__name__)
