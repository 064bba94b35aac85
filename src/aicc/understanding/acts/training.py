"""From labelled clauses to the model of acts."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import sqrt

import numpy as np

from aicc.domain.acts import Act
from aicc.korean.text.said import as_said
from aicc.understanding.acts.examples import Example
from aicc.understanding.acts.features import features
from aicc.understanding.acts.reader import ActReader, packed
from aicc.understanding.acts.words import WordClasses
from aicc.understanding.training.descent import descend
from aicc.understanding.training.matrix import SparseRows

_COST = 8.0
_EPOCHS = 12
_SEEN_MIN = 2


def train(
    examples: Sequence[Example], words: WordClasses, *, made_from: str, seed: int = 0
) -> ActReader:
    seen = [features(as_said(each.clause), words) for each in examples]
    counts = Counter(chain.from_iterable(map(set, seen)))
    names = [name for name, often in counts.items() if often >= _SEEN_MIN]
    rows = {name: row for row, name in enumerate(names)}
    acts = tuple(Act)
    owner = np.array([acts.index(each.act) for each in examples], dtype=np.intp)
    sparse, size = _sparse(seen, rows)
    weights, bias = descend(sparse, owner, len(acts), cost=_COST, epochs=_EPOCHS, seed=seed)
    weights /= size
    scale = float(np.abs(weights).max()) / 32767
    return ActReader(
        words=words,
        weights=packed(names, np.rint(weights / scale).astype(np.int32)),
        bias=tuple(map(float, bias)),
        scale=scale,
        made_from=made_from,
    )


def _sparse(seen: Sequence[Sequence[str]], rows: dict[str, int]) -> tuple[SparseRows, float]:
    """Rows of about length one, and what they were divided by, which is the same for all."""
    known = [[rows[name] for name in each if name in rows] for each in seen]
    lengths = np.array([len(each) for each in known])
    size = sqrt(float(lengths.mean()))
    columns = np.fromiter(chain.from_iterable(known), dtype=np.int32)
    return SparseRows(
        start=np.concatenate([[0], np.cumsum(lengths)]),
        columns=columns,
        values=np.full(len(columns), 1 / size, dtype=np.float32),
        width=len(rows),
        length=np.full(len(seen), size, dtype=np.float32),
        stray=np.zeros(len(seen), dtype=np.float32),
    ), size
