"""Walking a pack's scenarios with made-up customers, and what was found on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Self

from aicc.clock import KST
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.turn import Incoming, QuickReply
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.packs.pack import Pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.redact import without_residents
from aicc.stores.jsontext import to_text
from aicc.trials.conversations import script_of
from aicc.trials.fuzz.answers import Answers
from aicc.trials.fuzz.checks import Turn, WalkFault, Watch
from aicc.trials.fuzz.customer import Customer, Said, scene
from aicc.trials.fuzz.systems import answers_of_systems, lent_by
from aicc.trials.stage import NONSENSE, Script, Stage

MOST_TURNS = 40  # but for large scenarios
CUSTOMER = "walker"
_GOOD_CUSTOMERS = 0.2
_STOPS_AT_AN_END = 0.5
_IS_LENT = 0.2
_IS_AWAY = 0.04  # of each action of the back end
_IS_NONSENSE = 0.01

NextSaid = Callable[[Turn | None], Said | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One conversation, and what was wrong with its last turn."""

    number: int
    script: Script
    turns: Sequence[Turn]
    problem: WalkFault | None = None

    @property
    def ways(self) -> Iterator[str]:
        for turn in self.turns:
            if turn.reply:
                yield from turn.reply.facts.ways


@dataclass(slots=True, kw_only=True)
class Walked:
    """What came of many walks. Of walks that find the same thing the shortest is kept."""

    walks: int = 0
    turns: int = 0
    ways: set[str] = field(default_factory=set)
    findings: dict[WalkFault, Walk] = field(default_factory=dict)
    times: dict[WalkFault, int] = field(default_factory=dict)

    def add(self, walk: Walk) -> None:
        self.walks += 1
        self.turns += len(walk.turns)
        self.ways |= set(walk.ways)
        if walk.problem:
            self.times[walk.problem] = self.times.get(walk.problem, 0) + 1
            known = self.findings.get(walk.problem)
            if known is None or len(walk.turns) < len(known.turns):
                self.findings[walk.problem] = walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the pack's own conversation tests lend: sentences, and answers of the back end."""

    answers: Answers = field(default_factory=Answers)
    scripts: Sequence[Script] = ()

    @classmethod
    def of(cls, pack: Pack, conversations: Sequence[ConversationFile]) -> Self:
        turns = [turn for conversation in conversations for turn in conversation.turns]
        said = [turn.say or turn.keys or "" for turn in turns]
        scripts = [script_of(each) for each in conversations if each.backend]
        steps = [step for flow in pack.flows.values() for step in flow.steps.values()]
        secret = [step for step in steps if step.secret]
        return cls(answers=Answers(filter(None, said), secret), scripts=scripts)


def walk_many(stage: Stage, material: Material, *, walks: int, seed: int) -> Walked:
    walked = Walked()
    for number in range(walks):
        walked.add(walk_once(stage, material, seed=seed, number=number))
    walked.findings = {problem: shortened(stage, walk) for problem, walk in walked.findings.items()}
    return walked


