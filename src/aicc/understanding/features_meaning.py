"""A sentence as meaning: its vector, and how near it comes to each word of the examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aicc.korean.text import embedding
from aicc.korean.text.embedding import Rows

Floats = NDArray[np.float32]

SOFT_SHARE = np.float32(0.7)  # length of the word block; n-grams and sentence vector have one
WORDS_MAX = 1500  # more words than this say little that the n-grams do not


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`block` is the sentence vector and then one number a word of the examples; `coverage`
    says from 0 to 1 how well those words stand for the ones of the sentence."""

    block: Floats
    coverage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWords:
    """The different content words of the examples: their rows in the embedding, ascending."""

    rows: Rows
    across: Floats  # their unit vectors as columns: the product with a few rows is quicker so
    weights: Floats

    @classmethod
    def of(cls, rows: Rows) -> Self:
        units, weights = embedding.load().directions(rows)
        return cls(rows=rows, across=np.ascontiguousarray(units.T), weights=weights)

    def read(self, cleaned: str) -> Meaning | None:
        """None when the sentence has no word that the embedding knows."""
        spoken = _spoken(cleaned)
        if spoken is None:
            return None
        units, weights, sentence = spoken
        if not len(self.rows):
            return Meaning(block=sentence, coverage=0.0)
        near = nearness(units, self.across)
        soft = embedding.unit(near.max(axis=0) * self.weights) * SOFT_SHARE
        coverage = float(near.max(axis=1) @ weights) / float(weights.sum())
        return Meaning(block=np.concatenate([sentence, soft]), coverage=coverage)

    def read_all(self, cleaned: Sequence[str]) -> Floats:
        """One row a sentence; no columns when no sentence has a known word."""
        meanings = [self.read(text) for text in cleaned]
        width = max((len(meaning.block) for meaning in meanings if meaning), default=0)
        rows = np.zeros((len(cleaned), width), dtype=np.float32)
        for row, meaning in zip(rows, meanings, strict=True):
            if meaning is not None:
                row[:] = meaning.block
        return rows


@lru_cache(maxsize=128)
def _spoken(cleaned: str) -> tuple[Floats, Floats, Floats] | None:
    """Direction and weight of each known word and of the sentence, if there is any.

    Remembered for a while: several models read the same sentence one after the other.
    """
    table = embedding.load()
    rows = table.pieces(cleaned)
    if not len(rows):
        return None
    units, weights = table.directions(rows)
    return units, weights, embedding.unit(weights @ units)


def sentence_vector(cleaned: str) -> Floats | None:
    """Unit vector of what a sentence means; None when it has no known word."""
    spoken = _spoken(cleaned)
    return spoken[2] if spoken else None


def sentence_vectors(cleaned: Sequence[str]) -> Floats:
    """One row a sentence, zeros for those without a known word."""
    rows = np.zeros((len(cleaned), embedding.load().dimensions), dtype=np.float32)
    for row, text in zip(rows, cleaned, strict=True):
        meant = sentence_vector(text)
        if meant is not None:
            row[:] = meant
    return rows


def words_of(cleaned: Sequence[str], *, words_max: int = WORDS_MAX) -> ExampleWords:
    """Empty when nothing is Korean, and when there are too many to help."""
    table = embedding.load()
    found = np.unique([row for text in cleaned for row in table.pieces(text).tolist()])
    found = found.astype(np.intp)
    return ExampleWords.of(found if len(found) <= words_max else found[:0])


def nearness(units: Floats, across: Floats) -> Floats:
    """Square of the cosine, none for what points away."""
    near: Floats = units @ across
    np.maximum(near, 0, out=near)
    near *= near
    return near
