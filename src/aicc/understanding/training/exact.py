"""Few sentences: the solution is a mixture of them, so their products are all that it needs."""

import numpy as np

from aicc.understanding.features import Ids
from aicc.understanding.features_meaning import Floats
from aicc.understanding.training.matrix import Problem, gram, spread
from aicc.understanding.training.solver import solve_dense

_COST = 20.0
_RIDGE = np.float32(1e-4)  # keeps the products of two equal sentences solvable


class ExactSolver:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        products = gram(problem.rows) + problem.meaning @ problem.meaning.T
        products[np.diag_indices(len(products))] += _RIDGE
        # Rows with the same products, but only as long as there are sentences
        self._short = np.linalg.cholesky(products).astype(np.float32)

    def solve(self) -> tuple[Floats, Floats]:
        """Weights of every n-gram, then of every number of the meaning block; and the bias."""
        problem = self._problem
        weights, bias = solve_dense(self._short, problem.owner, problem.classes, _COST)
        mixture = np.linalg.solve(self._short.T, weights)
        return np.vstack([spread(problem.rows, mixture), problem.meaning.T @ mixture]), bias

    def scores_unseen(self, inside: Ids, outside: Ids) -> Floats:
        """Scores of the sentences outside by a model of those inside."""
        problem = self._problem
        weights, bias = solve_dense(
            self._short[inside], problem.owner[inside], problem.classes, _COST
        )
        scores: Floats = self._short[outside] @ weights + bias
        return scores
