"""What the extra [embedding] would add to intents: the embedded model alone, with the large model
beside it for every sentence, and for those alone that leave the embedded one unsure.

Run with the extra installed: python -m bench.sentence_vectors
"""

import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from rich.table import Table

from aicc.errors import ConfigError
from aicc.korean.text.normalise import normalise
from aicc.korean.text.said import as_said
from aicc.understanding.evaluation.rows import Row, read_rows
from aicc.understanding.features import clean
from aicc.understanding.sentence_vectors import Floats, SentenceVectors, load
from aicc.understanding.training.solver import softmax, solve_dense
from aicc.understanding.training.train import train
from bench.nlu import CONTACT_CENTRE, SHOTS, task
from bench.report import out

SEEDS = 6
LENGTH, COST = 2.0, 30.0  # of the vectors, and how exactly the examples are fitted
SHARE = 0.7  # of the large model's word, where it is asked
UNSURE = 0.7  # confidence below which it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    alone: float
    beside: float  # the large model asked for every sentence
    when_unsure: float
    asked: float  # share of the sentences for which it was


def main() -> None:
    sentences = read_rows(CONTACT_CENTRE)
    began = time.process_time()
    vectors = load()
    load_s = time.process_time() - began
    began = time.process_time()
    known = _by_text(vectors, sentences)
    took = (time.process_time() - began) * 1000 / len(sentences)
    table = Table("examples\nan intent", box=None, padding=(0, 2, 0, 0))
    for name in ("embedded\nalone %", "with it for\nevery one %", "with it where\nunsure %"):
        table.add_column(name, justify="right")
    table.add_column("asked\n%", justify="right")
    for shots in SHOTS:
        runs = [_run(*task(sentences, (), shots, seed), known) for seed in range(SEEDS)]
        columns = [(run.alone, run.beside, run.when_unsure, run.asked) for run in runs]
        means = [fmean(column) for column in zip(*columns, strict=True)]
        table.add_row(str(shots), *(f"{100 * mean:.1f}" for mean in means))
    out.print(table)
    out.print(f"{took:.1f} ms of processor time a sentence, {load_s:.2f} s to load")


def _by_text(vectors: SentenceVectors, sentences: Sequence[Row]) -> Mapping[str, Floats]:
    return {row.text: vectors.of_all([normalise(row.text)])[0] for row in sentences}


def _run(learn: Sequence[Row], ask: Sequence[Row], known: Mapping[str, Floats]) -> Outcome:
    examples: defaultdict[str, list[str]] = defaultdict(list)
    for row in learn:
        examples[row.label].append(row.text)
    model = train(examples)
    scores = np.array(
        [model.read(clean(as_said(row.text))).scores for row in ask], dtype=np.float32
    )
    own = softmax(scores / np.float32(model.temperature))
    rows = np.array([known[row.text] for row in learn]) * np.float32(LENGTH)
    owner = np.array([model.labels.index(row.label) for row in learn], dtype=np.intp)
    weights, bias = solve_dense(rows, owner, len(model.labels), COST)
    asked = np.array([known[row.text] for row in ask]) * np.float32(LENGTH)
    mixed = (1 - SHARE) * own + SHARE * softmax(asked @ weights + bias)
    wanted = np.array([model.labels.index(row.label) for row in ask])
    is_unsure = own.max(axis=1) < UNSURE
    first, second = own.argmax(axis=1), mixed.argmax(axis=1)
    return Outcome(
        alone=float((first == wanted).mean()),
        beside=float((second == wanted).mean()),
        when_unsure=float((np.where(is_unsure, second, first) == wanted).mean()),
        asked=float(is_unsure.mean()),
    )


if __name__ == "__main__":
    try:
        main()
    except ConfigError as error:
        sys.exit(str(error))
