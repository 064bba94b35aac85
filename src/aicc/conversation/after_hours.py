"""What is said of a request for a person: kept, and outside of hours why nobody comes and when
somebody looks at it. Nothing is promised that the queue cannot keep.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from aicc.conversation.decision import HandOff
from aicc.conversation.draft import Draft
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.json import Json
from aicc.domain.opening_hours import DEFAULT_QUEUE, OpenState, Why
from aicc.domain.session import Choice

_WHY_CLOSED = {
    Why.BREAK: SentenceKey.CLOSED_BREAK,
    Why.HOLIDAY: SentenceKey.CLOSED_DAY,
    Why.SPECIAL: SentenceKey.CLOSED_DAY,
}


def is_open(draft: Draft, queue: str = DEFAULT_QUEUE) -> bool:
    return _state(draft, queue).is_open


def say_kept(draft: Draft, wanted: HandOff, ticket: str, *, is_new: bool) -> None:
    """The request is in the queue, whether or not somebody is there."""
    state = _state(draft, wanted.queue)
    if not is_new:
        draft.say(SentenceKey.TICKET_ALREADY, ticket=ticket)
    elif state.is_open:
        draft.say(wanted.key, ticket=ticket)
    else:
        draft.say(SentenceKey.TICKET_WHILE_CLOSED, ticket=ticket)
    if not state.is_open:
        say_closed(draft, state)
        if draft.handoff and state.opens:
            draft.handoff = replace(draft.handoff, opens=state.opens.isoformat())
        if is_new:
            _offer_callback(draft)


def say_closed(draft: Draft, state: OpenState) -> None:
    """Why nobody is there, and from when on somebody is."""
    draft.say(_WHY_CLOSED.get(state.why, SentenceKey.CLOSED_NOW), day=state.name)
    if state.opens is None:
        return draft.say(SentenceKey.OPENS_SOME_TIME)
    return draft.say(SentenceKey.OPENS_AT, **opening(state.opens))


def closed_words(state: OpenState) -> Iterator[tuple[SentenceKey, Mapping[str, Json]]]:
    """The same for a caller who made no request."""
    yield _WHY_CLOSED.get(state.why, SentenceKey.CLOSED_NOW), {"day": state.name}
    if state.opens:
        yield SentenceKey.QUEUE_OPENS, opening(state.opens)


def opening(opens: datetime) -> dict[str, Json]:
    """The values of sentences that say when it opens."""
    return {"opens": opens.date().isoformat(), "opens_time": f"{opens:%H:%M}"}


def _state(draft: Draft, queue: str) -> OpenState:
    return draft.opened.house.hours.at(queue, draft.opened.now)


def _offer_callback(draft: Draft) -> None:
    """Where the pack takes one and no question waits for its answer."""
    flow_id = draft.opened.house.pack.callback
    if draft.session.run or draft.session.choices or flow_id not in draft.opened.flows.current:
        return
    if draft.ended_flow == flow_id:
        return
    draft.say(SentenceKey.CALLBACK_WHILE_CLOSED)
    draft.change(choices=(Choice(label=SentenceKey.CALLBACK_WHILE_CLOSED, flow_id=flow_id),))
