"""From labelled clauses to the model of acts."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain
from math import sqrt
from pathlib import Path

import numpy as np

from aicc.domain.acts import Act
from aicc.korean.text.said import as_said
from aicc.understanding.acts.examples import EXAMPLES, Example
from aicc.understanding.acts.features import features
from aicc.understanding.acts.reader import ActReader, packed
from aicc.understanding.acts.words import WORDS, WordClasses
from aicc.understanding.training.descent import descend
from aicc.understanding.training.matrix import SparseRows

_COST = 8.0
_EPOCHS = 12
_SEEN_MIN = 3
_KEPT = 6000  # features: with twice as many one of 300 set-aside clauses more is read right


def train(
    examples: Sequence[Example], words: WordClasses, *, made_of: str = "", seed: int = 0
) -> ActReader:
    seen = [features(as_said(each.clause), words) for each in examples]
    counts = Counter(chain.from_iterable(map(dict.fromkeys, seen)))  # a set has no fixed order
    names = [name for name, often in counts.items() if often >= _SEEN_MIN]
    rows = {name: row for row, name in enumerate(names)}
    acts = tuple(Act)
    owner = np.array([acts.index(each.act) for each in examples], dtype=np.intp)
    sparse, size = _sparse(seen, rows)
    weights, bias = descend(sparse, owner, len(acts), cost=_COST, epochs=_EPOCHS, seed=seed)
    weights /= size
    telling = np.argsort(-np.ptp(weights, axis=1), kind="stable")[:_KEPT]
    names, weights = [names[row] for row in telling], weights[telling]
    scale = float(np.abs(weights).max()) / 32767
    return ActReader(
        words=words,
        weights=packed(names, np.rint(weights / scale).astype(np.int32)),
        bias=tuple(map(float, bias)),
        scale=scale,
        made_from=made_of,
    )


def made_from() -> str:
    """A digest of all that a model is made of: another one is not current."""
    folder = Path(__file__).parent
    code = [folder / f"{name}.py" for name in ("examples", "features", "training", "words")]
    texts = [path.read_text(encoding="utf-8") for path in (EXAMPLES, WORDS, *code)]
    return blake2b("\0".join(texts).encode(), digest_size=12).hexdigest()


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
