"""Doing what is sure, and offering what is not: candidates made into decisions."""

from collections.abc import Iterator

from aicc.conversation.candidates import Candidate, label_of
from aicc.conversation.decision import (
    AnswerFaq,
    AskWhich,
    Decision,
    HandOff,
    Say,
    StartFlow,
)
from aicc.conversation.situation import Situation
from aicc.domain.acts import ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.faq import NOT_HERE
from aicc.domain.handoff import EscalationReason
from aicc.domain.session import Choice

CHOICES_OFFERED = 3
WORTH_A_BUTTON = 0.1  # the chance from which one may fill up a list


def act_on(now: Situation, sure: Candidate) -> Decision:
    match sure.target:
        case ToFlow(flow_id=flow_id):
            later = _later(now, sure)
            return StartFlow(flow_id=flow_id, later=later, intent=sure.intent)
        case ToFaq(faq_id=faq_id):
            also, later = _also(now, sure), _later(now, sure)
            return AnswerFaq(faq_id=faq_id, also=also, intent=topic_of(now, sure), later=later)
        case ToReply(key=key):
            ends = key == SentenceKey.GOODBYE and now.opened.running is None
            return Say(key=key, intent=sure.intent, ends=ends)
        case ToPerson():
            return _to_person(sure.target)


def _to_person(target: ToPerson) -> HandOff:
    """Who did not ask for a person hears why one comes."""
    asked = target.reason is EscalationReason.USER_REQUEST
    key = SentenceKey.TICKET_KEPT if asked else SentenceKey.TICKET_FOR_TOPIC
    return HandOff(
        reason=target.reason,
        priority=target.priority,
        queue=target.queue,
        key=target.say or key,
    )


def topic_of(now: Situation, sure: Candidate) -> str:
    if sure.intent or not sure.hit:
        return sure.intent
    return next((tag for tag in sure.hit.entry.tags if tag in now.opened.house.plans), "")


def _others(now: Situation, sure: Candidate) -> Iterator[Candidate]:
    """Sure candidates from other clauses of the sentence."""
    for each in now.candidates:
        part = now.reading.parts[each.part]
        is_part = part.is_clause or part.is_joined
        is_elsewhere = each.part != sure.part and is_part and each is not sure
        is_other = each.intent != sure.intent or isinstance(each.target, ToFaq)
        if is_elsewhere and is_other and each.chance >= now.threshold(each.target):
            yield each


def _nearly(now: Situation, sure: Candidate) -> Iterator[Candidate]:
    """What the other of two matters that were named in one clause nearly surely is."""
    if now.reading.parts[sure.part].is_joined:
        for each in now.near:
            part = now.reading.parts[each.part]
            if part.is_joined and each.part != sure.part and isinstance(each.target, ToFaq):
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
            return choice_of(now, each)
        if isinstance(each.target, ToFaq) and isinstance(sure.target, ToFlow) and each.hit:
            return choice_of(now, each)
    if not _also(now, sure):
        for each in _nearly(now, sure):
            return choice_of(now, each)
    return None


def offer(
    now: Situation,
    found: tuple[Candidate, ...],
    key: str,
    *,
    intent: str = "",
    subject: str = "",
    is_miss: bool = False,
) -> Decision | None:
    """With what is next best behind what was found, where that leaves room."""
    rest = (each for each in now.candidates if each.chance >= WORTH_A_BUTTON)
    choices = [choice for each in (*found, *rest) if (choice := choice_of(now, each)).label]
    unique = list({choice.label: choice for choice in choices}.values())[:CHOICES_OFFERED]
    if not unique:
        return None
    return AskWhich(choices=tuple(unique), key=key, intent=intent, subject=subject, is_miss=is_miss)


def choice_of(now: Situation, each: Candidate) -> Choice:
    label = label_of(each.target, now.opened.house, each.intent, each.hit)
    match each.target:
        case ToFlow(flow_id=flow_id):
            return Choice(label=label, intent=each.intent, flow_id=flow_id)
        case ToFaq(faq_id=faq_id) if not faq_id.startswith(NOT_HERE):
            return Choice(label=label, intent=each.intent, faq_id=faq_id)
    return Choice(label="")  # a person, a sentence or what is not done here is no button
