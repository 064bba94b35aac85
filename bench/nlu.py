"""The intent model against nlp.js with its Korean pack: same sentences, same run.

`python -m bench.nlu --train A.jsonl --test B.jsonl` compares them on other files of
{"text", "label"} lines; without files, on the contact-centre sentences of the tests.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from rich.table import Table

from aicc.errors import InvalidInputError
from aicc.understanding.evaluation.rows import Row as Sentence
from aicc.understanding.evaluation.rows import read_rows
from bench.nlu_peer import NoPeerError, command
from bench.report import Row, out, show
from bench.slices import by_turns

ROOT = Path(__file__).parent.parent
CONTACT_CENTRE = ROOT / "tests" / "understanding" / "data" / "contact_centre.jsonl"
SHOTS = (3, 5, 10)  # examples an intent
SEEDS = 3
POOL = 10  # sentences an intent to learn from where one file is both; the others are asked
WARM = 2000  # texts read before the clock runs
RUN_S = 300
OURS, PEER = "ours", "nlp.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one run, or of the runs of all seeds. Times are processor time."""

    accuracy: float
    train_s: float
    cpu_ms: float
    load_s: float = 0.0
    shipped_mb: float = 0.0


def main(train: Path = CONTACT_CENTRE, test: Path | None = None) -> list[Row]:
    commands = {OURS: [sys.executable, "-m", "bench.nlu_ours"], **_peer()}
    sentences, asked = read_rows(train), read_rows(test)
    table = _table(commands)
    for shots in SHOTS:
        tasks = [task(sentences, asked, shots, seed) for seed in range(SEEDS)]
        runs = by_turns(
            {name: _asking(each, tasks) for name, each in commands.items()}, SEEDS, warm_up=0
        )
        found = {name: _joined(each) for name, each in runs.items()}
        table.add_row(str(shots), *_cells(found))
    out.print(table)
    return _rows(found[OURS])


def _peer() -> Mapping[str, list[str]]:
    try:
        return {PEER: command()}
    except NoPeerError as error:
        out.print(f"{PEER} is left out. {error}", markup=False)
        return {}


def task(
    sentences: Sequence[Sentence], asked: Sequence[Sentence], shots: int, seed: int
) -> tuple[list[Sentence], list[Sentence]]:
    """What to learn and what to ask. With more shots a seed's draw grows, it does not change.

    Raises `InvalidInputError` where nothing is left to ask.
    """
    grouped: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        grouped[sentence.label].append(sentence)
    chance = random.Random(seed)
    drawn = [chance.sample(own, len(own)) for _, own in sorted(grouped.items())]
    learn = [sentence for own in drawn for sentence in own[:shots]]
    ask = list(asked) or [sentence for own in drawn for sentence in own[POOL:]]
    if not ask:
        raise InvalidInputError(f"no intent has more than {POOL} sentences, and no --test is given")
    return learn, ask


def _asking(
    command: Sequence[str], tasks: Sequence[tuple[list[Sentence], list[Sentence]]]
) -> Callable[[int], Figures]:
    return lambda number: _run(command, *tasks[number])


def _run(command: Sequence[str], learn: Sequence[Sentence], ask: Sequence[Sentence]) -> Figures:
    """In a process of its own, so that none remembers words of the run before."""
    task = {
        "train": [{"text": each.text, "label": each.label} for each in learn],
        "test": [each.text for each in ask],
        "warm": WARM,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task.json"
        path.write_text(json.dumps(task), "utf-8")
        done = subprocess.run(
            [*command, str(path)], cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=RUN_S
        )
    said: Mapping[str, Any] = json.loads(done.stdout)
    return Figures(
        accuracy=fmean(name == each.label for name, each in zip(said["labels"], ask, strict=True)),
        train_s=said["train_s"],
        cpu_ms=said["cpu_ms_per_text"],
        load_s=said.get("load_s", 0.0),
        shipped_mb=said.get("shipped_bytes", 0) / 1e6,
    )


def _joined(runs: Sequence[Figures]) -> Figures:
    """Mean of what they got right; middle of what they cost."""
    return Figures(
        accuracy=fmean(run.accuracy for run in runs),
        train_s=median(run.train_s for run in runs),
        cpu_ms=median(run.cpu_ms for run in runs),
        load_s=median(run.load_s for run in runs),
        shipped_mb=max(run.shipped_mb for run in runs),
    )


def _table(names: Iterable[str]) -> Table:
    table = Table("examples\nan intent", box=None, padding=(0, 2, 0, 0))
    for what in ("right %", "ms a text", "learns, s"):
        for name in names:
            table.add_column(f"{what}\n{name}", justify="right")
    return table


def _cells(found: Mapping[str, Figures]) -> list[str]:
    return [
        *(f"{each.accuracy * 100:.1f}" for each in found.values()),
        *(f"{each.cpu_ms:.3f}" for each in found.values()),
        *(f"{each.train_s:.2f}" for each in found.values()),
    ]


def _rows(ours: Figures) -> list[Row]:
    return [
        Row(what="intents of a text", figure=ours.cpu_ms, unit="ms", bar=0.1, stretch=0.07),
        Row(what="embedding and model, load", figure=ours.load_s, unit="s", bar=0.2, stretch=0.05),
        Row(what="embedding and model, size", figure=ours.shipped_mb, unit="MB", bar=6, stretch=3),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument("--train", type=Path, default=CONTACT_CENTRE)
    parser.add_argument("--test", type=Path)
    show(main(**vars(parser.parse_args())))
