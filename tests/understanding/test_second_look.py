"""What a large model adds where the small table is unsure; a made-up model stands in for it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from aicc.deadline import Deadline
from aicc.domain.meaning import IntentScore, Topics
from aicc.domain.said import Said
from aicc.korean.text.said import as_said
from aicc.understanding import kept_vectors
from aicc.understanding.features_meaning import Floats
from aicc.understanding.kept_vectors import KeptVectors
from aicc.understanding.second_look import learn
from chatbot_nlu import ChatbotNLU
from tests.fakes import a_deadline

EXAMPLES = {"refund": ["돈 돌려주세요", "돌려받을 돈"], "delivery": ["언제 와요", "언제 도착해요"]}
OUTSIDE = ["날씨 어때요"]
MEANT_BY = {"돈": 0, "언제": 1, "날씨": 2}  # the word that tells all to the made-up model


class MadeUpVectors:
    """One number for each thing that can be meant."""

    def __init__(self, *, is_in_time: bool = True) -> None:
        self.asked: list[str] = []
        self._is_in_time = is_in_time

    def of(self, said: Said, deadline: Deadline) -> Floats | None:
        self.asked.append(said.plain)
        return self._vector(said.plain) if self._is_in_time else None

    def of_all(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Floats:
        vector = np.zeros(len(MEANT_BY) + 1, dtype=np.float32)
        vector[next((at for word, at in MEANT_BY.items() if word in text), -1)] = 1
        return vector


def topics(*scores: tuple[str, float]) -> Topics:
    found = tuple(IntentScore(name=name, confidence=score) for name, score in scores)
    return Topics(intents=found, scope=0.8)


def test_an_unsure_topic_is_looked_at_again() -> None:
    look = learn(MadeUpVectors(), EXAMPLES, out_of_scope=OUTSIDE)
    first = topics(("delivery", 0.45), ("refund", 0.4))

    second = look.at(as_said("돈은 어떻게 되나요"), first, a_deadline())

    assert [each.name for each in second.intents] == ["refund", "delivery"]
    assert second.scope == first.scope


def test_a_sure_topic_is_left_alone() -> None:
    vectors = MadeUpVectors()
    look = learn(vectors, EXAMPLES)
    vectors.asked.clear()
    first = topics(("delivery", 0.9))

    assert look.at(as_said("돈은 어떻게 되나요"), first, a_deadline()) is first
    assert vectors.asked == []


def test_without_time_the_first_look_stands() -> None:
    look = learn(MadeUpVectors(is_in_time=False), EXAMPLES)
    first = topics(("delivery", 0.3))

    assert look.at(as_said("돈은 어떻게 되나요"), first, a_deadline()) is first


def test_what_no_topic_is_for_makes_all_of_them_less_sure() -> None:
    look = learn(MadeUpVectors(), EXAMPLES, out_of_scope=OUTSIDE)
    first = topics(("delivery", 0.5), ("refund", 0.5))

    second = look.at(as_said("날씨가 좋네요"), first, a_deadline())

    assert max(each.confidence for each in second.intents) < 0.4


def test_what_only_looks_like_a_topic_speaks_for_the_topic_and_against_doing_it() -> None:
    examples = {"refund": ["언제 와요"], "refund#not": ["돈 돌려주세요"]}
    look = learn(MadeUpVectors(), examples)

    second = look.at(as_said("돈"), topics(("refund", 0.5)), a_deadline())

    assert [each.name for each in second.intents] == ["refund"]
    assert second.intents[0].contrast > 0.5


def test_the_understanding_of_a_pack_asks_where_it_is_unsure() -> None:
    vectors = MadeUpVectors()
    nlu = ChatbotNLU(pack="general", vectors=vectors)
    vectors.asked.clear()

    nlu.classify_intent("상담원 연결해 주세요")
    nlu.classify_intent("어제 그거요")

    assert vectors.asked == ["어제 그거요"]


def test_examples_are_read_once_and_kept(tmp_path: Path) -> None:
    vectors, file = MadeUpVectors(), tmp_path / "data" / "kept.npz"
    before = KeptVectors(vectors, file).of_all(["돈", "언제"])
    vectors.asked.clear()

    after = KeptVectors(vectors, file).of_all(["언제", "날씨", "돈"])

    assert vectors.asked == ["날씨"]
    assert after[[2, 0]].tolist() == before.tolist()


def test_the_examples_of_others_are_kept_up_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_vectors, "_MOST_KEPT", 3)
    vectors = MadeUpVectors()
    kept = KeptVectors(vectors, tmp_path / "kept.npz")
    for text in ("돈 1", "돈 2", "돈 3", "돈 4"):
        kept.of_all([text])
    vectors.asked.clear()

    kept.of_all(["돈 2", "돈 3"])
    kept.of_all(["돈 1"])

    assert vectors.asked == ["돈 1"]


def test_several_may_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "kept.npz"
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(KeptVectors(MadeUpVectors(), file).of_all, [f"돈 {number}"])
            for number in range(40)
        ]

    assert all(each.result().tolist() == [[1, 0, 0, 0]] for each in asked)
    assert list(tmp_path.iterdir()) == [file]


def test_where_nothing_can_be_written_they_are_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    kept = KeptVectors(MadeUpVectors(), tmp_path / "data" / "kept.npz")

    assert kept.of_all(["돈"]).tolist() == [[1, 0, 0, 0]]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"nothing of ours"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "kept.npz"
    file.write_bytes(damage)

    assert KeptVectors(MadeUpVectors(), file).of_all(["돈"]).shape == (1, 4)
    assert KeptVectors(MadeUpVectors(), file).of_all(["돈"]).tolist() == [[1, 0, 0, 0]]


def test_what_a_customer_says_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "kept.npz"

    assert KeptVectors(MadeUpVectors(), file).of(as_said("돈"), a_deadline()) is not None
    assert not file.exists()
