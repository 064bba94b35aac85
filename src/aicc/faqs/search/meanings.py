"""What sentences mean, by the frozen embedding: a vector a text, in arrays that grow."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from aicc.faqs.search.postings import Bools, Floats, Ints, highest
from aicc.korean.text import embedding

Steps = npt.NDArray[np.int8]

DIMENSIONS = 128
_STEP = 127.0  # a number of a unit vector is kept as one of so many steps, each way
_SCANNED = 32  # the table's first dimensions tell most: all texts by these, the best by all
_AT_ONCE = 2000  # texts whose words are looked up together
_NOTHING = array("f", bytes(4 * _SCANNED))


def steps_of(texts: Sequence[str]) -> Steps:
    """A row a normalised text; zeros when no word of it is known."""
    rows = [_few(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.int8)


def units_of(steps: Steps) -> Floats:
    """Rows of length one, or zeros."""
    rows = steps.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows /= np.maximum(lengths, np.float32(1.0))[:, None]
    return rows


class Meanings:
    """Texts are numbered as they come, as in `Postings`. Not safe for threads."""

    def __init__(self) -> None:
        self._steps = array("b")
        self._heads = array("f")  # what is scanned of each row; zeros when it was dropped

    def add(self, steps: Steps) -> None:
        self._steps.frombytes(steps.tobytes())
        self._heads.frombytes(units_of(steps)[:, :_SCANNED].tobytes())

    def drop(self, number: int) -> None:
        self._heads[number * _SCANNED : (number + 1) * _SCANNED] = _NOTHING

    @contextmanager
    def hiding(self, number: int) -> Iterator[None]:
        place = slice(number * _SCANNED, (number + 1) * _SCANNED)
        head = self._heads[place]
        self.drop(number)
        try:
            yield
        finally:
            self._heads[place] = head

    def nearest(self, asked: Floats, count: int, least: float, allowed: Bools | None) -> Ints:
        """Up to `count` texts near a unit vector, by its first dimensions; in no order."""
        head = asked[:_SCANNED]
        length = float(np.sqrt(head @ head))
        if not self._heads or not length:
            return np.zeros(0, dtype=np.int64)
        heads = np.frombuffer(self._heads, dtype=np.float32).reshape(-1, _SCANNED)
        scores: Floats = heads @ head
        if allowed is not None:
            scores *= allowed
        return highest(scores, count, least * length)

    def of(self, numbers: Ints) -> Floats:
        """Their unit vectors."""
        steps = np.frombuffer(self._steps, dtype=np.int8).reshape(-1, DIMENSIONS)
        return units_of(steps[numbers])


def _few(texts: Sequence[str]) -> Steps:
    table = embedding.load()
    rows = list(map(table.pieces, texts))
    sums = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    counts = np.array([len(each) for each in rows])
    known = np.flatnonzero(counts)
    if len(known):
        units, weights = table.directions(np.concatenate(rows))
        units *= np.sqrt(weights)[:, None]  # rare words count more, but not so very much more
        ends = np.cumsum(counts)
        sums[known] = np.add.reduceat(units, (ends - counts)[known])
        sums /= np.maximum(np.sqrt(np.einsum("ij,ij->i", sums, sums)), np.float32(1e-9))[:, None]
    steps: Steps = np.rint(sums * np.float32(_STEP)).astype(np.int8)
    return steps
