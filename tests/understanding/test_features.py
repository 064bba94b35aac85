import unicodedata

import pytest

from aicc.korean.text.said import as_said
from aicc.understanding.features import LONG, SHORT, Orders, clean, hashes, hashes_of_all

SENTENCES = ["카드를 잃어버렸어요", "", "네", "SMS 인증번호가 안 와요", "lost my card", "ㅋㅋ 😀"]


@pytest.mark.parametrize("orders", [SHORT, LONG])
def test_many_sentences_are_hashed_as_each_of_them_alone(orders: Orders) -> None:
    docs, grams = hashes_of_all(SENTENCES, orders)

    for index, sentence in enumerate(SENTENCES):
        assert sorted(grams[docs == index]) == sorted(hashes(sentence, orders))


def test_spaces_change_only_some_of_the_features() -> None:
    apart, together = (set(hashes(text).tolist()) for text in ("카드 분실 신고", "카드분실신고"))

    assert len(apart & together) > len(together) / 2


def test_a_wrong_letter_leaves_features_of_its_word() -> None:
    right, slipped = (set(hashes(text).tolist()) for text in ("잔액", "잔엑"))

    assert right & slipped


def test_decomposed_and_stretched_text_is_cleaned_to_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "카드 정지요ㅋㅋㅋㅋㅋ")

    assert clean(as_said(decomposed)) == clean(as_said("카드 정지요ㅋㅋ"))


def test_remembered_features_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(ValueError, match="read-only"):
        hashes("카드")[0] = 0
