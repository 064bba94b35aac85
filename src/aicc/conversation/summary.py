"""The summary of a conversation for the person who takes over: picked out of it, never made up."""

from collections.abc import Callable, Sequence

from aicc.conversation.record import reply_in
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff_summary import Exchange, HandoffSummary
from aicc.domain.session import Session
from aicc.domain.turn import Reply, Source, TurnRecord

MOST_TRIED, LAST = 12, 3
_BAD_MOODS = frozenset({"negative", "anger", "worry"})
# Rules whose sentences are no wish: thanks, a yes, a request for a person
_NO_WISH = frozenset({
    "say_back", "say_goodbye", "person_asked_for", "withdraw_request", "repeat", "steer",
    "wait_for_silence", "take_choice", "answer_step", "answer_by_verb", "correct", "browse",
    "answer_in_other_words", "answer_kindly", "refuse_answer", "explain_step", "hear_anger",
    "talk_with_person", "follow_desk",
})  # fmt: skip
_REFUSED = frozenset({"refuse_answer", "admit_not_knowing"})

Title = Callable[[str], str]


def summary_of(
    turns: Sequence[TurnRecord],
    session: Session,
    *,
    asked_with: str,
    flows: FlowLibrary,
    title_of: Title,
    label_of: Title,
) -> HandoffSummary:
    """`turns` are those before, oldest first; `asked_with` is the sentence of now, masked.
    `title_of` an entry and `label_of` a topic, by their ids; empty where it is gone."""
    told = [(turn, reply_in(turn)) for turn in turns]
    flow_id = _flow_id(session, told)
    flow = flows.current.get(flow_id)
    topic, wish = (flow.name, _first_of(flow_id, told)) if flow else ("", "")
    if not topic:
        topic, wish = _last_topic(told, label_of, title_of)
    return HandoffSummary(
        topic=topic,
        said=wish or _last_wish(told) or asked_with,
        verified=_verified(session),
        tried=tuple(_tried(told, flows, title_of))[-MOST_TRIED:],
        moods=_moods(session, told),
        last=tuple(_exchange(turn) for turn in turns[-LAST:]),
    )


Told = Sequence[tuple[TurnRecord, Reply]]


def _flow_id(session: Session, told: Told) -> str:
    """The scenario that waits; else the last one that moved."""
    waiting = session.run or next(reversed(session.paused), None)
    if waiting:
        return waiting.flow_id
    return next((r.facts.flow_id for _, r in reversed(told) if r.facts.flow_id), "")


def _first_of(flow_id: str, told: Told) -> str:
    """What was said when the last walk through it began."""
    first = ""
    for turn, reply in reversed(told):
        if reply.facts.flow_id == flow_id:
            first = turn.user_input
        elif first and reply.facts.flow_id:
            break
    return first


def _last_topic(told: Told, label_of: Title, title_of: Title) -> tuple[str, str]:
    for turn, reply in reversed(told):
        if reply.facts.rule in _NO_WISH:
            continue
        title = title_of(reply.facts.faq_id) if reply.source is Source.FAQ else ""
        topic = title or (label_of(reply.intent) if reply.intent else "")
        if topic:
            return topic, turn.user_input
    return "", ""


def _last_wish(told: Told) -> str:
    wishes = (turn.user_input for turn, reply in reversed(told) if reply.facts.rule not in _NO_WISH)
    return next(filter(None, wishes), "")


def _verified(session: Session) -> tuple[str, ...]:
    """The names of what a system confirmed of the customer, never the values."""
    names = [each.name for each in session.kept if each.was_found]
    for run in (session.run, *session.paused):
        names += [name for name in run.answers if name in run.secrets] if run else []
    return tuple(dict.fromkeys(names))


def _tried(told: Told, flows: FlowLibrary, title_of: Title) -> Sequence[str]:
    tried: list[str] = []
    for _, reply in told:
        facts, flow = reply.facts, flows.current.get(reply.facts.flow_id)
        if reply.source is Source.FAQ and title_of(facts.faq_id):
            tried.append(title_of(facts.faq_id))
        elif flow and facts.rule in _REFUSED:
            tried.append(f"{flow.name}: {facts.step_id} ✕")
        elif flow and facts.ways:
            tried.append(f"{flow.name}: {facts.step_id}")
    return list(dict.fromkeys(tried))


def _moods(session: Session, told: Told) -> tuple[str, ...]:
    shown = [str(each) for each in session.felt]
    shown += [reply.sentiment for _, reply in told[-LAST:]]
    return tuple(dict.fromkeys(each for each in shown if each in _BAD_MOODS))


def _exchange(turn: TurnRecord) -> Exchange:
    return Exchange(said=turn.user_input, reply=turn.bot_response)
