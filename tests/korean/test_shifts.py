"""Earlier or later by so much than what was said before."""

from datetime import timedelta

import pytest

from aicc.korean.times.shifts import shift_said


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("한 시간 앞당겨서요", -60),
        ("그럼 30분 뒤로요", 30),
        ("한시간만 더 늦게 갈게요", 60),
        ("두 시간 일찍 갈게요", -120),
        ("삼십 분 정도 미뤄 주세요", 30),
        ("하루 뒤로 해 주세요", 24 * 60),
        ("이틀 당겨 주세요", -2 * 24 * 60),
        ("일주일 늦춰 주세요", 7 * 24 * 60),
    ],
)
def test_a_difference_is_read(said: str, minutes: int) -> None:
    assert shift_said(said) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "said",
    [
        "한 시간 걸려요",
        "7시로 할게요",
        "한 시간 일찍 가도 돼요?",
        "두 명이요",
        "3일 전에 샀어요",
        "네",
    ],
)
def test_what_tells_no_difference(said: str) -> None:
    assert shift_said(said) is None
