"""A trained intent classifier: which intents a sentence may mean, and whether any fits."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aicc.domain.meaning import IntentScore
from aicc.domain.said import Said
from aicc.understanding.features import clean, hashes
from aicc.understanding.features_meaning import ExampleWords, Floats
from aicc.understanding.intent_contrasts import folded

TOP = 3
_LOOKED_AT = 6  # labels; contrasts among them are folded into their intents


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Best three intents with calibrated confidence; `in_scope_score` from 0 (none fits) to 1."""

    top: tuple[IntentScore, ...]
    in_scope_score: float
    close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What speaks for a sentence being meant for one of the intents, and how loudly."""

    bias: float
    strength: float  # of the best intent's score, before it is divided among the intents
    coverage: float  # of its words by words like those of the examples
    known: float  # share of its n-grams that the examples have
    margin: float  # of the best intent over the sentences that none is for

    def score(self, strength: float, coverage: float, known: float, margin: float) -> float:
        total = self.bias + self.strength * strength + self.coverage * coverage
        total += self.known * known + self.margin * margin
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence before calibration."""

    scores: Floats  # a number a label, and one more where the model knows sentences for none
    coverage: float
    known: float


@dataclass(frozen=True, kw_only=True)
class IntentModel:
    """Nothing in it changes after it is made, so any number of threads may ask it."""

    labels: tuple[str, ...]
    knows_outside: bool  # the last column is for sentences that no label is for
    bits: int
    buckets: NDArray[np.uint32]  # hash bucket of each row, ascending
    idf: Floats
    unseen_idf: float  # what an n-gram counts that no example has
    weights: NDArray[np.int8]  # one row an n-gram, one column a score
    scale: Floats  # by column: what one step of the weights is worth
    bias: Floats
    words: ExampleWords
    meaning: Floats  # one row a number of the meaning block, none when it is not used
    temperature: float
    scope: Scope
    close_margin: float = 0.12

    def predict(self, said: Said) -> Prediction:
        reading = self.read(clean(said))
        scores = reading.scores[: len(self.labels)]
        strength = float(scores.max())
        confidence = np.exp((scores - strength) / self.temperature)
        confidence /= confidence.sum()
        order = np.argsort(-confidence, kind="stable")[:_LOOKED_AT].tolist()
        top = folded(
            IntentScore(name=self.labels[at], confidence=float(confidence[at])) for at in order
        )[:TOP]
        close = len(top) > 1 and top[0].confidence - top[1].confidence < self.close_margin
        margin = strength - float(reading.scores[-1]) if self.knows_outside else 0.0
        in_scope = self.scope.score(strength, reading.coverage, reading.known, margin)
        return Prediction(top=top, in_scope_score=in_scope, close=close)

    def read(self, cleaned: str) -> Reading:
        grams = hashes(cleaned)
        rows = self._row_of[grams >> np.uint32(32 - self.bits)]
        rows = rows[rows < len(self.idf)]
        values = self.idf[rows]
        mass = float(values @ values)
        unseen = (len(grams) - len(rows)) * self.unseen_idf**2
        summed = values @ self.weights[rows].astype(np.float32)
        scores = summed * (self.scale / np.float32(math.sqrt(mass) or 1.0)) + self.bias
        meaning = self.words.read(cleaned) if len(self.meaning) else None
        if meaning is not None:
            scores += meaning.block @ self.meaning
        return Reading(
            scores=scores,
            coverage=meaning.coverage if meaning is not None else 0.0,
            known=math.sqrt(mass / (mass + unseen or 1.0)),
        )

    @cached_property
    def _row_of(self) -> NDArray[np.unsignedinteger]:
        """Row of each bucket, one past the last for those without: small, to stay in the cache."""
        size = len(self.buckets)
        kind = np.dtype(np.uint16 if size < 1 << 16 else np.uint32)
        table = np.full(1 << self.bits, size, dtype=kind)
        table[self.buckets] = np.arange(size, dtype=kind)
        return table
