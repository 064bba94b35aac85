"""Which FAQ entry a sentence is meant for, learned from the wordings of all entries together.

The search compares a question with one wording at a time; this knows by which letters and meanings
the entries of a pack differ from one another. Beside the search it puts the right entry first for
one question in twenty more (`python -m bench.entry_model`); alone it would be worse.
"""

import json
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aicc.domain.faq import FaqEntry
from aicc.domain.said import Said
from aicc.errors import InvalidInputError
from aicc.korean.text import embedding
from aicc.understanding.features import clean, hashes
from aicc.understanding.features_meaning import Floats, sentence_vector

BITS = 20
_MAGIC = b"AICCFAQ1"
_HEAD_AT = len(_MAGIC) + 4


@dataclass(frozen=True, slots=True)
class EntryScores:
    """How far each entry stands out from all of them, in their spread."""

    model: "EntryModel"
    scores: Floats

    def of(self, entry: FaqEntry) -> float | None:
        """None for an entry that nothing was learned of, or that asks something else by now."""
        at = self.model.place_of.get(entry.id)
        if at is None or self.model.questions[at] != mark_of(entry):
            return None
        return float(self.scores[at])


@dataclass(frozen=True, kw_only=True)
class EntryModel:
    """Nothing in it changes after it is made, so any number of threads may ask it."""

    labels: tuple[str, ...]  # ids of entries
    questions: tuple[int, ...]  # a mark of each one's question
    buckets: NDArray[np.uint32]  # hash bucket of each row, ascending
    idf: Floats
    weights: NDArray[np.int8]  # one row an n-gram, one column an entry
    scale: Floats  # by column: what one step of the weights is worth
    meaning: Floats  # dimension of the embedding x entry

    def read(self, said: Said) -> EntryScores:
        cleaned = clean(said)
        grams = hashes(cleaned)
        wanted = grams >> np.uint32(32 - BITS)
        rows = np.minimum(np.searchsorted(self.buckets, wanted), len(self.buckets) - 1)
        rows = rows[self.buckets[rows] == wanted]
        summed = self.idf[rows] @ self.weights[rows].astype(np.float32)
        scores: Floats = summed * (self.scale / np.float32(math.sqrt(len(grams)) or 1.0))
        meant = sentence_vector(cleaned)
        if meant is not None:
            scores += meant @ self.meaning
        spread = np.maximum(scores.std(), np.float32(1e-6))
        return EntryScores(self, (scores - scores.mean()) / spread)

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        return {label: at for at, label in enumerate(self.labels)}

    def to_bytes(self) -> bytes:
        head = {
            "labels": self.labels,
            "questions": self.questions,
            "rows": len(self.buckets),
            "dimensions": len(self.meaning),
            "embedding": embedding.load().source,
        }
        encoded = json.dumps(head, ensure_ascii=False).encode()
        parts = (
            self.buckets,
            self.idf.astype(np.float32),
            self.scale,
            self.weights,
            self.meaning.astype(np.float16),
        )
        body = b"".join(part.tobytes() for part in parts)
        return _MAGIC + struct.pack("<I", len(encoded)) + encoded + body

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises `InvalidInputError` for anything but what `to_bytes` made with this embedding."""
        if data[: len(_MAGIC)] != _MAGIC or len(data) < _HEAD_AT:
            raise InvalidInputError("not a model of entries")
        (size,) = struct.unpack_from("<I", data, len(_MAGIC))
        match _head(data[_HEAD_AT : _HEAD_AT + size]):
            case {
                "labels": [*labels],
                "questions": [*questions],
                "rows": int(rows),
                "dimensions": int(dimensions),
                "embedding": str(source),
            }:
                pass
            case _:
                raise InvalidInputError("the head of the model of entries is damaged")
        if source != embedding.load().source:
            raise InvalidInputError("the model of entries was trained with another embedding")
        buckets, idf, scale, weights, meaning = _cut(
            memoryview(data)[_HEAD_AT + size :], rows, len(labels), dimensions
        )
        return cls(
            labels=tuple(map(str, labels)),
            questions=tuple(map(int, questions)),
            buckets=np.frombuffer(buckets, np.uint32),
            idf=np.frombuffer(idf, np.float32),
            scale=np.frombuffer(scale, np.float32),
            weights=np.frombuffer(weights, np.int8).reshape(rows, len(labels)),
            meaning=np.frombuffer(meaning, np.float16)
            .reshape(dimensions, len(labels))
            .astype(np.float32),
        )


def mark_of(entry: FaqEntry) -> int:
    """An entry whose question was rewritten is another one to a model that knows its wordings."""
    return crc32(entry.question.encode())


def _head(encoded: bytes) -> object:
    try:
        return json.loads(encoded)
    except ValueError as error:
        raise InvalidInputError("the head of the model of entries is damaged") from error


def _cut(body: memoryview, rows: int, width: int, dimensions: int) -> Sequence[memoryview]:
    sizes = (rows * 4, rows * 4, width * 4, rows * width, dimensions * width * 2)
    ends = list(accumulate(sizes))
    if len(body) != ends[-1]:
        raise InvalidInputError("the model of entries is cut short")
    return [body[end - size : end] for size, end in zip(sizes, ends, strict=True)]
