"""Dialogues played on a stage, turn by turn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aicc.domain.turn import Incoming
from aicc.errors import AiccError
from aicc.trials.dialogues.files import Dialogue
from aicc.trials.dialogues.shown import ShownReply
from aicc.trials.dialogues.verdict import Verdict, judge
from aicc.trials.stage import Stage

CUSTOMER = "dialogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTurn:
    said: str
    reply: ShownReply
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDialogue:
    id: str
    kind: str
    turns: tuple[JudgedTurn, ...]

    @property
    def verdict(self) -> Verdict:
        """That of its worst turn."""
        return max((turn.verdict for turn in self.turns), key=list(Verdict).index)


def play_all(
    dialogues: Sequence[Dialogue], stage_of: Callable[[str], Stage]
) -> Iterator[JudgedDialogue]:
    """One stage for each pack, one session for each dialogue."""
    by_pack = sorted(dialogues, key=lambda dialogue: dialogue.pack)
    for pack, of_pack in groupby(by_pack, key=lambda dialogue: dialogue.pack):
        stage = stage_of(pack)
        yield from (play(dialogue, stage) for dialogue in of_pack)


def play(dialogue: Dialogue, stage: Stage) -> JudgedDialogue:
    stage.begin(dialogue.id)
    turns = []
    for number, turn in enumerate(dialogue.turns, 1):
        reply = _reply(stage, dialogue.id, number, turn.say)
        verdict = judge(turn, reply, dialogue.kind)
        turns.append(JudgedTurn(said=turn.say, reply=reply, verdict=verdict))
    stage.forget(dialogue.id)
    return JudgedDialogue(id=dialogue.id, kind=dialogue.kind, turns=tuple(turns))


def _reply(stage: Stage, session_id: str, number: int, said: str) -> ShownReply:
    incoming = Incoming(session_id=session_id, user_id=CUSTOMER, message_id=str(number), text=said)
    try:
        return ShownReply.of(stage.answer(incoming))
    except AiccError as error:
        return ShownReply(text=str(error), has_failed=True)