def walk_once(stage: Stage, material: Material, *, seed: int, number: int) -> Walk:
    """The same seed and number give the same walk."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - no secret hangs on it
    script = _script(stage, material, chance)
    is_good = chance.random() < _GOOD_CUSTOMERS
    customer = Customer(stage.pack, material.answers, chance, is_good=is_good)

    def next_said(last: Turn | None) -> Said | None:
        is_at_end = last is not None and last.reply is not None and last.reply.ended
        if is_at_end and (is_good or chance.random() < _STOPS_AT_AN_END):
            return None
        session = last.after if last else None
        offered: tuple[QuickReply, ...] = last.reply.quick_replies if last and last.reply else ()
        return customer.next(scene(stage.pack, session, offered, stage.clock.now.astimezone(KST)))

    walk = _perform(stage, number, script, next_said)
    last = walk.turns[-1].after if walk.turns else None
    if (
        is_good
        and walk.problem is None
        and len(walk.turns) == most_turns(stage)
        and last
        and last.run
    ):
        endless = WalkFault(kind="endless", detail=f"right answers never end {last.run.flow_id}")
        return replace(walk, problem=endless)
    return walk


def most_turns(stage: Stage) -> int:
    """Every step twice, in a pack with large scenarios."""
    return max(MOST_TURNS, *(2 * len(flow.steps) for flow in stage.pack.flows.values()))


def shortened(stage: Stage, walk: Walk) -> Walk:
    """Without the turns before the finding that it does not need."""
    kept = [turn.said for turn in walk.turns]
    for at in reversed(range(len(kept) - 1)):
        fewer = kept[:at] + kept[at + 1 :]
        again = perform(stage, walk.number, walk.script, fewer)
        if again.problem == walk.problem:
            kept = [turn.said for turn in again.turns]
    shorter = perform(stage, walk.number, walk.script, kept)
    return shorter if shorter.problem == walk.problem else walk


def perform(stage: Stage, number: int, script: Script, said: Sequence[Said]) -> Walk:
    """Say just this."""
    left = iter(said)
    return _perform(stage, number, script, lambda last: next(left, None))


def _perform(stage: Stage, number: int, script: Script, next_said: NextSaid) -> Walk:
    session_id = new_id()  # one that is walked again must not find the tickets of before
    has_nonsense = any(NONSENSE in answers for answers in script.values())
    watch = Watch(FlowLibrary.of(stage.pack.flows.values()), has_nonsense=has_nonsense)
    stage.begin(session_id, script=script)
    turns: list[Turn] = []
    problem = None
    while problem is None and len(turns) < most_turns(stage):
        said = next_said(turns[-1] if turns else None)
        if said is None:
            break
        turns.append(_turn(stage, session_id, len(turns) + 1, said))
        problem = watch.problem(turns[-1])
    stage.forget(session_id)
    return Walk(number=number, script=script, turns=turns, problem=problem)


def _turn(stage: Stage, session_id: str, number: int, said: Said) -> Turn:
    stage.clock.move(said.pause_s)
    before = stage.session(session_id)
    incoming = Incoming(
        session_id=session_id,
        user_id=CUSTOMER,
        message_id=str(number),
        channel=said.channel,
        text=said.text,
        dtmf=said.keys,
    )
    try:
        reply = stage.answer(incoming)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is what is looked for
        return Turn(said=said, error=error, before=before)
    after = stage.session(session_id)
    step = scene(stage.pack, before, (), stage.clock.now).step
    said_safely = without_residents(as_said(incoming.said))
    read = read_answer(step, said_safely, stage.clock.now) if step and step.secret else None
    is_new = reply.handoff is not None and (before is None or before.ticket is None)
    ticket = stage.ticket(reply.handoff.ticket) if reply.handoff and is_new else None
    return Turn(
        said=said,
        reply=reply,
        before=before,
        after=after,
        record=stage.record(session_id),
        secret=str(read.value) if isinstance(read, Read) else "",
        ticket=f"{ticket.request.description} {to_text(ticket.request.context)}" if ticket else "",
    )


def _script(stage: Stage, material: Material, chance: Random) -> Script:
    """Most back ends are well; a few actions are away or answer nonsense all along. What is served
    elsewhere answers what is made up."""
    if material.scripts and chance.random() < _IS_LENT:
        return chance.choice(material.scripts)
    fates = {action: chance.random() for action in stage.backend.actions}
    away = {action: [None] for action, fate in fates.items() if fate < _IS_AWAY}
    wrong = {
        action: [NONSENSE]
        for action, fate in fates.items()
        if _IS_AWAY <= fate < _IS_AWAY + _IS_NONSENSE
    }
    made_up = answers_of_systems(stage.pack, lent_by(material.scripts), chance)
    return {**made_up, **away, **wrong}
