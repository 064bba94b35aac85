"""What is left of a question when its openings and endings are taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.text.fillers import point


@pytest.mark.parametrize(
    ("letters", "left"),
    [
        ("계좌개설방법", "계좌개설"),
        ("계좌를새로만들려면어떻게하나요", "계좌를새로만들"),
        ("카드를해지하고싶어요", "카드를해지"),
        ("공동인증서발급방법을알려주세요", "공동인증서발급"),
        ("예약을취소할수있나요", "예약을취소"),
        ("저기요제가영업시간이궁금합니다", "영업시간"),
        ("대출서류뭐필요해요", "대출서류"),
        ("이체수수료는얼마인가요", "이체수수료는얼마"),
    ],
)
def test_the_point_of_a_question_is_left(letters: str, left: str) -> None:
    assert point(letters) == left


@pytest.mark.parametrize("letters", ["어떻게하나요", "알려주세요", "요", ""])
def test_a_question_of_fillers_alone_is_left_whole(letters: str) -> None:
    assert point(letters) == letters


@given(st.text(alphabet="계좌를어떻게하나요주세은알려네저기궁금해있수싶", max_size=40))
def test_something_is_always_left_of_something(letters: str) -> None:
    assert bool(point(letters)) == bool(letters)
