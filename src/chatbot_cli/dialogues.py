"""`aicc test --dialogues`: dialogues played and judged, and a table of how they went."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from rich.table import Column, Table

from aicc.errors import InvalidInputError
from aicc.packs.loader import load_pack
from aicc.trials.dialogues.files import read_dialogues
from aicc.trials.dialogues.player import JudgedDialogue, play_all
from aicc.trials.dialogues.table import Row, rows
from aicc.trials.dialogues.verdict import Verdict

from .output import out
from .stage import stage_for

# Per cent of the dialogues, each with the verdict of its worst turn, then of the turns
_DIALOGUES = ("dialogues", "right", "acceptable", "wrong", "harmful")
_TURNS = ("turns", "good", "harmful", "lazy")


def judge_dialogues(
    files: Sequence[str], *, kinds: Collection[str], show: Collection[Verdict], as_json: bool
) -> None:
    """`kinds` and `show`: which dialogues are played, and which turns are shown; all and none."""
    listed = read_dialogues([Path(name) for name in files])
    chosen = [each for each in listed if not kinds or each.kind in kinds]
    if not chosen:
        raise InvalidInputError("there are no such dialogues")
    judged = []
    for dialogue in play_all(chosen, lambda pack: stage_for(load_pack(pack))):
        judged.append(dialogue)
        _show(dialogue, show)
    found = list(rows(judged))
    if as_json:
        out.print(json.dumps([row.to_json() for row in found]), markup=False)
        return
    out.print(_table(found))
    out.print(f"packs: {', '.join(sorted({each.pack for each in chosen}))}")


def _show(dialogue: JudgedDialogue, show: Collection[Verdict]) -> None:
    for turn in dialogue.turns:
        if turn.verdict not in show:
            continue
        reply = turn.reply
        buttons = ", ".join(button.label for button in reply.buttons)
        out.print(f"{turn.verdict} {dialogue.id} [{dialogue.kind}] {turn.said}", markup=False)
        out.print(f"    {reply.line}{f' [{buttons}]' if buttons else ''}", markup=False)
        out.print(
            f"    rule {reply.rule}, scenario {reply.flow_id} {reply.step_id}, FAQ {reply.faq_id}",
            markup=False,
        )


def _table(found: Sequence[Row]) -> Table:
    numbers = [Column(name, justify="right", no_wrap=True) for name in (*_DIALOGUES, *_TURNS)]
    table = Table(Column("kind", no_wrap=True), *numbers, box=None, pad_edge=False)
    table.collapse_padding = True  # fits on eighty columns
    for row in found:
        shares = [f"{row.dialogues.of[verdict]:.0f}" for verdict in Verdict]
        turns = [row.turns.good, row.turns.of[Verdict.HARMFUL], row.lazy]
        table.add_row(
            row.kind,
            str(row.dialogues.count),
            *shares,
            str(row.turns.count),
            *(f"{share:.1f}" for share in turns),
        )
    return table
