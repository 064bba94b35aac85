"""Making a confidence mean how often it is right, and telling what no intent covers."""

import numpy as np

from aicc.understanding.features import Ids
from aicc.understanding.features_meaning import Floats
from aicc.understanding.intent_model import Scope
from aicc.understanding.training.solver import softmax, solve_dense

_TEMPERATURES = np.geomspace(0.05, 4.0, 60)
# What strength, coverage, known share and margin count, each in its own spread
_EVIDENCE = np.array([1.0, 1.0, 0.5, 1.5])
_GIVEN_UP = 0.05  # the share of sentences in scope that are then taken for strange
_SCOPE_COST = 1.0


def temperature_of(scores: Floats, labels: Ids) -> float:
    """What to divide the scores by so that the probabilities fit what came true."""
    return float(min(_TEMPERATURES, key=lambda heat: log_loss(softmax(scores / heat), labels)))


def log_loss(confidence: Floats, labels: Ids) -> float:
    own = confidence[np.arange(len(labels)), labels]
    return -float(np.log(np.maximum(own, 1e-12)).mean())


def scope_of(inside: Floats, outside: Floats) -> Scope:
    """From the evidence (columns as in `Scope`) of sentences that are meant and that are not.

    Each kind of evidence is measured in its own spread over sentences that are meant. With none
    that are not, the line is drawn where a few of the former are given up.
    """
    spread = np.maximum(inside.std(axis=0), 1e-3)
    weights = np.where(inside.std(axis=0) > 0, _EVIDENCE, 0) / spread
    totals = inside @ weights
    if len(outside):
        slope, bias = _line_between(totals, outside @ weights)
    else:
        slope, bias = 1.0, -float(np.quantile(totals, _GIVEN_UP))
    strength, coverage, known, margin = (slope * weights).tolist()
    return Scope(bias=bias, strength=strength, coverage=coverage, known=known, margin=margin)


def _line_between(inside: Floats, outside: Floats) -> tuple[float, float]:
    """Slope and bias of the chance to be inside; both kinds count alike, whatever their number."""
    times = max(1, round(len(inside) / len(outside)))
    totals = np.concatenate([inside, *[outside] * times])
    middle, spread = float(inside.mean()), float(totals.std()) or 1.0
    rows = ((totals - middle) / spread)[:, None].astype(np.float32)
    kinds = np.repeat([1, 0], [len(inside), len(outside) * times])
    weights, bias = solve_dense(rows, kinds, 2, _SCOPE_COST)
    slope = float(weights[0, 1] - weights[0, 0]) / spread
    return slope, float(bias[1] - bias[0]) - slope * middle
