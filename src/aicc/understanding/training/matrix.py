"""Sentences as sparse rows of weighted n-grams, ready for a solver."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aicc.understanding.features import SHORT, Ids, Orders, hashes_of_all
from aicc.understanding.features_meaning import Floats

_SMOOTH = np.float32(0.1)
_EVEN = 0.3  # what an n-gram counts that all labels use alike
_SLICE = 5000  # sentences whose n-grams are held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class SparseRows:
    """Row i holds `values[start[i]:start[i + 1]]` in the columns `columns[...]`, length one."""

    start: Ids
    columns: NDArray[np.int32]
    values: Floats
    width: int
    length: Floats  # by row: what the values were divided by
    stray: Floats  # by row: how many n-grams have no column

    def __len__(self) -> int:
        return len(self.start) - 1

    def take(self, chosen: Ids) -> Self:
        """These rows alone, in this order."""
        lengths = np.diff(self.start)[chosen]
        start = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(start[-1]) + np.repeat(self.start[chosen] - start[:-1], lengths)
        return replace(
            self,
            start=start,
            columns=self.columns[places],
            values=self.values[places],
            length=self.length[chosen],
            stray=self.stray[chosen],
        )

    def beside(self, dense: Floats) -> Self:
        """Each row with one of these behind it, in columns of their own."""
        if not dense.shape[1]:
            return self
        lengths = np.diff(self.start) + dense.shape[1]
        start = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.empty(start[-1], dtype=np.int32)
        values = np.empty(start[-1], dtype=np.float32)
        behind = (start[1:, None] - dense.shape[1]) + np.arange(dense.shape[1])
        before = np.ones(start[-1], dtype=np.bool_)
        before[behind] = False
        columns[before], values[before] = self.columns, self.values
        columns[behind], values[behind] = self.width + np.arange(dense.shape[1]), dense
        return replace(
            self, start=start, columns=columns, values=values, width=self.width + dense.shape[1]
        )

    def times(self, weights: Floats) -> Floats:
        rows = (self.row(index) for index in range(len(self)))
        products = [values @ weights.take(ids, axis=0) for ids, values in rows]
        return np.array(products, dtype=np.float32).reshape(len(self), weights.shape[1])

    def row(self, index: int) -> tuple[NDArray[np.int32], Floats]:
        first, last = self.start[index], self.start[index + 1]
        return self.columns[first:last], self.values[first:last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The n-grams kept: their hash buckets, in order, and how much each one tells."""

    bits: int
    buckets: Ids
    idf: Floats
    unseen_idf: float  # of an n-gram that no sentence has


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What there is to learn: sentences as n-grams and as meaning, and the label of each."""

    rows: SparseRows
    vocabulary: Vocabulary  # of the rows
    meaning: Floats  # one row a sentence; no columns when no word is known
    owner: Ids
    classes: int


def build(
    cleaned: Sequence[str],
    *,
    bits: int,
    seen_min: int,
    orders: Orders = SHORT,
    by_count: bool = False,
) -> tuple[Vocabulary, SparseRows]:
    """Vocabulary of these sentences and their rows in it.

    Rows have length one; `by_count` divides by the root of the number of n-grams instead, which
    a model that does not carry the weights of the n-grams can do too.
    """
    start, buckets, counts = _counted(cleaned, bits, orders)
    seen = np.bincount(buckets, minlength=1 << bits)
    kept = np.flatnonzero(seen >= seen_min)
    idf = (np.log((1 + len(cleaned)) / (1 + seen[kept])) + 1).astype(np.float32)
    if by_count:  # then a row is about as long as the others are, too
        idf /= np.sqrt(np.average(idf**2, weights=seen[kept]), dtype=np.float32)
    column_of = np.full(1 << bits, -1, dtype=np.int32)
    column_of[kept] = np.arange(len(kept), dtype=np.int32)
    columns = column_of[buckets]
    inside = columns >= 0
    owner = np.repeat(np.arange(len(cleaned), dtype=np.int32), np.diff(start))
    # The length counts a repeated n-gram as its occurrences one by one: that is what a single
    # sentence can be measured by without sorting its n-grams first.
    squares = counts if by_count else np.where(inside, counts * idf[columns] ** 2, 0)
    length = _lengths(owner, squares, len(cleaned))
    without = np.bincount(owner, np.where(inside, 0, counts), minlength=len(cleaned))
    owner, columns, counts = owner[inside], columns[inside], counts[inside]
    values = (counts * idf[columns] / length[owner]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(cleaned)))])
    rows = SparseRows(
        start=starts,
        columns=columns,
        values=values,
        width=len(kept),
        length=length,
        stray=without.astype(np.float32),
    )
    unseen = float(np.log(1 + len(cleaned)) + 1)
    return Vocabulary(bits=bits, buckets=kept, idf=idf, unseen_idf=unseen), rows


def reweighed(
    vocabulary: Vocabulary, rows: SparseRows, weights: Floats
) -> tuple[Vocabulary, SparseRows]:
    """The same sentences with other weights of their n-grams."""
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.start))
    counts = rows.values * rows.length[owner] / vocabulary.idf[rows.columns]
    weighed = counts * weights[rows.columns]
    length = _lengths(owner, weighed * weights[rows.columns], len(rows))
    values = (weighed / length[owner]).astype(np.float32)
    return (
        replace(vocabulary, idf=weights, unseen_idf=float(weights.max(initial=0))),
        replace(rows, values=values, length=length),
    )


def by_telling(problem: Problem) -> Problem:
    """N-grams weighed by how few labels they are used for, not by how few sentences."""
    kinds = np.repeat(problem.owner, np.diff(problem.rows.start))
    cells = problem.rows.columns.astype(np.intp) * problem.classes + kinds
    counts = np.bincount(cells, minlength=problem.rows.width * problem.classes)
    shares = counts.reshape(-1, problem.classes).astype(np.float32) + _SMOOTH
    shares /= shares.sum(axis=1, keepdims=True)
    spread = -(shares * np.log(shares)).sum(axis=1) / np.log(max(2, problem.classes))
    weights = (1 + _EVEN - spread).astype(np.float32)
    vocabulary, rows = reweighed(problem.vocabulary, problem.rows, weights)
    return replace(problem, vocabulary=vocabulary, rows=rows)


def _lengths(owner: NDArray[np.integer], squares: Floats, size: int) -> Floats:
    length = np.sqrt(np.bincount(owner, squares, minlength=size))
    return np.maximum(length, 1e-9).astype(np.float32)


def _counted(
    cleaned: Sequence[str], bits: int, orders: Orders
) -> tuple[Ids, NDArray[np.int32], Floats]:
    """Where each sentence starts, its different buckets and how often it has each."""
    lengths, buckets, counts = [np.zeros(1, dtype=np.intp)], [], []
    for first in range(0, len(cleaned), _SLICE):
        part = cleaned[first : first + _SLICE]
        docs, hashed = hashes_of_all(part, orders)
        keys = (docs << bits) | (hashed >> np.uint32(32 - bits)).astype(np.intp)
        cells, times = np.unique(keys, return_counts=True)
        lengths.append(np.bincount(cells >> bits, minlength=len(part)))
        buckets.append((cells & ((1 << bits) - 1)).astype(np.int32))
        counts.append(times.astype(np.float32))
    return np.cumsum(np.concatenate(lengths)), np.concatenate(buckets), np.concatenate(counts)


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
