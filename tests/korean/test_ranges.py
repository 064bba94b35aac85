"""Ranges of numbers: at least, at most, between."""

import pytest

from aicc.korean.numbers.ranges import number_ranges
from aicc.korean.numbers.read import numerals

CASES = [
    ("20 이상", "[20,)"),
    ("스무 개 이상", "[20,)"),
    ("20명 이하", "(,20]"),
    ("20 초과 30 미만", "(20,30)"),
    ("20보다 크고 30보다 작거나 같다", "(20,30]"),
    ("5보다 크거나 같고 10보다 작다", "[5,10)"),
    ("최대 100개에서 최소 20개", "[20,100]"),
    ("20~100개 정도", "[20,100)"),
    ("이십에서 삼십 사이의", "[20,30)"),
    ("십위와 십오위 사이", "[10,15)"),
    ("3000이 넘는 사람들", "(3000,)"),
    ("30을 넘지 않는", "(,30]"),
    ("30이 안 되는", "(,30)"),
    ("200 혹은 그 이상", "[200,)"),
    ("정확히 20명", "[20,20]"),
    ("20과 같다", "[20,20]"),
    ("x는 백칠십이다", "[170,170]"),
    ("≥30인", "[30,)"),
    ("y<20", "(,20)"),
    ("서른 살 이상", "[30,)"),
]


def written(said: str) -> list[str]:
    """As in mathematics: a round bracket leaves its number out."""
    shown = []
    for entity in number_ranges(said, tuple(numerals(said))):
        assert isinstance(entity.value, dict)
        low, high = entity.value.get("min", ""), entity.value.get("max", "")
        opening = "[" if entity.value.get("min_included") else "("
        closing = "]" if entity.value.get("max_included") else ")"
        shown.append(f"{opening}{low},{high}{closing}")
    return shown


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_a_range_has_its_bounds(said: str, expected: str) -> None:
    assert written(said) == [expected]


@pytest.mark.parametrize(
    "said", ["010-1234-5678", "1995-01", "3월 4일", "사분의 일은 분수다", "백과 이백"]
)
def test_numbers_without_bounds_are_no_ranges(said: str) -> None:
    assert written(said) == []


def test_two_bounds_that_are_not_joined_stay_two_ranges() -> None:
    assert written("x>10 그리고 y<20") == ["(10,)", "(,20)"]
