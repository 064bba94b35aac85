"""Making a confidence mean how often it is right."""

import numpy as np

from aicc.nlu.features import Ids
from aicc.nlu.training_solver import Floats, softmax

_TEMPERATURES = np.geomspace(0.05, 4.0, 60)


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
