"""Syllables apart and together, and slips of the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.text.jamo import (
    compose,
    decompose,
    final_of,
    from_keyboard,
    has_final,
    repair_keyboard,
    to_keyboard,
)

SYLLABLES = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("잔액", "ㅈㅏㄴㅇㅐㄱ"),
        ("값", "ㄱㅏㅄ"),
        ("왜요 A1", "ㅇㅙㅇㅛ A1"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("漢", "漢"),
        ("", ""),
    ],
)
def test_syllables_come_apart(text: str, letters: str) -> None:
    assert decompose(text) == letters


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("ㄱㅏㄱㅅㅏ", "각사"),
        ("ㄱㅏㅂㅅㅇㅣ", "값이"),
        ("ㄱㅏㅂㅅㅣ", "갑시"),
        ("ㅇㅗㅐ", "왜"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("ㅗㅣ", "ㅚ"),
        ("ㄱㅏㄲㅏ", "가까"),
        ("ㄱㅏㄸㅏ", "가따"),
        ("잔 ㅇㅐㄱ", "잔 액"),
    ],
)
def test_letters_come_together_as_on_a_keyboard(letters: str, text: str) -> None:
    assert compose(letters) == text


@given(SYLLABLES)
def test_composing_undoes_decomposing(text: str) -> None:
    assert compose(decompose(text)) == text


@given(SYLLABLES)
def test_typing_on_the_wrong_layout_can_be_undone(text: str) -> None:
    assert from_keyboard(to_keyboard(text)) == text


@given(st.text())
def test_composing_any_text_ends(text: str) -> None:
    assert len(compose(text)) <= len(text)


@pytest.mark.parametrize(
    ("word", "final"),
    [("서울", "ㄹ"), ("부산", "ㄴ"), ("대구", ""), ("값", "ㅄ"), ("KT", ""), ("", "")],
)
def test_the_final_consonant_is_known(word: str, final: str) -> None:
    assert final_of(word) == final
    assert has_final(word) is (final != "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dkssud", "안녕"),
        ("wksdor whghl", "잔액 조회"),
        ("dkssudgktpdy?", "안녕하세요?"),
        ("QJRJRk", "뻐꺼까"),
        ("hello 카드", "hello 카드"),
        ("VIP", "VIP"),
    ],
)
def test_latin_letters_typed_for_hangul_are_repaired(typed: str, meant: str) -> None:
    assert repair_keyboard(typed) == meant


def test_hangul_typed_for_latin_letters_is_read_back() -> None:
    assert to_keyboard("ㅗ디ㅣㅐ") == "hello"
