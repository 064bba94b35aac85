"""Conversation tests: a pack's tests/*.yaml against anything that answers turns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aicc.domain.turn import Channel, Incoming, Reply
from aicc.packs.schema import ConversationFile, ExpectFile, TurnFile

AnswerTurn = Callable[[Incoming], Reply]

TESTER = "conversation-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a turn should have given, and what it gave."""

    turn: int
    said: str
    field: str
    expected: object
    got: object

    def __str__(self) -> str:
        said = self.said or "(silence)"
        return (
            f"turn {self.turn} {said!r}: {self.field} should be {self.expected!r}, is {self.got!r}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    path: Path
    name: str
    channel: Channel
    differences: Sequence[Difference]

    @property
    def passed(self) -> bool:
        return not self.differences


def replay(
    path: Path, conversation: ConversationFile, channel: Channel, answer: AnswerTurn
) -> Result:
    """Say every turn of the conversation in a session of its own."""
    differences: list[Difference] = []
    for number, turn in enumerate(conversation.turns, 1):
        incoming = Incoming(
            session_id=f"{path.stem}:{channel}",
            user_id=TESTER,
            message_id=str(number),
            channel=channel,
            text=turn.say or "",
            dtmf=turn.keys or "",
        )
        differences += compare(number, turn, answer(incoming))
    return Result(path=path, name=conversation.name, channel=channel, differences=differences)


def compare(number: int, turn: TurnFile, reply: Reply) -> list[Difference]:
    said = turn.say or turn.keys or ""
    return [
        Difference(turn=number, said=said, field=field, expected=expected, got=got)
        for field, expected, got in _looked_at(turn.expect, reply)
    ]


def _looked_at(expect: ExpectFile, reply: Reply) -> list[tuple[str, object, object]]:
    """Field, expected and given, of everything that differs."""
    given: dict[str, object] = {
        "intent": reply.intent,
        "source": reply.source,
        "step": reply.step_id,
        "faq": reply.trace.get("faq"),
        "handoff": reply.handoff is not None,
        "ended": reply.ended,
    }
    wanted = {name: getattr(expect, name) for name in given}
    found: list[tuple[str, object, object]] = [
        (name, value, given[name])
        for name, value in wanted.items()
        if value is not None and value != given[name]
    ]
    if expect.reply and not re.search(expect.reply, reply.text):
        found.append(("reply", expect.reply, reply.text))
    if expect.not_reply and re.search(expect.not_reply, reply.text):
        found.append(("reply", f"not {expect.not_reply}", reply.text))
    return found
