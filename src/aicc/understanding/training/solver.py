"""Multinomial logistic regression over dense rows, and the search that it needs."""

from collections.abc import Callable

import numpy as np

from aicc.understanding.features import Ids
from aicc.understanding.features_meaning import Floats

_MEMORY = 8  # pairs of steps that the search remembers
_TOLERANCE = 1e-5  # of the loss: what single precision can still tell apart


def solve_dense(rows: Floats, labels: Ids, classes: int, cost: float) -> tuple[Floats, Floats]:
    """Weights and bias that minimise cost * sum(log loss) + |weights|^2 / 2."""
    size = rows.shape[1]
    target = np.zeros((len(rows), classes), dtype=np.float32)
    target[np.arange(len(rows)), labels] = 1.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat[: size * classes].reshape(size, classes)
        probability = softmax(rows @ weights + flat[size * classes :])
        fit = -float(
            np.log(np.maximum((probability * target).sum(axis=1), 1e-30)).sum(dtype=np.float64)
        )
        error = (probability - target) * np.float32(cost)
        slope = np.concatenate([(rows.T @ error + weights).ravel(), error.sum(axis=0)])
        return cost * fit + 0.5 * float((weights * weights).sum()), slope

    found = minimise(loss, np.zeros(size * classes + classes, dtype=np.float32))
    return found[: size * classes].reshape(size, classes), found[size * classes :]


def softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    raised /= raised.sum(axis=-1, keepdims=True)
    return raised


def minimise(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, *, steps: int = 150
) -> Floats:
    """Limited-memory BFGS with a backtracking search, for a smooth convex loss."""
    point = start
    value, slope = loss(point)
    pairs: list[tuple[Floats, Floats, float]] = []
    first = float(np.linalg.norm(slope)) or 1.0
    for _ in range(steps):
        direction = -_bent(slope, pairs)
        reach = 1.0 if pairs else 1.0 / first
        gain = float(slope @ direction)
        while True:
            moved = point + np.float32(reach) * direction
            new_value, new_slope = loss(moved)
            if new_value <= value + 1e-4 * reach * gain or reach < 1e-3 / first:
                break
            reach *= 0.5
        if value - new_value <= _TOLERANCE * abs(value):
            return moved if new_value < value else point
        change, turn = moved - point, new_slope - slope
        curve = float(change @ turn)
        if curve > 0:
            pairs = [*pairs[1 - _MEMORY :], (change, turn, curve)]
        point, value, slope = moved, new_value, new_slope
    return point


def _bent(slope: Floats, pairs: list[tuple[Floats, Floats, float]]) -> Floats:
    """The slope times the approximate inverse curvature: the two-loop recursion."""
    bent = slope.copy()
    shares: list[float] = []
    for change, turn, curve in reversed(pairs):
        share = float(change @ bent) / curve
        shares.append(share)
        bent -= np.float32(share) * turn
    if pairs:
        change, turn, curve = pairs[-1]
        bent *= np.float32(curve / float(turn @ turn))
    for (change, turn, curve), share in zip(pairs, reversed(shares), strict=True):
        bent += np.float32(share - float(turn @ bent) / curve) * change
    return bent
