"""Many sentences: stochastic descent, one sentence a step, nothing dense but the weights."""

import numpy as np

from aicc.understanding.features import Ids
from aicc.understanding.features_meaning import Floats
from aicc.understanding.training.matrix import Problem, SparseRows
from aicc.understanding.training.solver import softmax

_COST = 20.0
_EPOCHS = 10
_EPOCHS_UNSEEN = 4  # enough to see how sure the model is of what it has not met
_BIAS_SHARE = np.float32(0.01)


class DescentSolver:
    def __init__(self, problem: Problem, *, seed: int) -> None:
        self._problem = problem
        self._rows = problem.rows.beside(problem.meaning)
        self._seed = seed

    def solve(self) -> tuple[Floats, Floats]:
        everything = np.arange(len(self._rows))
        return self._descend(everything, _EPOCHS)

    def scores_unseen(self, inside: Ids, outside: Ids) -> Floats:
        weights, bias = self._descend(inside, _EPOCHS_UNSEEN)
        return self._rows.take(outside).times(weights) + bias

    def _descend(self, chosen: Ids, epochs: int) -> tuple[Floats, Floats]:
        problem = self._problem
        return descend(
            self._rows.take(chosen),
            problem.owner[chosen],
            problem.classes,
            cost=_COST,
            epochs=epochs,
            seed=self._seed,
        )


def descend(
    rows: SparseRows, labels: Ids, classes: int, *, cost: float, epochs: int, seed: int
) -> tuple[Floats, Floats]:
    """Weights and bias near the minimum of cost * sum(log loss) + |weights|^2 / 2.

    They are the mean over the ends of the later epochs: the last steps alone would show.
    """
    order = np.random.default_rng(seed)
    weights = np.zeros((rows.width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    mean, mean_bias = np.zeros_like(weights), np.zeros_like(bias)
    # Shrinking all weights a little at every step is one number, applied when they are used
    shrink, pull, step = 1.0, 1.0 / (cost * len(rows)), 0
    for epoch in range(epochs):
        for index in order.permutation(len(rows)):
            ids, values = rows.row(index)
            touched = weights.take(ids, axis=0)
            error = softmax(np.float32(shrink) * (values @ touched) + bias)
            error[labels[index]] -= 1.0
            rate = 2.0 / (1.0 + 2.0 * pull * step)
            shrink *= 1.0 - rate * pull
            touched -= values[:, None] * (error * np.float32(rate / shrink))
            weights[ids] = touched
            bias -= error * (_BIAS_SHARE * np.float32(rate))
            step += 1
        if epoch >= epochs // 2:
            mean += weights * np.float32(shrink / (epochs - epochs // 2))
            mean_bias += bias / np.float32(epochs - epochs // 2)
    return mean, mean_bias
