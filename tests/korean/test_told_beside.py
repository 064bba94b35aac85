"""A number that is told beside a wish is taken off the wish."""

import pytest

from aicc.korean.numbers.told_beside import without_numbers


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("고객번호 일이삼 사오육칠인데 한도 좀 볼게요", "한도 좀 볼게요"),
        ("잔액 알려줘 고객번호는 1234567이야", "잔액 알려줘"),
        ("앞은 이공이육 뒤는 공공공일인 주문 언제 와요", "주문 언제 와요"),
        ("제 번호는 010-1234-5678이고요 전화 좀 주세요", "전화 좀 주세요"),
        ("1234567원 보내 주세요", "1234567원 보내 주세요"),
        ("고객번호는 1234567이에요", "고객번호는 1234567이에요"),
        ("예 일이삼 사오육칠이요", "예 1234567이요"),
        ("20260006 이거 반품돼요", "이거 반품돼요"),
        ("이체한도 알려 주세요", "이체한도 알려 주세요"),
    ],
)
def test_the_wish_is_left(said: str, wish: str) -> None:
    assert without_numbers(said) == wish
