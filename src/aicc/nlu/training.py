"""From example sentences to an intent model, with numpy alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from aicc.errors import InvalidInputError
from aicc.nlu.calibration import temperature_of
from aicc.nlu.features import Ids, clean
from aicc.nlu.intent_model import Floats, IntentModel
from aicc.nlu.training_matrix import SparseRows, build, gram, spread
from aicc.nlu.training_solver import solve_dense, solve_sparse

_EXACT_MAX = 2500  # sentences up to here are solved as pairs of sentences
_COST = 20.0
_FOLDS = 4
_NO_KEYWORDS: Mapping[str, Sequence[str]] = {}


def train(
    examples: Mapping[str, Sequence[str]],
    *,
    keywords: Mapping[str, Sequence[str]] = _NO_KEYWORDS,
    out_of_scope: Sequence[str] = (),
    seed: int = 0,
) -> IntentModel:
    """A keyword counts as one more example of its intent. Same input, same model."""
    labels, sentences, owner = _flatten(examples, keywords)
    cleaned = [clean(sentence) for sentence in sentences]
    few = len(cleaned) <= _EXACT_MAX
    vocabulary, rows = build(cleaned, bits=20 if few else 22, seen_min=1 if few else 2)
    solve = _solve_few if few else _solve_many
    weights, bias, temperature = solve(rows, owner, len(labels), seed)
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return IntentModel(
        labels=labels,
        bits=vocabulary.bits,
        buckets=vocabulary.buckets.astype(np.uint32),
        idf=vocabulary.idf,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=bias,
        temperature=temperature,
    )


def _flatten(
    examples: Mapping[str, Sequence[str]], keywords: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], list[str], Ids]:
    labels = tuple(dict.fromkeys([*examples, *keywords]))
    sentences: list[str] = []
    owner: list[int] = []
    for index, label in enumerate(labels):
        own = [*examples.get(label, ()), *keywords.get(label, ())]
        sentences += own
        owner += [index] * len(own)
    if not sentences:
        raise InvalidInputError("no intent has an example")
    return labels, sentences, np.array(owner, dtype=np.intp)


def _solve_few(
    rows: SparseRows, owner: Ids, classes: int, seed: int
) -> tuple[Floats, Floats, float]:
    """Exact: the solution is a mixture of the sentences, so their products are all it needs."""
    products = gram(rows)
    products[np.diag_indices(len(rows))] += 1e-4
    lower = np.linalg.cholesky(products)
    weights, bias = solve_dense(lower, owner, classes, _COST)
    dual = np.linalg.solve(lower.T, weights)
    held_out = _held_out_scores(lower, owner, classes, seed)
    return spread(rows, dual), bias, temperature_of(held_out, owner)


def _held_out_scores(rows: Floats, owner: Ids, classes: int, seed: int) -> Floats:
    """The scores of every sentence by a model that has not seen it."""
    fold_of = np.random.default_rng(seed).permutation(len(rows)) % _FOLDS
    scores = np.zeros((len(rows), classes), dtype=np.float32)
    for fold in range(_FOLDS):
        inside = fold_of != fold
        if inside.any():
            weights, bias = solve_dense(rows[inside], owner[inside], classes, _COST)
            scores[~inside] = rows[~inside] @ weights + bias
    return scores


def _solve_many(
    rows: SparseRows, owner: Ids, classes: int, seed: int
) -> tuple[Floats, Floats, float]:
    weights, bias = solve_sparse(rows, owner, classes, _COST, epochs=8, seed=seed)
    return weights, bias, 1.0
