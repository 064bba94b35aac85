"""Sentences as sparse rows of weighted n-grams, ready for a solver."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aicc.nlu.features import Ids, hashes_of_all

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparseRows:
    """Row i holds `values[start[i]:start[i + 1]]` in the columns `columns[...]`, length one."""

    start: Ids
    columns: Ids
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, index: int) -> tuple[Ids, Floats]:
        first, last = self.start[index], self.start[index + 1]
        return self.columns[first:last], self.values[first:last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The n-grams kept: their hash buckets, in order, and how much each one tells."""

    bits: int
    buckets: Ids
    idf: Floats


def build(cleaned: Sequence[str], *, bits: int, seen_min: int) -> tuple[Vocabulary, SparseRows]:
    """Vocabulary of these sentences and their rows in it."""
    docs, hashed = hashes_of_all(cleaned)
    keys = (docs << bits) | (hashed >> np.uint32(32 - bits)).astype(np.intp)
    cells, counts = np.unique(keys, return_counts=True)
    buckets = cells & ((1 << bits) - 1)
    seen = np.bincount(buckets, minlength=1 << bits)
    kept = np.flatnonzero(seen >= seen_min)
    idf = (np.log((1 + len(cleaned)) / (1 + seen[kept])) + 1).astype(np.float32)
    column_of = np.full(1 << bits, -1, dtype=np.intp)
    column_of[kept] = np.arange(len(kept))
    columns = column_of[buckets]
    inside = columns >= 0
    rows = _rows(cells[inside] >> bits, columns[inside], counts[inside], idf, len(cleaned))
    return Vocabulary(bits=bits, buckets=kept, idf=idf), rows


def gram(rows: SparseRows, *, slice_width: int = 4096) -> Floats:
    """Every sentence against every other. A column that one sentence alone has fills only
    the diagonal, so it is left out of the dense work."""
    size = len(rows)
    owner = np.repeat(np.arange(size), np.diff(rows.start))
    seen = np.bincount(rows.columns, minlength=rows.width)
    product = np.zeros((size, size), dtype=np.float32)
    alone = seen[rows.columns] == 1
    lonely = np.bincount(owner[alone], rows.values[alone] ** 2, minlength=size)
    product[np.diag_indices(size)] = lonely
    shared = np.flatnonzero(seen > 1)
    place = np.full(rows.width, -1, dtype=np.intp)
    place[shared] = np.arange(len(shared))
    at = place[rows.columns]
    for first in range(0, len(shared), slice_width):
        inside = (at >= first) & (at < first + slice_width)
        dense = np.zeros((size, slice_width), dtype=np.float32)
        dense[owner[inside], at[inside] - first] = rows.values[inside]
        product += dense @ dense.T
    return product


def spread(rows: SparseRows, dual: Floats) -> Floats:
    """Weights of the columns from the weights of the sentences."""
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.start))
    weights = np.empty((rows.width, dual.shape[1]), dtype=np.float32)
    for label in range(dual.shape[1]):
        shares = rows.values * dual[owner, label]
        weights[:, label] = np.bincount(rows.columns, shares, minlength=rows.width)
    return weights


def _rows(docs: Ids, columns: Ids, counts: Ids, idf: Floats, size: int) -> SparseRows:
    values = counts.astype(np.float32) * idf[columns]
    # The length counts a repeated n-gram as its occurrences one by one: that is what a single
    # sentence can be measured by without sorting its n-grams first.
    length = np.sqrt(np.bincount(docs, values * idf[columns], minlength=size))
    values /= np.maximum(length, 1e-9)[docs].astype(np.float32)
    start = np.concatenate([[0], np.cumsum(np.bincount(docs, minlength=size))])
    return SparseRows(start=start, columns=columns, values=values, width=len(idf))
