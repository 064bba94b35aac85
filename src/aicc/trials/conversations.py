"""Conversation tests: a pack's tests/*.yaml played on a stage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from aicc.clock import KST, TEST_NOW
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.packs.from_files import seconds_in
from aicc.packs.schema.conversation import Answer, AnswerFile, ConversationFile
from aicc.systems.backend.port import BackendAnswer
from aicc.trials.expected import Difference, Seen, differences
from aicc.trials.stage import NONSENSE, Script, Stage

TESTER = "conversation-test"
_ANSWERS = {"away": None, "nonsense": NONSENSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One turn as it went; `before` and `after` are where the scenario stood, as "flow/step"."""

    number: int
    said: str
    reply: Reply
    before: str = ""
    after: str = ""
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    path: Path
    name: str
    channel: Channel
    turns: Sequence[Played] = field(default=())

    @property
    def differences(self) -> Sequence[Difference]:
        return [difference for turn in self.turns for difference in turn.differences]

    @property
    def passed(self) -> bool:
        return not self.differences


def replay(path: Path, conversation: ConversationFile, channel: Channel, stage: Stage) -> Result:
    """Say every turn of the conversation in a session of its own."""
    session_id = f"{path.stem}:{channel}"
    begin(session_id, conversation, stage)
    turns = list(_turns(session_id, conversation, channel, stage))
    stage.forget(session_id)
    return Result(path=path, name=conversation.name, channel=channel, turns=turns)


def begin(session_id: str, conversation: ConversationFile, stage: Stage) -> None:
    """The stage as the conversation wants it: its clock, and what the back end answers."""
    now = conversation.now or TEST_NOW
    stage.begin(
        session_id,
        now=now if now.tzinfo else now.replace(tzinfo=KST),
        script=script_of(conversation),
    )


def script_of(conversation: ConversationFile) -> Script:
    return {
        action: [_answer(each) for each in (written if isinstance(written, list) else [written])]
        for action, written in conversation.backend.items()
    }


def _turns(
    session_id: str, conversation: ConversationFile, channel: Channel, stage: Stage
) -> Iterator[Played]:
    before = ""
    for number, turn in enumerate(conversation.turns, 1):
        stage.clock.move(duration(turn.after).total_seconds())
        incoming = Incoming(
            session_id=session_id,
            user_id=TESTER,
            message_id=str(number),
            channel=channel,
            text=turn.say or "",
            dtmf=turn.keys or "",
        )
        reply = stage.answer(incoming)
        seen = Seen(reply=reply, session=stage.session(session_id), find_ticket=stage.ticket)
        after = seen.place
        yield Played(
            number=number,
            said=incoming.said,
            reply=reply,
            before=before,
            after=after,
            differences=differences(number, incoming.said, turn.expect, seen),
        )
        before = after


def _answer(written: Answer) -> BackendAnswer | None:
    if isinstance(written, AnswerFile):
        return BackendAnswer(outcome=written.outcome, values=written.values)
    return _ANSWERS[written]


def duration(written: str | None) -> timedelta:
    if written is None:
        return timedelta(0)
    return timedelta(seconds=seconds_in(written))
