"""How long, as typed and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.numbers.read import numerals
from aicc.korean.times.durations import find_durations
from tests.korean.spoken_forms import duration_forms

MINUTE, HOUR, DAY = 60, 3600, 86_400
CASES = [
    ("한 시간 반", 1.5 * HOUR),
    ("두 시간째", 2 * HOUR),
    ("사흘", 3 * DAY),
    ("보름 동안", 15 * DAY),
    ("일주일", 7 * DAY),
    ("2주 동안", 14 * DAY),
    ("석 달", 90 * DAY),
    ("한 달 내내", 30 * DAY),
    ("육 개월", 180 * DAY),
    ("1년 6개월", (365 + 180) * DAY),
    ("반년", 182.5 * DAY),
    ("일 년 반", 547.5 * DAY),
    ("123.45초 동안", 123.45),
    ("백일 동안", 100 * DAY),
]


def seconds(said: str, *, asked: bool = True) -> list[object]:
    found = find_durations(said, tuple(numerals(said)), asked)
    return [entity.value["seconds"] for entity in found if isinstance(entity.value, dict)]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_a_duration_is_read_in_seconds(said: str, expected: float) -> None:
    assert seconds(said) == [expected]


@pytest.mark.parametrize("said", ["세 분이요", "이달 요금", "일시불", "이 주문", "네 시에"])
def test_people_months_and_words_are_no_durations(said: str) -> None:
    assert seconds(said) == []


def test_a_bare_day_is_a_duration_only_when_asked_for() -> None:
    assert (seconds("3일", asked=False), seconds("3일", asked=True)) == ([], [3 * DAY])


@given(st.integers(1, 23 * 60))
def test_every_form_of_a_duration_gives_it_back(minutes: int) -> None:
    forms = duration_forms(minutes)

    assert {form: seconds(form) for form in forms} == {form: [minutes * MINUTE] for form in forms}
