"""One clause read for its act: a linear model over what `features` sees of it."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aicc.domain.acts import Act
from aicc.domain.said import Said
from aicc.errors import InvalidInputError
from aicc.understanding.acts.features import features
from aicc.understanding.acts.words import WordClasses

MODEL = Path(__file__).with_name("model.bin")
_MAGIC = b"ACT1"
_ORDER = tuple(Act)
_HEAD = struct.Struct("<4sI")
_SUMS = struct.Struct(f"<{len(_ORDER)}I")
_ZERO = 1 << 15
_NOTHING = int.from_bytes(_SUMS.pack(*[_ZERO] * len(_ORDER)), "little")  # of a feature not known


@dataclass(frozen=True, slots=True)
class ActReading:
    best: Act
    by_act: tuple[float, ...]  # in the order of `Act`

    @property
    def chances(self) -> Mapping[Act, float]:
        """Of all acts; they add up to one. Made when asked for: most readers want the best."""
        return dict(zip(Act, self.by_act, strict=True))

    def chance(self, act: Act) -> float:
        return self.by_act[_ORDER.index(act)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActReader:
    """Nothing in it changes: one reader serves all threads."""

    words: WordClasses
    weights: Mapping[str, int]  # of each feature for every act, packed into one number
    bias: tuple[float, ...]
    scale: float
    made_from: str  # a digest of the examples and the word list

    def read(self, clause: Said) -> ActReading:
        seen, weight_of = features(clause, self.words), self.weights.get
        total = sum([weight_of(name, _NOTHING) for name in seen])  # noqa: C419 -- a list is faster
        zero, scale = _ZERO * len(seen), self.scale
        sums = _SUMS.unpack(total.to_bytes(_SUMS.size, "little"))
        scores = [
            (each - zero) * scale + start for each, start in zip(sums, self.bias, strict=True)
        ]
        highest = max(scores)
        raised = [exp(score - highest) for score in scores]
        whole = sum(raised)
        return ActReading(_ORDER[scores.index(highest)], tuple([each / whole for each in raised]))

    def to_bytes(self) -> bytes:
        head = {
            "acts": _ORDER,
            "words": self.words.by_word,
            "features": list(self.weights),
            "bias": self.bias,
            "scale": self.scale,
            "made_from": self.made_from,
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        packed = b"".join(each.to_bytes(_SUMS.size, "little") for each in self.weights.values())
        weights = np.frombuffer(packed, dtype="<u4").astype("<u2")
        return _HEAD.pack(_MAGIC, len(text)) + text + weights.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises `InvalidInputError` for anything but what `to_bytes` made."""
        if len(data) < _HEAD.size or data[:4] != _MAGIC:
            raise InvalidInputError("not a model of acts")
        _, size = _HEAD.unpack_from(data)
        head = json.loads(data[_HEAD.size : _HEAD.size + size])
        if head["acts"] != list(_ORDER):
            raise InvalidInputError("a model of other acts: build it again")
        rows = np.frombuffer(data[_HEAD.size + size :], dtype="<u2").astype(np.int32) - _ZERO
        return cls(
            words=WordClasses.of(head["words"]),
            weights=packed(head["features"], rows.reshape(-1, len(_ORDER))),
            bias=tuple(head["bias"]),
            scale=head["scale"],
            made_from=head["made_from"],
        )


def packed(names: Sequence[str], rows: NDArray[np.int32]) -> dict[str, int]:
    """Each row as one number, so that one addition adds the weights of all acts.

    An act has 32 bits in it; a weight, within 16 bits, is stored from zero on.
    """
    whole, size = (rows + _ZERO).astype("<u4").tobytes(), _SUMS.size
    return {
        name: int.from_bytes(whole[at * size : (at + 1) * size], "little")
        for at, name in enumerate(names)
    }


@cache
def act_reader() -> ActReader:
    """The one that is shipped."""
    return ActReader.from_bytes(MODEL.read_bytes())
