"""Vectors of sentences: what is near, what is gone, and what has no meaning at all."""

import numpy as np
import pytest

from aicc.faqs.search.meanings import DIMENSIONS, Meanings, steps_of, units_of
from aicc.faqs.search.ranking import confidence

SENTENCES = ["연락처를 바꾸고 싶어요", "카드를 잃어버렸어요", "택배가 안 와요", "xyz 123"]


def held() -> Meanings:
    meanings = Meanings()
    meanings.add(steps_of(SENTENCES))
    return meanings


def near(meanings: Meanings, text: str, allowed: list[bool] | None = None) -> list[int]:
    [asked] = units_of(steps_of([text]))
    mask = None if allowed is None else np.array(allowed)
    found: list[int] = meanings.nearest(asked, 2, 0.45, mask).tolist()
    return found


def test_other_words_for_the_same_are_near() -> None:
    assert near(held(), "전화번호 변경") == [0]


def test_what_was_dropped_or_is_not_allowed_is_not_near() -> None:
    dropped = held()
    dropped.drop(0)

    assert near(dropped, "전화번호 변경") == []
    assert near(held(), "전화번호 변경", [False, True, True, True]) == []


def test_a_text_without_a_known_word_is_near_to_nothing() -> None:
    steps = steps_of(["xyz 123", ""])

    assert steps.shape == (2, DIMENSIONS)
    assert not steps.any()
    assert near(held(), "xyz 123") == []


def test_the_same_sentence_is_as_near_as_can_be() -> None:
    [one] = units_of(steps_of([SENTENCES[0]]))

    assert float(held().of(np.array([0]))[0] @ one) == pytest.approx(1.0)


def test_sentences_analysed_together_are_what_each_is_alone() -> None:
    together = steps_of(SENTENCES)

    assert np.array_equal(together, np.concatenate([steps_of([each]) for each in SENTENCES]))


def test_a_better_sum_is_never_less_sure() -> None:
    sure = confidence(np.linspace(0, 1.1, 111, dtype=np.float32))

    assert (np.diff(sure) >= 0).all()
    assert (sure[0], sure[-1]) == (0.0, 1.0)
