"""A pack's conversation tests said into a telephone: through the flows, Lex and the Lambdas."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aicc.amazon.connect.model import Flow
from aicc.amazon.phone.bot import Bot
from aicc.amazon.phone.call import Call, Taken
from aicc.amazon.phone.caller import Wants
from aicc.amazon.phone.contact import Contact
from aicc.amazon.phone.lambdas import Handler, Lambdas
from aicc.amazon.phone.phone import Phone
from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.shown import Show, nowhere
from aicc.amazon.phone.world import World
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.packs.schema.conversation import ConversationFile, TurnFile
from aicc.trials.conversations import Played, Result, begin, duration
from aicc.trials.expected import Seen, differences
from aicc.trials.stage import Stage

Turn = Callable[[Incoming, Deadline], Reply]


@dataclass(slots=True, kw_only=True)
class Recorder:
    """Between the turn Lambda and the engine: what the engine replied behind the flow."""

    turn: Turn
    session: Callable[[str], Session | None]
    kept: list[tuple[Reply, Session | None]] = field(default_factory=list)

    def __call__(self, incoming: Incoming, deadline: Deadline) -> Reply:
        reply = self.turn(incoming, deadline)
        if not any(each.turn_id == reply.turn_id for each, _ in self.kept):  # not a try once more
            self.kept.append((reply, self.session(incoming.session_id)))
        return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneStage:
    """A stage with a telephone on it. `recorder` stands before the stage's engine."""

    stage: Stage
    recorder: Recorder
    handlers: Mapping[str, Handler]
    bot: Bot
    shelf: FlowShelf
    first: Flow
    show: Show = nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneResult:
    """`unsaid` turns came when the caller was with a person, or the call was over;
    `unanswered` ones had no reply of the engine behind them."""

    result: Result
    unsaid: int
    unanswered: int
    taken: Sequence[Taken]

    @property
    def passed(self) -> bool:
        return self.result.passed and not self.unanswered


class _TestCaller:
    """Says the next turn wherever the bot listens; hangs up where it is asked for anything else."""

    def __init__(self, turns: Sequence[TurnFile], stage: Stage) -> None:
        self._turns = deque(turns)
        self._stage = stage
        self.said: list[TurnFile] = []

    def answer(self, wants: Wants) -> str | None:
        if wants is not Wants.SPEECH or not self._turns:
            return None
        turn = self._turns.popleft()
        self.said.append(turn)
        self._stage.clock.move(duration(turn.after).total_seconds())
        return f"#{turn.keys}" if turn.keys else f'"{turn.say}"' if turn.say else ""

    def order(self, wait_s: float) -> str | None:
        """Nobody waits for a person in a test."""
        return "/hangup"

    def told(self, order: str, of_what: str) -> str | None:
        return None

    def interrupting(self) -> str:
        return ""


def replay_on_phone(path: Path, conversation: ConversationFile, on: PhoneStage) -> PhoneResult:
    """One call, which hangs up when everything is said."""
    contact_id = f"{path.stem}:phone"
    begin(contact_id, conversation, on.stage)
    on.recorder.kept.clear()
    caller = _TestCaller(conversation.turns, on.stage)
    call = Call(
        contact=Contact(contact_id=contact_id),
        world=World(clock=on.stage.clock),
        caller=caller,
        shelf=on.shelf,
        lambdas=Lambdas(on.handlers),
        bot=on.bot,
        show=on.show,
    )
    Phone(call).ring(on.first)
    turns = list(_played(caller.said, on))
    on.stage.forget(contact_id)
    result = Result(path=path, name=conversation.name, channel=Channel.VOICE, turns=turns)
    return PhoneResult(
        result=result,
        unsaid=len(conversation.turns) - len(caller.said),
        unanswered=len(caller.said) - len(turns),
        taken=call.taken,
    )


def _played(said: Sequence[TurnFile], on: PhoneStage) -> Iterator[Played]:
    """Each turn against the engine's reply behind the flow."""
    before = ""
    for number, (turn, (reply, session)) in enumerate(zip(said, on.recorder.kept, strict=False), 1):
        text = turn.say or turn.keys or ""
        seen = Seen(reply=reply, session=session, find_ticket=on.stage.ticket)
        yield Played(
            number=number,
            said=text,
            reply=reply,
            before=before,
            after=seen.place,
            differences=differences(number, text, turn.expect, seen),
        )
        before = seen.place
