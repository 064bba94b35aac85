import numpy as np
import pytest

from aicc.understanding.calibration import scope_of, temperature_of
from aicc.understanding.evaluation.scores import auroc, calibration_error, macro_f1


def test_scores_that_are_too_sure_are_cooled() -> None:
    labels = np.array([0, 0, 0, 1] * 50)
    sure = np.tile(np.array([[5.0, 0.0]], dtype=np.float32), (200, 1))

    assert temperature_of(sure, labels) > 2


def test_without_strange_sentences_few_meant_ones_are_given_up() -> None:
    inside = np.random.default_rng(0).normal(1, 0.3, (400, 4)).astype(np.float32)

    scope = scope_of(inside, inside[:0])
    kept = [scope.score(*row) >= 0.5 for row in inside.tolist()]

    assert np.mean(kept) == pytest.approx(0.95, abs=0.02)


def test_the_line_lies_between_meant_and_strange() -> None:
    order = np.random.default_rng(0)
    inside = order.normal(1, 0.2, (300, 4)).astype(np.float32)
    outside = order.normal(0, 0.2, (30, 4)).astype(np.float32)

    scope = scope_of(inside, outside)

    assert all(scope.score(*row) >= 0.5 for row in inside.tolist())
    assert all(scope.score(*row) < 0.5 for row in outside.tolist())


def test_evidence_that_never_varies_counts_nothing() -> None:
    inside = np.random.default_rng(0).normal(1, 0.3, (50, 4)).astype(np.float32)
    inside[:, 1] = 0

    assert scope_of(inside, inside[:0]).coverage == 0


def test_macro_f1_counts_every_label_alike() -> None:
    assert macro_f1(["a", "a", "a", "a"], ["a", "a", "a", "b"]) == pytest.approx((6 / 7 + 0) / 2)


def test_auroc_is_the_chance_to_rank_right() -> None:
    inside, outside = np.array([0.9, 0.5, 0.5]), np.array([0.1, 0.5])

    assert auroc(inside, outside) == pytest.approx((2 + 1.5 + 1.5) / 6)


def test_calibration_error_of_an_honest_confidence_is_none() -> None:
    confidence = np.full(100, 0.75)
    right = np.arange(100) < 75

    assert calibration_error(confidence, right) == pytest.approx(0)
    assert calibration_error(confidence, ~right) == pytest.approx(0.5)
