"""A row for every word, so that the sum of a sentence's rows points where the teacher points.

Least squares from a prior. The prior is what a *linear map* makes of what is known of each word
(the teacher's vector of it alone, and its vector in Kiwi), so that words which no sentence has
still lie where like words lie; the sentences then move the rows that they touch.
"""

import numpy as np
import scipy.sparse as sp

MAP_COST, ROW_COST = 5.0, 20.0  # flat between 5 and 150
ROUNDS, STEPS = 3, 15
_PRINCIPAL_FROM = 20_000  # vectors that the directions of the targets are taken from
_LEAST_AT_FIRST, _LEAST = 0.3, 0.2  # no sentence is stretched more than this allows


def targets(vectors: np.ndarray, dimensions: int, *, seed: int = 0) -> np.ndarray:
    """The teacher's vectors without what all have in common (nine tenths of their length), by
    their principal directions, the strongest first: a table may be read by its first columns."""
    order = np.random.default_rng(seed).permutation(len(vectors))[:_PRINCIPAL_FROM]
    some = vectors[order]
    mean = some.mean(axis=0)
    directions = np.linalg.svd(some - mean, full_matrices=False)[2][:dimensions]
    return units((vectors - mean) @ directions.T)


def rows_like(counts: sp.csr_matrix, wanted: np.ndarray, known: np.ndarray) -> np.ndarray:
    """What the best linear map makes of all that is `known` of each word."""
    sums = counts @ known
    sums *= _stretch(sums, _LEAST_AT_FIRST * _middle(sums))[:, None]
    square = sums.T @ sums + MAP_COST * np.eye(sums.shape[1], dtype=np.float32)
    mapped: np.ndarray = known @ np.linalg.solve(square, sums.T @ wanted)
    return mapped


def fitted(counts: sp.csr_matrix, wanted: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Rows near the prior whose sums point where they should. The length that a sum is stretched
    by is taken from the round before, which leaves a linear problem to each round."""
    rows = prior
    for turn in range(ROUNDS):
        sums = counts @ rows
        least = _LEAST if turn else _LEAST_AT_FIRST * _middle(sums)
        rows = rows + _step(sp.diags(_stretch(sums, least)) @ counts, wanted, rows, prior)
    return rows.astype(np.float32)


def units(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _step(
    counts: sp.csr_matrix, wanted: np.ndarray, rows: np.ndarray, prior: np.ndarray
) -> np.ndarray:
    """What to add to `rows`, by conjugate gradients over all columns at once."""
    across = counts.T.tocsr()
    left = across @ (wanted - counts @ rows) - ROW_COST * (rows - prior)
    diagonal = np.asarray(across.multiply(across).sum(axis=1)).reshape(-1, 1) + ROW_COST
    scale = (1 / diagonal).astype(np.float32)
    ahead = left * scale
    size = (left * ahead).sum(axis=0)
    moved = np.zeros_like(rows)
    for _ in range(STEPS):
        turned = across @ (counts @ ahead) + ROW_COST * ahead
        pace = size / np.maximum((ahead * turned).sum(axis=0), 1e-12)
        moved += pace * ahead
        left -= pace * turned
        size_before, size = size, (left * left * scale).sum(axis=0)
        ahead = left * scale + size / np.maximum(size_before, 1e-20) * ahead
    return moved


def _stretch(sums: np.ndarray, least: float) -> np.ndarray:
    lengths = np.linalg.norm(sums, axis=1)
    return np.where(lengths > 0, 1 / np.maximum(lengths, least), 0).astype(np.float32)


def _middle(sums: np.ndarray) -> float:
    lengths = np.linalg.norm(sums, axis=1)
    return float(np.median(lengths[lengths > 0]))
