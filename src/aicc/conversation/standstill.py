"""Counting what led nowhere, after a turn: for the question, for the walk, for the conversation;
and the mood, whose trend may call for a person.
"""

from aicc.conversation.decision import Decision, LeaveFlow, OfferCallback, OfferPerson, Say
from aicc.conversation.draft import Draft
from aicc.conversation.reading import Reading
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.flow import InputType
from aicc.domain.run import FlowRun
from aicc.understanding.escalation import TURNS_OF_A_TREND

# Questions that keys or buttons answer as well as words.
TAKES_KEYS = frozenset(InputType) - {InputType.NONE, InputType.TEXT, InputType.NAME}


def count_turn(draft: Draft, reading: Reading, decision: Decision) -> None:
    before, run = draft.opened.session.run, draft.session.run
    if before and run and before.walk == run.walk:
        waits = reading.closed is Closed.WAIT  # who looks for a card loses nothing by it
        stays = not draft.ways and _is_same(before, run) and not waits
        stalls = before.stalls + 1 if stays else run.stalls
        draft.change(run=run.having(turns=before.turns + 1, stalls=stalls))
    moods = (*draft.session.moods, str(reading.meaning.sentiment.label))[-TURNS_OF_A_TREND:]
    silences = draft.opened.session.silences + 1 if reading.said.is_silent else 0
    draft.change(exits=_exits(draft, decision), silences=silences, moods=moods)


def _is_same(before: FlowRun, run: FlowRun) -> bool:
    return (before.flow_id, before.step_id, before.heard) == (run.flow_id, run.step_id, run.heard)


def _exits(draft: Draft, decision: Decision) -> int:
    """Of ways out that were offered; from the first again once something moves, or at the end."""
    exits = draft.opened.session.exits
    match decision:
        case OfferPerson() | OfferCallback():
            return exits + 1
        case LeaveFlow(key=SentenceKey.LEFT_OFF) | Say(key=SentenceKey.GIVEN_UP):
            return 0
        case Say(key=SentenceKey.OFFER_DECLINED):
            return exits
    stands = draft.session.run is not None or draft.session.misses > 0
    return 0 if draft.ways or not stands else exits
