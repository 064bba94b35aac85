"""Turns that staff should look at: where a customer's next steps say that the bot was wrong.

Worked out from history and thumbs when staff ask; nothing of it is kept, and no turn decides by it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from aicc.conversation.record import HIDDEN, reply_in, session_in
from aicc.domain.feedback import Rating, Thumb
from aicc.domain.session import Session
from aicc.domain.turn import Reply, TurnRecord
from aicc.faqs.report.near import groups

ASKED_TOO_OFTEN = 3  # times in one conversation
LETTERS_FROM = 0.75  # so alike, letter by letter, two questions are the same
_MOST_COMPARED = 200  # questions of one conversation, the last ones
_ANSWERS = frozenset({"answer_step", "answer_by_verb", "correct", "keep_for_later"})
_LEAVES = frozenset({"steer", "stop_here", "take_choice", "digress"})
# What a customer says over and over without asking the same question
_NO_QUESTION = _ANSWERS | _LEAVES - {"digress"} | {
    "say_back", "in_between", "repeat", "resume_flow", "withdraw_request", "person_asked_for",
    "talk_with_person", "follow_desk",
}  # fmt: skip

_Walk: TypeAlias = tuple[str, str]  # of a user, through a scenario


class Doubt(StrEnum):
    FALSE_START = "false_start"  # a scenario was left before anything of it was answered
    ASKED_AGAIN = "asked_again"
    THUMBS_DOWN = "thumbs_down"
    ABANDONED = "abandoned"  # a scenario waits, and the customer has gone


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulTurn:
    """`record` is masked, as history is; `reply` has the decision and its trace."""

    doubt: Doubt
    record: TurnRecord
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptTurn:
    record: TurnRecord
    reply: Reply
    session: Session | None  # as it stood afterwards

    @property
    def rule(self) -> str:
        return self.reply.facts.rule

    @property
    def walk(self) -> str:
        """Of the scenario that waits for an answer; it stays the same by another channel."""
        run = self.session.run if self.session else None
        return run.walk or run.flow_id if run else ""


def doubtful(
    turns: Iterable[TurnRecord], ratings: Iterable[Rating], *, now: datetime, gone_after_s: float
) -> list[DoubtfulTurn]:
    """Newest first; a turn stands once for each doubt. `turns` are of one tenant, in order, and as
    many as history gives at once; the time grows with their number. Who has said nothing for
    `gone_after_s` has gone."""
    disliked = {each.turn_id for each in ratings if each.thumb is Thumb.DOWN}
    talks: dict[str, list[_KeptTurn]] = {}
    for record in turns:
        kept = _KeptTurn(record=record, reply=reply_in(record), session=session_in(record))
        talks.setdefault(record.session_id, []).append(kept)
    went_on = _went_on(talks.values())
    gone_before = now - timedelta(seconds=gone_after_s)
    found = [
        DoubtfulTurn(doubt=doubt, record=turn.record, reply=turn.reply)
        for talk in talks.values()
        for doubt, turn in _of_talk(talk, disliked, gone_before, went_on)
    ]
    return sorted(found, key=lambda each: (each.record.at, each.doubt), reverse=True)


def _of_talk(
    talk: Sequence[_KeptTurn], disliked: set[str], gone_before: datetime, went_on: Set[_Walk]
) -> Iterator[tuple[Doubt, _KeptTurn]]:
    for turn in _false_starts(talk):
        yield Doubt.FALSE_START, turn
    for turn in _asked_again(talk):
        yield Doubt.ASKED_AGAIN, turn
    for turn in talk:
        if turn.record.turn_id in disliked:
            yield Doubt.THUMBS_DOWN, turn
    last = talk[-1]
    is_waiting = last.walk and last.session and not last.session.ticket
    is_elsewhere = (last.record.user_id, last.walk) in went_on
    if is_waiting and last.record.at < gone_before and not is_elsewhere:
        yield Doubt.ABANDONED, last


def _went_on(talks: Iterable[Sequence[_KeptTurn]]) -> Set[_Walk]:
    """Users with the scenarios that they had in more than one conversation."""
    in_talks = Counter(
        (talk[-1].record.user_id, walk)
        for talk in talks
        for walk in {turn.walk for turn in talk if turn.walk}
    )
    return {each for each, count in in_talks.items() if count > 1}


def _false_starts(talk: Sequence[_KeptTurn]) -> Iterator[_KeptTurn]:
    """The turns that began a scenario which the customer left without an answer."""
    started: _KeptTurn | None = None
    walk = ""
    for turn in talk:
        if started and turn.walk != started.walk:
            if turn.rule in _LEAVES:
                yield started
            started = None
        elif started and turn.rule in _ANSWERS:
            started = None
        if turn.walk and turn.walk != walk:
            started = turn
        walk = turn.walk


def _asked_again(talk: Sequence[_KeptTurn]) -> Iterator[_KeptTurn]:
    """The last of three turns or more in which the same was asked."""
    asked = [
        turn
        for turn in talk
        if turn.rule not in _NO_QUESTION and turn.record.user_input not in {"", HIDDEN}
    ][-_MOST_COMPARED:]
    if len(asked) < ASKED_TOO_OFTEN:
        return
    for places in groups([turn.record.user_input for turn in asked], LETTERS_FROM):
        if len(places) >= ASKED_TOO_OFTEN:
            yield asked[max(places)]
