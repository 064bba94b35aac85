"""The model of a pack's FAQ entries, from their wordings: a ridge regression in closed form."""

from collections.abc import Sequence

import numpy as np

from aicc.domain.faq import FaqEntry
from aicc.korean.text.said import as_said
from aicc.understanding.entry_model import BITS, EntryModel, mark_of
from aicc.understanding.features import Ids, clean
from aicc.understanding.features_meaning import Floats, sentence_vectors
from aicc.understanding.training.matrix import SparseRows, build

MOST_WORDINGS = 20_000  # they are held at once, as rows of four thousand numbers
_RIDGE = np.float32(0.5)
_COLUMNS = 4000  # n-grams that are looked at; twice as many are hardly better, and slow to learn
_SEEN_MIN = 3


def learn_entries(entries: Sequence[FaqEntry]) -> EntryModel | None:
    """Same entries, same model; None where there is nothing to tell apart, or too much."""
    wordings = [(at, text) for at, entry in enumerate(entries) for text in wordings_of(entry)]
    if len(entries) < 2 or len(wordings) > MOST_WORDINGS:
        return None
    cleaned = [clean(as_said(text)) for _, text in wordings]
    owner = np.array([at for at, _ in wordings], dtype=np.intp)
    vocabulary, rows = build(cleaned, bits=BITS, seen_min=_SEEN_MIN, by_count=True)
    kept = _telling(rows, owner, len(entries))
    meant = sentence_vectors(cleaned)
    weights = _solved(np.hstack([_dense(rows, kept), meant]), owner, len(entries))
    grams, meaning = weights[: len(kept)], weights[len(kept) :]
    scale = np.maximum(np.abs(grams).max(axis=0, initial=0.0), 1e-9) / np.float32(127)
    return EntryModel(
        labels=tuple(entry.id for entry in entries),
        questions=tuple(mark_of(entry) for entry in entries),
        buckets=vocabulary.buckets[kept].astype(np.uint32),
        idf=vocabulary.idf[kept],
        weights=np.rint(grams / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        meaning=meaning.astype(np.float16).astype(np.float32),
    )


def wordings_of(entry: FaqEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.question, *entry.variants)))


def _telling(rows: SparseRows, owner: Ids, entries: int) -> Ids:
    """The columns that are often seen, and then of few entries."""
    kinds = np.repeat(owner, np.diff(rows.start))
    cells = rows.columns.astype(np.intp) * entries + kinds
    counts = np.bincount(cells, minlength=rows.width * entries).reshape(rows.width, entries)
    telling = np.square(counts.astype(np.float32)).sum(axis=1) / counts.sum(axis=1)
    kept: Ids = np.sort(np.argsort(-telling, kind="stable")[:_COLUMNS])
    return kept


def _dense(rows: SparseRows, kept: Ids) -> Floats:
    place = np.full(rows.width, -1, dtype=np.intp)
    place[kept] = np.arange(len(kept))
    owner, columns = np.repeat(np.arange(len(rows)), np.diff(rows.start)), place[rows.columns]
    inside = columns >= 0
    dense = np.zeros((len(rows), len(kept)), dtype=np.float32)
    dense[owner[inside], columns[inside]] = rows.values[inside]
    return dense


def _solved(seen: Floats, owner: Ids, entries: int) -> Floats:
    """What each column says for each entry."""
    wanted = np.zeros((len(seen), entries), dtype=np.float32)
    wanted[np.arange(len(seen)), owner] = 1.0
    products = seen.T @ seen
    products[np.diag_indices(len(products))] += _RIDGE
    weights: Floats = np.linalg.solve(products, seen.T @ wanted).astype(np.float32)
    return weights
