"""From example sentences to an intent model, with numpy alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from aicc.errors import InvalidInputError
from aicc.nlu.calibration import scope_of, temperature_of
from aicc.nlu.features import Ids, clean
from aicc.nlu.features_meaning import ExampleWords, Floats, words_of
from aicc.nlu.intent_model import IntentModel, Scope
from aicc.nlu.training_descent import DescentSolver
from aicc.nlu.training_exact import ExactSolver
from aicc.nlu.training_held_out import Unseen, read_unseen
from aicc.nlu.training_matrix import Problem, Vocabulary, build
from aicc.nlu.training_solver import softmax

_EXACT_MAX = 2500  # sentences up to here are solved as pairs of sentences
_NO_KEYWORDS: Mapping[str, Sequence[str]] = {}
_NO_SCOPE = Scope(bias=0.0, confidence=0.0, coverage=0.0, known=0.0)


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
    words = words_of(cleaned)
    meaning = words.read_all(cleaned)
    problem = Problem(rows=rows, meaning=meaning, owner=owner, classes=len(labels))
    solver = ExactSolver(problem) if few else DescentSolver(problem, seed=seed)
    weights, bias = solver.solve()
    model = _assembled(labels, vocabulary, words, weights, bias)
    unseen = read_unseen(problem, solver, words, cleaned, seed=seed)
    return calibrated(model, unseen, out_of_scope)


def calibrated(model: IntentModel, unseen: Unseen, out_of_scope: Sequence[str]) -> IntentModel:
    """The model with its confidence and its scope fitted to sentences that it had not seen."""
    temperature = temperature_of(unseen.scores, unseen.owner)
    confidence = softmax(unseen.scores / np.float32(temperature)).max(axis=1)
    inside = np.stack([confidence, unseen.coverage, unseen.known], axis=1)
    warm = replace(model, temperature=temperature)
    return replace(warm, scope=scope_of(inside, evidence(warm, out_of_scope)))


def evidence(model: IntentModel, sentences: Sequence[str]) -> Floats:
    """Confidence, coverage and known share of each sentence."""
    rows: list[tuple[float, float, float]] = []
    for sentence in sentences:
        reading = model.read(clean(sentence))
        confidence = float(softmax(reading.scores / np.float32(model.temperature)).max())
        rows.append((confidence, reading.coverage, reading.known))
    return np.array(rows, dtype=np.float32).reshape(len(rows), 3)


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


def _assembled(
    labels: tuple[str, ...],
    vocabulary: Vocabulary,
    words: ExampleWords,
    weights: Floats,
    bias: Floats,
) -> IntentModel:
    """Not yet calibrated. The weights of n-grams are kept in one byte each."""
    grams, meaning = np.split(weights, [len(vocabulary.buckets)])
    scale = np.maximum(np.abs(grams).max(axis=0), 1e-9) / np.float32(127)
    return IntentModel(
        labels=labels,
        bits=vocabulary.bits,
        buckets=vocabulary.buckets.astype(np.uint32),
        idf=vocabulary.idf,
        unseen_idf=vocabulary.unseen_idf,
        weights=np.rint(grams / scale).astype(np.int8),
        scale=scale,
        bias=bias,
        words=words,
        meaning=meaning,
        temperature=1.0,
        scope=_NO_SCOPE,
    )
