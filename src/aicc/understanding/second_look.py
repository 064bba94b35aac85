"""A second look at sentences whose topic the small table leaves open: the vectors of a large
model, and one linear layer learned from the same examples.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from aicc.deadline import Deadline
from aicc.domain.meaning import IntentScore, Topics
from aicc.domain.said import Said
from aicc.korean.text.said import as_said
from aicc.understanding.features_meaning import Floats
from aicc.understanding.intent_contrasts import folded
from aicc.understanding.training.solver import softmax, solve_dense

# Chosen by `python -m bench.sentence_vectors` together with the dialogues of the shipped packs.
UNSURE = 0.6  # confidence of the best topic below which the large model is asked
SHARE = 0.5  # of its word, where it is asked
_LENGTH, _COST = 2.0, 30.0  # of the vectors, and how exactly the examples are fitted
_TOP = 3
_NOT_NAMED = IntentScore(name="", confidence=0.0)


class Vectors(Protocol):
    """Unit vectors of what sentences mean."""

    def of(self, said: Said, deadline: Deadline) -> Floats | None:
        """None when it would not be there in time."""
        ...

    def of_all(self, texts: Sequence[str]) -> Floats:
        """A row for each normalised text, however long it takes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """Never changes after it is made. `weights` have a column a label, and one more where there
    are sentences that no label is for."""

    vectors: Vectors
    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def at(self, said: Said, first: Topics, deadline: Deadline) -> Topics:
        """The topics as they were, where they are sure or too little time is left."""
        if first.intents[0].confidence >= UNSURE:
            return first
        vector = self.vectors.of(said, deadline)
        if vector is None:
            return first
        scores: Floats = vector @ self.weights
        scores = scores * np.float32(_LENGTH) + self.bias
        chances = softmax(scores)
        second = folded(
            IntentScore(name=name, confidence=float(chance))
            for name, chance in zip(self.labels, chances, strict=False)
        )
        return Topics(intents=_mixed(first.intents, second), scope=first.scope)


def learn(
    vectors: Vectors, examples: Mapping[str, Sequence[str]], *, out_of_scope: Sequence[str] = ()
) -> SecondLook:
    """Every example is read by the large model."""
    labels = tuple(examples)
    texts = [text for own in examples.values() for text in own]
    owner = [at for at, own in enumerate(examples.values()) for _ in own]
    owner += [len(labels)] * len(out_of_scope)
    rows = vectors.of_all([as_said(text).plain for text in (*texts, *out_of_scope)])
    weights, bias = solve_dense(
        rows * np.float32(_LENGTH),
        np.array(owner, dtype=np.intp),
        len(labels) + bool(out_of_scope),
        _COST,
    )
    return SecondLook(vectors=vectors, labels=labels, weights=weights, bias=bias)


def _mixed(first: Iterable[IntentScore], second: Iterable[IntentScore]) -> tuple[IntentScore, ...]:
    before = {score.name: score for score in first}
    mixed = [_both(before.get(score.name, _NOT_NAMED), score) for score in second]
    return tuple(sorted(mixed, key=lambda each: -each.confidence)[:_TOP])


def _both(one: IntentScore, other: IntentScore) -> IntentScore:
    """A contrast weighs what was said for the intent by who found it."""
    own, its = (1 - SHARE) * one.confidence, SHARE * other.confidence
    total = own + its
    against = own * one.contrast + its * other.contrast
    return IntentScore(name=other.name, confidence=total, contrast=against / (total or 1.0))
