"""`aicc test --fuzz`: made-up customers walk a pack's scenarios; what breaks is shown."""

import time
from collections.abc import Sequence

from aicc.errors import PackError
from aicc.packs.pack import Pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.trials.coverage import coverage_of
from aicc.trials.fuzz.checks import Turn, WalkFault
from aicc.trials.fuzz.walks import Material, Walk, Walked, walk_many
from aicc.trials.stage import NONSENSE

from .output import out
from .stage import stage_for

_MOST_SHOWN = 20
_LONGEST_SHOWN = 120


def fuzz_pack(
    pack: Pack, conversations: Sequence[ConversationFile], *, walks: int, seed: int
) -> bool:
    """Show what was found; true when nothing was."""
    if not any(intent.flow for intent in pack.intents.values()):
        raise PackError(f"{pack.id}: there is no scenario that an intent starts")
    stage = stage_for(pack)
    began = time.perf_counter()
    walked = walk_many(stage, Material.of(pack, conversations), walks=walks, seed=seed)
    took_s = time.perf_counter() - began
    covered = coverage_of(pack.flows, stage.backend.actions, walked.ways)
    _show(walked, seed)
    out.print(
        f"seed {seed}: {walked.walks} walks, {walked.turns} turns in {took_s:.0f} s "
        f"({walked.walks / took_s:.0f} walks a second); walked: {covered}",
        markup=False,
    )
    for way in covered.missed_ways:
        out.print(f"  not walked: {way}", markup=False)
    out.print(f"{len(walked.findings)} findings")
    return not walked.findings


def _show(walked: Walked, seed: int) -> None:
    for problem in list(walked.findings)[:_MOST_SHOWN]:
        walk = walked.findings[problem]
        times = walked.times[problem]
        out.print(f"FOUND {problem.kind}: {problem.detail}", markup=False)
        out.print(f"  in {times} walks, such as number {walk.number} of seed {seed}:", markup=False)
        _show_back_end(walk)
        for turn in walk.turns:
            _show_turn(turn, problem)


def _show_back_end(walk: Walk) -> None:
    for action, answers in walk.script.items():
        if None in answers or NONSENSE in answers:
            what = "away" if None in answers else "talking nonsense"
            out.print(f"    back end: {action} is {what}")


def _show_turn(turn: Turn, problem: WalkFault) -> None:
    said = turn.said
    what = f"keys {said.keys}" if said.keys else _short(repr(said.text)) if said.text else "silence"
    pause = f" after {said.pause_s:.0f} s" if said.pause_s > 60 else ""
    out.print(f"    {said.channel:5} {what}{pause}", markup=False)
    answer = turn.reply.text.replace("\n", " / ") if turn.reply else f"{turn.error!r}"
    rule = turn.reply.facts.rule if turn.reply else problem.kind
    run = turn.after.run if turn.after else None
    place = f"{run.flow_id}/{run.step_id}" if run else "no scenario"
    out.print(f"          {rule} -> {place}: {_short(answer)}", markup=False)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}… ({len(text)})"
