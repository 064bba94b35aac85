"""What a model says of sentences that it has not learnt from: the base of every calibration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from aicc.korean.text import embedding
from aicc.understanding.features import Ids
from aicc.understanding.features_meaning import ExampleWords, Floats, nearness
from aicc.understanding.training.matrix import Problem

_FOLDS = 8
_SINGLE_FOLD = 10  # the one in so many that a large set gives up
_LARGE = 2500


class Solver(Protocol):
    def scores_unseen(self, inside: Ids, outside: Ids) -> Floats: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """One row a sentence: what a model of the other sentences reads in it."""

    owner: Ids
    scores: Floats
    coverage: Floats
    known: Floats

    def accuracy(self) -> float:
        return float((self.scores.argmax(axis=1) == self.owner).mean())

    def evidence(self, labels: int) -> Floats:
        """Columns as in `Scope`; scores behind those of the labels are of sentences for none."""
        strength = self.scores[:, :labels].max(axis=1)
        outside = self.scores[:, labels:]
        margin = strength - outside[:, 0] if outside.shape[1] else np.zeros_like(strength)
        return np.stack([strength, self.coverage, self.known, margin], axis=1)


def read_unseen(
    problem: Problem, solver: Solver, words: ExampleWords, cleaned: Sequence[str], *, seed: int
) -> Unseen:
    parts = [
        Unseen(
            owner=problem.owner[outside],
            scores=solver.scores_unseen(inside, outside),
            coverage=_coverage(
                words, [cleaned[at] for at in inside], [cleaned[at] for at in outside]
            ),
            known=_known(problem, inside, outside),
        )
        for inside, outside in _folds(len(cleaned), seed)
    ]
    return Unseen(
        owner=np.concatenate([part.owner for part in parts]),
        scores=np.concatenate([part.scores for part in parts]),
        coverage=np.concatenate([part.coverage for part in parts]),
        known=np.concatenate([part.known for part in parts]),
    )


def _folds(size: int, seed: int) -> Iterator[tuple[Ids, Ids]]:
    order = np.random.default_rng(seed).permutation(size)
    if size == 1:
        yield order, order  # nothing else to learn from
        return
    large = size > _LARGE
    folds = np.arange(size) % (_SINGLE_FOLD if large else min(_FOLDS, size))
    for fold in range(1 if large else min(_FOLDS, size)):
        yield order[folds != fold], order[folds == fold]


def _known(problem: Problem, inside: Ids, outside: Ids) -> Floats:
    """Length of what is left of each sentence without the n-grams that no sentence inside has."""
    met = np.zeros(problem.rows.width, dtype=np.bool_)
    met[problem.rows.take(inside).columns] = True
    left = problem.rows.take(outside)
    owner = np.repeat(np.arange(len(left)), np.diff(left.start))
    vocabulary = problem.vocabulary
    mass = left.values * vocabulary.idf[left.columns]
    known, whole = (
        np.bincount(owner, part, minlength=len(left)) for part in (mass * met[left.columns], mass)
    )
    share = known / np.maximum(whole, 1e-9)
    share /= 1 + left.stray * (vocabulary.unseen_idf / left.length) ** 2
    return np.sqrt(share).astype(np.float32)


def _coverage(words: ExampleWords, inside: Sequence[str], outside: Sequence[str]) -> Floats:
    """As `ExampleWords.read` would say it, had it only the words of the sentences inside."""
    found = np.zeros(len(outside), dtype=np.float32)
    if not len(words.rows):
        return found
    table = embedding.load()
    met = np.unique(np.concatenate([table.pieces(text) for text in inside]))
    others = np.ascontiguousarray(words.across[:, np.isin(words.rows, met)])
    for place, text in enumerate(outside):
        rows = table.pieces(text)
        if len(rows) and others.shape[1]:
            units, weights = table.directions(rows)
            found[place] = nearness(units, others).max(axis=1) @ weights / weights.sum()
    return found
