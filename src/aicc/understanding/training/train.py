"""From example sentences to an intent model, with numpy alone."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.understanding.calibration import scope_of, temperature_of
from aicc.understanding.features import Ids, clean
from aicc.understanding.features_meaning import WORDS_MAX, ExampleWords, Floats, words_of
from aicc.understanding.intent_model import IntentModel, Scope
from aicc.understanding.training.descent import DescentSolver
from aicc.understanding.training.exact import ExactSolver
from aicc.understanding.training.held_out import Unseen, read_unseen
from aicc.understanding.training.matrix import Problem, Vocabulary, build, by_telling

_EXACT_MAX = 2500  # sentences up to here are solved as pairs of sentences
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_KEYWORDS: Mapping[str, Sequence[str]] = {}
_NO_SCOPE = Scope(bias=0.0, strength=0.0, coverage=0.0, known=0.0, margin=0.0)


def train(
    examples: Mapping[str, Sequence[str]],
    *,
    keywords: Mapping[str, Sequence[str]] = _NO_KEYWORDS,
    out_of_scope: Sequence[str] = (),
    words_max: int = WORDS_MAX,
    seed: int = 0,
) -> IntentModel:
    """A keyword counts as one more example of its intent, and so does a name that callers use.
    Same input, same model.

    With more different words than `words_max` none of them is compared one by one, which is
    quicker to ask and a little less right.
    """
    labels, cleaned, owner, classes = _labelled(examples, keywords, out_of_scope)
    if len(cleaned) <= _EXACT_MAX:
        problem, words = _problem(cleaned, owner, classes, words_max)
        solver = ExactSolver(problem)
        weights, bias = solver.solve()
        unseen = read_unseen(problem, solver, words, cleaned, seed=seed)
    else:
        problem, words, (weights, bias), unseen = _many(cleaned, owner, classes, seed)
    return calibrated(_assembled(labels, problem.vocabulary, words, weights, bias), unseen)


def train_like(
    before: IntentModel,
    examples: Mapping[str, Sequence[str]],
    *,
    keywords: Mapping[str, Sequence[str]] = _NO_KEYWORDS,
    out_of_scope: Sequence[str] = (),
) -> IntentModel:
    """The same, with the calibration of a model that was learned from nearly the same sentences:
    in a third of the time."""
    labels, cleaned, owner, classes = _labelled(examples, keywords, out_of_scope)
    if len(cleaned) > _EXACT_MAX:
        return train(examples, keywords=keywords, out_of_scope=out_of_scope)
    problem, words = _problem(cleaned, owner, classes, WORDS_MAX)
    weights, bias = ExactSolver(problem).solve()
    model = _assembled(labels, problem.vocabulary, words, weights, bias)
    return replace(model, temperature=before.temperature, scope=before.scope)


def _labelled(
    examples: Mapping[str, Sequence[str]],
    keywords: Mapping[str, Sequence[str]],
    out_of_scope: Sequence[str],
) -> tuple[tuple[str, ...], list[str], Ids, int]:
    """Labels, cleaned sentences with the label of each, and how many classes there are."""
    labels, sentences, owner = _flatten(examples, keywords)
    owner = np.concatenate([owner, np.full(len(out_of_scope), len(labels))])
    cleaned = [clean(as_said(sentence)) for sentence in (*sentences, *out_of_scope)]
    return labels, cleaned, owner, len(labels) + bool(out_of_scope)


def _problem(
    cleaned: Sequence[str], owner: Ids, classes: int, words_max: int
) -> tuple[Problem, ExampleWords]:
    vocabulary, rows = build(cleaned, bits=20, seen_min=1)
    words = words_of(cleaned, words_max=words_max)
    problem = Problem(
        rows=rows,
        vocabulary=vocabulary,
        meaning=words.read_all(cleaned),
        owner=owner,
        classes=classes,
    )
    return problem, words


def _many(
    cleaned: Sequence[str], owner: Ids, classes: int, seed: int
) -> tuple[Problem, ExampleWords, tuple[Floats, Floats], Unseen]:
    """Among thousands of sentences the n-grams say it all; how to weigh them is tried out."""
    vocabulary, rows = build(cleaned, bits=22, seen_min=2)
    words = words_of(())
    rare = Problem(
        rows=rows,
        vocabulary=vocabulary,
        meaning=np.zeros((len(cleaned), 0), dtype=np.float32),
        owner=owner,
        classes=classes,
    )
    tried: list[tuple[Problem, DescentSolver, Unseen]] = []
    for problem in (rare, by_telling(rare)):
        solver = DescentSolver(problem, seed=seed)
        unseen = read_unseen(problem, solver, words, cleaned, seed=seed)
        tried.append((problem, solver, unseen))
    problem, solver, unseen = max(tried, key=lambda trial: trial[2].accuracy())
    return problem, words, solver.solve(), unseen


def calibrated(model: IntentModel, unseen: Unseen) -> IntentModel:
    """The model with its confidence and its scope fitted to sentences that it had not seen."""
    inside = unseen.owner < len(model.labels)
    scores = unseen.scores[inside, : len(model.labels)]
    evidence = unseen.evidence(len(model.labels))
    return replace(
        model,
        temperature=temperature_of(scores, unseen.owner[inside]),
        scope=scope_of(evidence[inside], evidence[~inside]),
    )


def read_by(model: IntentModel, sentences: Sequence[str], owner: Ids) -> Unseen:
    """The same for other sentences; `owner` is past the labels for those that none is for."""
    readings = [model.read(clean(as_said(sentence))) for sentence in sentences]
    return Unseen(
        owner=owner,
        scores=np.array([reading.scores for reading in readings], dtype=np.float32),
        coverage=np.array([reading.coverage for reading in readings], dtype=np.float32),
        known=np.array([reading.known for reading in readings], dtype=np.float32),
    )


def _flatten(
    examples: Mapping[str, Sequence[str]], keywords: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], list[str], Ids]:
    labels = tuple(dict.fromkeys([*examples, *keywords]))
    spoken = set(_WORD.findall(" ".join(text.lower() for own in examples.values() for text in own)))
    sentences: list[str] = []
    owner: list[int] = []
    for index, label in enumerate(labels):
        own = [*examples.get(label, ()), *keywords.get(label, ()), *_telling_name(label, spoken)]
        sentences += own
        owner += [index] * len(own)
    if not sentences:
        raise InvalidInputError("no intent has an example")
    return labels, sentences, np.array(owner, dtype=np.intp)


def _telling_name(label: str, spoken: Set[str]) -> list[str]:
    """The intent's name as one more example, if callers use words of it: `card_arrival`."""
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", label).replace("_", " "))]
    return [" ".join(words)] if spoken & set(words) else []


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
        knows_outside=len(bias) > len(labels),
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
