"""Normalising: one spelling, and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.text.normalise import fold, normalise

CASES = [
    ("안녕하세요", "안녕하세요"),
    ("", ""),
    ("   ", ""),
    ("０１０－１２３４－５６７８", "010-1234-5678"),
    ("ＡＢＣ ａｂｃ！？", "ABC abc!?"),
    ("서울　부산", "서울 부산"),
    ("  잔액\t\n 조회  ", "잔액 조회"),
    ("0\u200b10\u200d-12\ufeff34", "010-1234"),
    ("잔\u0000액", "잔액"),
    ("010–1234—5678", "010-1234-5678"),
    ("3〜5일", "3~5일"),
    ("１２，０００원", "12,000원"),
    ("￦5,000", "₩5,000"),
    ("٠١٠", "010"),
    ("1\ufe0f\u20e3번", "1번"),
    ("카드\u00a0분실", "카드 분실"),
    ("네\u3164네", "네네"),
    ("ㅋㅋ 네!", "ㅋㅋ 네!"),
    ("세금 30% 맞나요?", "세금 30% 맞나요?"),
    ("\ud800네", "네"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_every_spelling_becomes_the_plain_one(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


def test_loose_jamo_become_syllables() -> None:
    loose = unicodedata.normalize("NFD", "계좌 잔액을 알려 주세요")

    assert normalise(loose) == "계좌 잔액을 알려 주세요"


def test_half_width_jamo_become_a_syllable() -> None:
    assert normalise("ﾡￂ") == "가"


def test_a_zero_width_character_inside_a_loose_syllable_does_not_split_it() -> None:
    assert normalise("\u1100\u200b\u1161") == "가"


@pytest.mark.parametrize(
    ("raw", "found", "original"),
    [
        ("번호 ０１０-12 요", "010-12", "０１０-12"),
        ("번호 0\u200b10\u200b 요", "010", "0\u200b10"),
        ("  잔액   조회", "잔액 조회", "잔액   조회"),
        (unicodedata.normalize("NFD", "제 잔액은"), "잔액", unicodedata.normalize("NFD", "잔액")),
        ("잔액 조회", "조회", "조회"),
    ],
)
def test_a_span_leads_back_to_the_original(raw: str, found: str, original: str) -> None:
    folded = fold(raw)
    start = folded.text.index(found)

    first, last = folded.span(start, start + len(found))

    assert raw[first:last] == original


def test_an_empty_span_stays_empty() -> None:
    assert fold(" 네 ").span(1, 1) == (2, 2)
    assert fold("").span(0, 0) == (0, 0)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@given(st.text())
def test_the_result_is_composed_and_stripped(text: str) -> None:
    result = normalise(text)

    assert unicodedata.is_normalized("NFC", result)
    assert result == result.strip()
    assert "  " not in result


@given(st.text(alphabet="가각ㄱ\u1100\u1161\u11a8 \u200b１a-\t"))
def test_folding_and_normalising_agree_and_spans_stay_in_bounds(text: str) -> None:
    folded = fold(text)

    assert folded.text == normalise(text)
    assert len(folded.text) == len(folded.origin) == len(folded.until)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.origin, folded.until, strict=True))
