"""The notation of word lists, and the spelling in which texts are compared with them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.errors import InvalidInputError
from aicc.korean.text.phrases import any_of, read_phrase, words_of
from aicc.korean.text.spelling import fold_letters, fold_spelling

LISTS = {"money": any_of([read_phrase("돈", {}), read_phrase("현금", {})])}


def found(phrase: str, text: str) -> bool:
    return bool(read_phrase(phrase, LISTS).pattern.search(fold_spelling(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("보이스피싱", "보이스 피싱 같아요"),
        ("안 돼", "결제가 안돼요"),
        ("안 돼", "결제가 안 돼요"),
        ("돈[을] 보내", "돈 보내라"),
        ("돈[을] 보내", "돈을보내라"),
        ("(보내|옮기)라", "옮기라고 해요"),
        ("<money>[을|를] 찾", "현금을 찾아서"),
        ("돈 .. 보내", "돈을 바로 여기로 보내"),
        ("^칼", "큰 칼이"),
        ("끊$", "전화 끊"),
        ("결제했", "결재햇어요"),
        ("잃어버렸", "일어버렷어요"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("대출", "됐는데 출금이"),
        ("돈 .. 보내", "돈이 없어요. 보내 주세요"),
        ("^칼", "머리칼이"),
        ("끊$", "전화를 끊어요"),
        ("(보내|옮기)라", "보내고"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize("phrase", ["(돈", "돈)", "[돈", "<gold>", "", "[돈]", "돈.", "<돈"])
def test_a_phrase_that_says_nothing_clear_is_refused(phrase: str) -> None:
    with pytest.raises(InvalidInputError):
        read_phrase(phrase, LISTS)


def test_the_words_of_a_list_are_parted_by_blanks_outside_brackets() -> None:
    assert list(words_of(" 돈 현금[ 으로] (안 돼|못 해)요 ")) == [
        "돈",
        "현금[ 으로]",
        "(안 돼|못 해)요",
    ]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("(돈|현금)[을|를] (보내|옮기)라", "현금을 옮기라고"),
        ("(가 .. 나|다)라", "다라"),
        ("[제] 통장 .. 돈", "통장에 있던 돈"),
        ("<money> .. (찾|뽑)", "현금을 다 뽑아"),
    ],
)
def test_a_text_that_matches_holds_a_key_of_each_set(phrase: str, text: str) -> None:
    read = read_phrase(phrase, LISTS)

    assert read.pattern.search(fold_spelling(text))
    for keys in read.keys:
        assert any(key in fold_letters(text) for key in keys)


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=20))
def test_folding_keeps_places_and_is_stable(text: str) -> None:
    folded = fold_spelling(text)

    assert len(folded) == len(text)
    assert fold_spelling(folded) == folded
    assert fold_letters(text) == re.sub("[ ,]", "", folded)
