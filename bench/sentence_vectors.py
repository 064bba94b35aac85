"""What the extra [embedding] adds to intents with few examples: the embedded model alone, and with
the large model asked where that one is unsure.

Run with the extra installed: python -m bench.sentence_vectors
"""

import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from rich.table import Table

from aicc.deadline import Deadline
from aicc.domain.said import Said
from aicc.errors import ConfigError
from aicc.korean.text.said import as_said
from aicc.understanding.embedded import EmbeddedNlu
from aicc.understanding.evaluation.rows import Row, read_rows
from aicc.understanding.features_meaning import Floats
from aicc.understanding.second_look import UNSURE, Vectors, learn
from aicc.understanding.sentence_vectors import load
from aicc.understanding.training.train import train
from bench.nlu import CONTACT_CENTRE, SHOTS, task
from bench.report import out

SEEDS = 6
PATIENT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    alone: float
    when_unsure: float
    asked: float  # share of the sentences for which it was


class Remembered:
    """Each sentence is read once, however many draws it is in."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._known: dict[str, Floats] = {}

    def of(self, said: Said, deadline: Deadline) -> Floats:
        found: Floats = self.of_all([said.plain])[0]
        return found

    def of_all(self, texts: Sequence[str]) -> Floats:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._vectors.of_all([text])[0]
        return np.array([self._known[text] for text in texts])


def main() -> None:
    sentences = read_rows(CONTACT_CENTRE)
    began = time.process_time()
    vectors = Remembered(load())
    load_s = time.process_time() - began
    began = time.process_time()
    vectors.of_all([as_said(row.text).plain for row in sentences])
    took = (time.process_time() - began) * 1000 / len(sentences)
    table = Table("examples\nan intent", box=None, padding=(0, 2, 0, 0))
    for name in ("embedded\nalone %", "with it where\nunsure %", "asked\n%"):
        table.add_column(name, justify="right")
    for shots in SHOTS:
        runs = [_run(*task(sentences, (), shots, seed), vectors) for seed in range(SEEDS)]
        columns = [(run.alone, run.when_unsure, run.asked) for run in runs]
        means = [fmean(column) for column in zip(*columns, strict=True)]
        table.add_row(str(shots), *(f"{100 * mean:.1f}" for mean in means))
    out.print(table)
    out.print(f"{took:.1f} ms of processor time a sentence, {load_s:.2f} s to load")


def _run(to_learn: Sequence[Row], ask: Sequence[Row], vectors: Vectors) -> Outcome:
    examples: defaultdict[str, list[str]] = defaultdict(list)
    for row in to_learn:
        examples[row.label].append(row.text)
    model = train(examples)
    engines = EmbeddedNlu(model), EmbeddedNlu(model, second_look=learn(vectors, examples))
    alone, beside = (_best(engine, ask) for engine in engines)
    return Outcome(
        alone=fmean(name == row.label for (name, _), row in zip(alone, ask, strict=True)),
        when_unsure=fmean(name == row.label for (name, _), row in zip(beside, ask, strict=True)),
        asked=fmean(confidence < UNSURE for _, confidence in alone),
    )


def _best(engine: EmbeddedNlu, ask: Sequence[Row]) -> list[tuple[str, float]]:
    best = [engine.topics(as_said(row.text), Deadline(PATIENT_S)).intents[0] for row in ask]
    return [(each.name, each.confidence) for each in best]


if __name__ == "__main__":
    try:
        main()
    except ConfigError as error:
        sys.exit(str(error))
