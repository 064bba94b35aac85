"""What a conversation remembers after a turn: what it is about, and which answers, how long."""

from collections.abc import Iterator
from dataclasses import replace

from aicc.conversation.after_danger import stay_with_danger
from aicc.conversation.decision import (
    AnswerFaq,
    AskWhich,
    Decided,
    Decision,
    Say,
    StartFlow,
    TakeChoice,
    Warn,
)
from aicc.conversation.draft import Draft
from aicc.conversation.reading import Reading
from aicc.conversation.scenario.lasting import Keep, keep_of
from aicc.domain.acts import ToFaq
from aicc.domain.faq import FaqEntry
from aicc.domain.flow import Flow
from aicc.domain.memory import About
from aicc.korean.text.topic_words import topic_words

_MOST_WORDS = 2
_STAYS = stay_with_danger.__name__


def remember(draft: Draft, reading: Reading, decided: Decided) -> About | None:
    """The topic of this turn, or the one before where this has none of its own."""
    before = draft.session.about or About()
    if isinstance(decided.decision, Warn):
        return About(danger=decided.decision.danger.kind, danger_turn=draft.session.turns)
    if decided.rule == _STAYS:
        return replace(before, danger_turn=draft.session.turns)
    if isinstance(decided.decision, AskWhich) and (offered := _first_entry(decided)):
        return _of_list(before, reading, offered, draft.session.turns)
    intent, flow_id, number = _of(decided.decision)
    flow_id = draft.ended_flow or flow_id or draft.flow_id
    entry = draft.answered_by
    if entry and not intent:
        intent = next((tag for tag in entry.tags if tag in draft.opened.house.plans), "")
    if not (intent or flow_id or entry or number):
        return draft.session.about
    keywords = list(_keywords(draft, intent, flow_id))
    words = topic_words(reading.said.plain, keywords) or tuple(keywords[:1])
    if _was_completed(reading, decided):  # "and the fee?" stays with what it was asked of
        words = tuple(dict.fromkeys((*before.words[:1], *words)))[:_MOST_WORDS]
    return replace(
        before,
        intent=intent or before.intent,
        words=words or before.words,
        faq_id=entry.id if entry else "",
        flow_id=flow_id or before.flow_id,
        number=number,
        turn=draft.session.turns,
    )


def _first_entry(decided: Decided) -> FaqEntry | None:
    best = decided.candidates[0] if decided.candidates else None
    return best.hit.entry if best and best.hit and isinstance(best.target, ToFaq) else None


def _of_list(before: About, reading: Reading, offered: FaqEntry, turn: int) -> About:
    """What was only offered is what the conversation is about all the same."""
    words = topic_words(reading.said.plain, offered.keywords) or offered.keywords[:1]
    return replace(before, intent="", words=words or before.words, faq_id="", turn=turn)


def keeps(draft: Draft, *begun: Flow) -> Keep:
    """How long which answers are kept, in these scenarios of the pack."""
    return keep_of(draft.opened.flows, begun, draft.opened.house.pack.keep)


def _was_completed(reading: Reading, decided: Decided) -> bool:
    """What was done was wanted by the sentence together with what the conversation was about."""
    best = decided.candidates[0] if decided.candidates else None
    return best is not None and bool(reading.parts[best.part].completed)


def _of(decision: Decision) -> tuple[str, str, str]:
    """Its topic, its scenario, and the number that is kept."""
    match decision:
        case StartFlow(flow_id=flow_id, intent=intent):
            return intent, flow_id, ""
        case AnswerFaq(intent=intent) | Say(intent=intent):
            return intent, "", ""
        case AskWhich(intent=intent, number=number):
            return intent, "", number
        case TakeChoice(choice=choice):
            return choice.intent, choice.flow_id, ""
    return "", "", ""


def _keywords(draft: Draft, intent: str, flow_id: str) -> Iterator[str]:
    if draft.answered_by:
        yield from draft.answered_by.keywords
    flow = draft.opened.flows.current.get(flow_id)
    if flow:
        yield from flow.name.split()
    known = draft.opened.house.pack.intents.get(intent)
    if known:
        yield from known.keywords
