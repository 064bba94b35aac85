"""Good or bad: one number for a sentence, from a table of weights of its hashed n-grams."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aicc.errors import InvalidInputError
from aicc.understanding.features import LONG, Ids, hashes
from aicc.understanding.features_meaning import Floats
from aicc.understanding.training.descent import descend
from aicc.understanding.training.matrix import SparseRows, build

_BITS = 21
_HEAD = struct.Struct("<4sIff")
_MAGIC = b"POL1"
_COST = 3.0
_EPOCHS = 3
_SMOOTH = 0.5
_EVEN = 0.3  # what an n-gram counts that both kinds use alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """Above zero is good. The weights may lie in a mapped file: nothing is copied."""

    bits: int
    scale: float
    bias: float
    weights: NDArray[np.int8]

    def of(self, cleaned: str) -> float:
        grams = hashes(cleaned, LONG)
        found = self.weights[grams >> np.uint32(32 - self.bits)]
        total = float(found.sum(dtype=np.int32))
        return total * self.scale / float(np.sqrt(max(1, len(grams)))) + self.bias

    def to_bytes(self) -> bytes:
        head = _HEAD.pack(_MAGIC, self.bits, self.scale, self.bias)
        return head + self.weights.tobytes()

    @classmethod
    def from_buffer(cls, data: memoryview) -> Self:
        """Raises `InvalidInputError` for anything but what `to_bytes` made."""
        if len(data) < _HEAD.size:
            raise InvalidInputError("not a polarity table")
        magic, bits, scale, bias = _HEAD.unpack_from(data)
        if magic != _MAGIC or len(data) != _HEAD.size + (1 << bits):
            raise InvalidInputError("not a polarity table")
        weights = np.frombuffer(data[_HEAD.size :], dtype=np.int8)
        return cls(bits=bits, scale=scale, bias=bias, weights=weights)


def train(cleaned: Sequence[str], good: Sequence[bool], *, seed: int = 0) -> Polarity:
    """From cleaned sentences and whether each is good; 140,000 of them take about a minute."""
    vocabulary, rows = build(cleaned, bits=_BITS, seen_min=2, orders=LONG, by_count=True)
    labels: Ids = np.array(good, dtype=np.intp)
    telling = _telling(rows, labels)
    told = replace(rows, values=rows.values * telling[rows.columns])
    weights, bias = descend(told, labels, 2, cost=_COST, epochs=_EPOCHS, seed=seed)
    folded = (weights[:, 1] - weights[:, 0]) * telling * vocabulary.idf
    # A few n-grams weigh much more than the rest; clipping them leaves finer steps for all
    scale = float(np.quantile(np.abs(folded), 0.9995)) / 127 or 1.0
    table = np.zeros(1 << _BITS, dtype=np.int8)
    table[vocabulary.buckets] = np.rint(folded / scale).clip(-127, 127)
    return Polarity(bits=_BITS, scale=scale, bias=float(bias[1] - bias[0]), weights=table)


def _telling(rows: SparseRows, labels: Ids) -> Floats:
    """How unlike each n-gram's use is in good and bad sentences; about one on average."""
    kinds = np.repeat(labels, np.diff(rows.start))
    good, bad = (
        np.bincount(rows.columns[kinds == kind], minlength=rows.width) + _SMOOTH for kind in (1, 0)
    )
    lean = np.abs(np.log(good / good.sum()) - np.log(bad / bad.sum())) + _EVEN
    even: Floats = (lean / np.sqrt(np.average(lean**2, weights=good + bad))).astype(np.float32)
    return even
