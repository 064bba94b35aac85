"""A bare no before what is insisted on: what is heard then."""

import pytest

from aicc.korean.answers.protest import insisted_on
from aicc.korean.text.said import as_said


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("아니 빨리 정지하라고요", "빨리 정지하라고요"),
        ("아니, 지금 당장요", "지금 당장요"),
        ("아니 왜 자꾸 물어 막으라니까", "막으라니까"),
        ("아니 당연하지", "당연하지"),
        ("아니 아니 얼른 보내 달라니까요", "얼른 보내 달라니까요"),
        ("아니 정지하지 말라고요", "정지하지 말라고요"),
        ("아니요 빨리 끝내 주세요", "아니요 빨리 끝내 주세요"),
        ("아니 됐어요", "아니 됐어요"),
        ("아니", "아니"),
        ("아니 당장 얼마나 걸리는데요?", "아니 당장 얼마나 걸리는데요?"),
    ],
)
def test_a_protest_is_no_answer(said: str, heard: str) -> None:
    assert insisted_on(as_said(said)).plain == heard
