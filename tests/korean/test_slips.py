"""Slips of the finger are mended, and hardly anything else is changed."""

from pathlib import Path

import pytest

from aicc.korean.text.slips import Slips
from aicc.packs.loader import load_pack
from aicc.packs.vocabulary import vocabulary

EVERYDAY = Path(__file__).parents[1] / "understanding/data/everyday.txt"
WORDS = [
    "환불",
    "반품",
    "이체",
    "잔액 조회",
    "인증서 갱신",
    "카드",
    "송금",
    "배송",
    "쿠폰",
    "비밀번호",
]
SLIPS = Slips(WORDS)

# Spelt by ear rather than slipped: a change of one of these in everyday.txt is right
BY_EAR = ("여?", "여", "되요", "어케")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("환볼 언제 돼여?", "환불 언제 돼요?"),
        ("반픔하고 시퍼요", "반품하고 싶어요"),
        ("이채 한도", "이체 한도"),
        ("배송언재와여", "배송언제와요"),
        ("잔핵 얼마", "잔액 얼마"),
        ("인증서 갱싱 어캐요", "인증서 갱신 어떻게해요"),
        ("점심시갼에 해여", "점심시간에 해요"),
        ("고객샌터", "고객센터"),
        ("송긍할게여", "송금할게요"),
        ("카듸", "카드"),
        ("비밀벌호", "비밀번호"),
        ("머에요", "뭐예요"),
        ("교환하고십어요", "교환하고싶어요"),
    ],
)
def test_a_word_that_is_one_letter_away_becomes_the_word_that_was_meant(
    typed: str, meant: str
) -> None:
    assert SLIPS.mended(typed) == meant


@pytest.mark.parametrize(
    "said",
    [
        "환불",
        "싫어요",  # is no 싶어요
        "누가 썼어요",
        "주고 싶어요",
        "이자 얼마예요",
        "선물하기 되나요",
        "이공이육 공공공삼",
        "20260003 hwanbul",
        "카드로도 되나요",
        "만나여행사",
        "도서 대여",
    ],
)
def test_what_is_a_word_or_no_hangul_stays(said: str) -> None:
    assert SLIPS.mended(said) == said


def test_of_two_words_that_may_have_been_meant_none_is_taken() -> None:
    assert Slips(["녹굼", "녹감"]).mended("녹검") == "녹검"


@pytest.mark.parametrize("name", ["banking", "shopping", "general"])
def test_of_everyday_sentences_fewer_than_three_in_a_thousand_are_changed(name: str) -> None:
    slips = Slips(vocabulary(load_pack(name)))
    lines = [line.strip() for line in EVERYDAY.read_text(encoding="utf-8").splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]

    changed = [line for line in said if slips.mended(line) != line]

    wrongly = [line for line in changed if not any(spelt in line for spelt in BY_EAR)]
    assert len(wrongly) < 0.003 * len(said), wrongly
