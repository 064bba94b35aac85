"""The model of a pack's FAQ entries, from their wordings: a ridge regression in closed form."""

from collections.abc import Sequence

import numpy as np

from aicc.domain.faq import FaqEntry
from aicc.korean.text.said import as_said
from aicc.understanding.entry_model import BITS, EntryModel, mark_of
from aicc.understanding.features import clean
from aicc.understanding.features_meaning import Floats, sentence_vectors
from aicc.understanding.training.matrix import Vocabulary, build, gram, spread

MOST_WORDINGS = 10_000  # the products of all pairs are held at once: 400 MB
_RIDGE = np.float32(0.5)
_ROWS = 4000  # n-grams that are kept, those that tell most: all 47,000 are no better
_SEEN_MIN = 2


def learn_entries(entries: Sequence[FaqEntry]) -> EntryModel | None:
    """Same entries, same model; None where there is nothing to tell apart, or too much."""
    wordings = [(at, text) for at, entry in enumerate(entries) for text in wordings_of(entry)]
    if len(entries) < 2 or len(wordings) > MOST_WORDINGS:
        return None
    cleaned = [clean(as_said(text)) for _, text in wordings]
    wanted = np.zeros((len(wordings), len(entries)), dtype=np.float32)
    wanted[np.arange(len(wordings)), [at for at, _ in wordings]] = 1.0
    vocabulary, rows = build(cleaned, bits=BITS, seen_min=_SEEN_MIN, by_count=True)
    meant = sentence_vectors(cleaned)
    products = gram(rows) + meant @ meant.T
    products[np.diag_indices(len(products))] += _RIDGE
    mixture = np.linalg.solve(products, wanted).astype(np.float32)
    return _assembled(entries, vocabulary, spread(rows, mixture), meant.T @ mixture)


def wordings_of(entry: FaqEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.question, *entry.variants)))


def _assembled(
    entries: Sequence[FaqEntry], vocabulary: Vocabulary, weights: Floats, meaning: Floats
) -> EntryModel:
    telling = np.argsort(-np.square(weights).sum(axis=1), kind="stable")
    kept = np.sort(telling[:_ROWS])
    scale = np.maximum(np.abs(weights[kept]).max(axis=0, initial=0.0), 1e-9) / np.float32(127)
    return EntryModel(
        labels=tuple(entry.id for entry in entries),
        questions=tuple(mark_of(entry) for entry in entries),
        buckets=vocabulary.buckets[kept].astype(np.uint32),
        idf=vocabulary.idf[kept],
        weights=np.rint(weights[kept] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        meaning=meaning.astype(np.float16).astype(np.float32),
    )
