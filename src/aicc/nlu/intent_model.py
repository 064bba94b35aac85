"""A trained intent classifier: which intents a sentence may mean, and whether any fits."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aicc.domain.meaning import IntentScore
from aicc.errors import InvalidInputError
from aicc.nlu.features import clean, hashes

Floats = NDArray[np.float32]

_MAGIC = b"AICCINT1"
_TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Best three intents with calibrated confidence; `in_scope_score` from 0 (none fits) to 1."""

    top: tuple[IntentScore, ...]
    in_scope_score: float
    close: bool


@dataclass(frozen=True, kw_only=True)
class IntentModel:
    """Nothing in it changes after it is made, so any number of threads may ask it."""

    labels: tuple[str, ...]
    bits: int
    buckets: NDArray[np.uint32]  # hash bucket of each row, ascending
    idf: Floats
    weights: NDArray[np.int8]  # one row an n-gram, one column a label
    scale: Floats  # by label: what one step of the weights is worth
    bias: Floats
    temperature: float
    close_margin: float = 0.12

    def predict(self, text: str) -> Prediction:
        scores = self.scores(clean(text))
        raised = np.exp((scores - scores.max()) / self.temperature)
        confidence = raised / raised.sum()
        order = np.argsort(-confidence, kind="stable")[:_TOP]
        top = tuple(
            IntentScore(name=self.labels[at], confidence=float(confidence[at])) for at in order
        )
        close = len(top) > 1 and top[0].confidence - top[1].confidence < self.close_margin
        return Prediction(top=top, in_scope_score=top[0].confidence, close=close)

    def scores(self, cleaned: str) -> Floats:
        """One number a label, before calibration."""
        rows = self._row_of[hashes(cleaned) >> np.uint32(32 - self.bits)]
        rows = rows[rows >= 0]
        values = self.idf[rows]
        length = float(np.sqrt(values @ values)) or 1.0
        summed = values @ self.weights[rows].astype(np.float32)
        found: Floats = summed * (self.scale / np.float32(length)) + self.bias
        return found

    @cached_property
    def _row_of(self) -> NDArray[np.int32]:
        table = np.full(1 << self.bits, -1, dtype=np.int32)
        table[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        return table

    def to_bytes(self) -> bytes:
        head = {
            "labels": self.labels,
            "bits": self.bits,
            "temperature": self.temperature,
            "close_margin": self.close_margin,
            "rows": len(self.buckets),
        }
        encoded = json.dumps(head, ensure_ascii=False).encode()
        parts = (self.buckets, self.idf.astype(np.float16), self.scale, self.bias, self.weights)
        packed = b"".join(part.tobytes() for part in parts)
        return _MAGIC + struct.pack("<I", len(encoded)) + encoded + packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises `InvalidInputError` for anything but what `to_bytes` made."""
        if data[: len(_MAGIC)] != _MAGIC:
            raise InvalidInputError("not an intent model")
        at = len(_MAGIC) + 4
        (size,) = struct.unpack_from("<I", data, len(_MAGIC))
        head: Mapping[str, object] = json.loads(data[at : at + size])
        return cls._from_parts(head, memoryview(data)[at + size :])

    @classmethod
    def _from_parts(cls, head: Mapping[str, object], packed: memoryview) -> Self:
        match head:
            case {
                "labels": [*labels],
                "bits": int(bits),
                "temperature": float(temperature),
                "close_margin": float(close_margin),
                "rows": int(rows),
            }:
                pass
            case _:
                raise InvalidInputError("the head of the intent model is damaged")
        width = len(labels)
        if len(packed) != rows * 6 + width * 8 + rows * width:
            raise InvalidInputError("the intent model is cut short")
        idf_at, scale_at = rows * 4, rows * 6
        bias_at, weights_at = scale_at + width * 4, scale_at + width * 8
        return cls(
            labels=tuple(str(label) for label in labels),
            bits=bits,
            buckets=np.frombuffer(packed[:idf_at], dtype=np.uint32),
            idf=np.frombuffer(packed[idf_at:scale_at], dtype=np.float16).astype(np.float32),
            scale=np.frombuffer(packed[scale_at:bias_at], dtype=np.float32),
            bias=np.frombuffer(packed[bias_at:weights_at], dtype=np.float32),
            weights=np.frombuffer(packed[weights_at:], dtype=np.int8).reshape(rows, width),
            temperature=temperature,
            close_margin=close_margin,
        )
