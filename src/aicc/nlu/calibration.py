"""Making a confidence mean how often it is right, and telling what no intent covers."""

import numpy as np

from aicc.nlu.features import Ids
from aicc.nlu.features_meaning import Floats
from aicc.nlu.intent_model import Scope
from aicc.nlu.training_solver import softmax, solve_dense

_TEMPERATURES = np.geomspace(0.05, 4.0, 60)
_STEEPNESS = 6.0  # how fast the decision turns when nothing out of scope was shown
_GIVEN_UP = 0.05  # the share of sentences in scope that are then taken for strange
_SCOPE_COST = 30.0


def temperature_of(scores: Floats, labels: Ids) -> float:
    """What to divide the scores by so that the probabilities fit what came true."""
    return float(min(_TEMPERATURES, key=lambda heat: log_loss(softmax(scores / heat), labels)))


def log_loss(confidence: Floats, labels: Ids) -> float:
    own = confidence[np.arange(len(labels)), labels]
    return -float(np.log(np.maximum(own, 1e-12)).mean())


def expected_calibration_error(confidence: Floats, right: Ids, *, bins: int = 15) -> float:
    """Mean distance of stated confidence and true frequency over equal steps of confidence."""
    step = np.minimum((confidence * bins).astype(np.intp), bins - 1)
    gap = np.bincount(step, confidence - right, minlength=bins)
    return float(np.abs(gap).sum() / len(confidence))


def scope_of(inside: Floats, outside: Floats) -> Scope:
    """From confidence, coverage and known share (columns) of sentences meant and not meant.

    With none of the latter the three count alike, and a few of the former are given up.
    """
    if not len(outside):
        line = float(np.quantile(inside.sum(axis=1), _GIVEN_UP))
        return Scope(
            bias=-_STEEPNESS * line,
            confidence=_STEEPNESS,
            coverage=_STEEPNESS,
            known=_STEEPNESS,
        )
    times = max(1, round(len(inside) / len(outside)))  # both kinds count alike
    rows = np.vstack([inside, *[outside] * times]).astype(np.float32)
    kinds = np.repeat([1, 0], [len(inside), len(outside) * times])
    weights, bias = solve_dense(rows, kinds, 2, _SCOPE_COST)
    confidence, coverage, known = (weights[:, 1] - weights[:, 0]).tolist()
    return Scope(
        bias=float(bias[1] - bias[0]), confidence=confidence, coverage=coverage, known=known
    )
