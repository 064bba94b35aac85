"""Measures of a classifier that are the same for every model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


def macro_f1(found: Sequence[str], labels: Sequence[str]) -> float:
    """Mean over the labels that occur in the answers, each counting alike."""
    named, true = np.array(found), np.array(labels)
    scores = [
        2
        * float(((named == label) & (true == label)).sum())
        / float((named == label).sum() + (true == label).sum())
        for label in np.unique(true)
    ]
    return float(np.mean(scores))


def auroc(inside: Numbers, outside: Numbers) -> float:
    """Chance that one inside scores above one outside; ties count half."""
    _, rank_of, counts = np.unique(
        np.concatenate([inside, outside]), return_inverse=True, return_counts=True
    )
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[rank_of]
    above = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(above / (len(inside) * len(outside)))


def calibration_error(confidence: Numbers, right: Marks, *, bins: int = 15) -> float:
    """Expected calibration error: mean distance of stated confidence and true frequency."""
    step = np.minimum((confidence * bins).astype(np.intp), bins - 1)
    gap = np.bincount(step, confidence - right, minlength=bins)
    return float(np.abs(gap).sum() / len(confidence))
