"""Times of day as typed and said."""

from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.clock import KST
from aicc.korean.entities.readers import read_time
from aicc.korean.text.normalise import normalise
from aicc.korean.times.times import clock_at
from tests.korean.spoken_forms import time_forms

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=KST)
CASES = [
    ("오후 세 시 반", "15:30"),
    ("열두 시 오 분 전", "11:55"),
    ("네시십오분전", "15:45"),
    ("3pm", "15:00"),
    ("3:18a", "03:18"),
    ("정오에", "12:00"),
    ("자정", "00:00"),
    ("밤 열두 시", "00:00"),
    ("밤 아홉 시", "21:00"),
    ("밤 한 시", "01:00"),
    ("새벽 두 시", "02:00"),
    ("낮 열두 시", "12:00"),
    ("오전 열두 시", "00:00"),
    ("저녁 7시 30분쯤이요", "19:30"),
    ("세 시", "15:00"),
    ("아홉 시", "09:00"),
    ("십오 시 이십 분", "15:20"),
    ("내일 오후 두 시", "14:00"),
]


@pytest.mark.parametrize(("said", "at"), CASES)
def test_a_time_of_day_is_read(said: str, at: str) -> None:
    assert read_time(normalise(said), NOW) == time.fromisoformat(at)


@pytest.mark.parametrize(
    "said", ["일시불이요", "세 시간", "시간 없어요", "이 시점에", "25시", "3시작"]
)
def test_words_that_look_like_a_time_are_not(said: str) -> None:
    assert read_time(normalise(said), NOW) is None


def test_an_hour_without_half_of_the_day_keeps_both() -> None:
    clock = clock_at("세 시", 0)

    assert clock is not None
    assert clock.hours() == (15, 3)


@settings(max_examples=200)
@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_form_of_a_time_gives_it_back(at: time) -> None:
    forms = [
        form for form in time_forms(at) if not (form == f"{at:%H:%M}" and at.hour in (10, 11, 12))
    ]

    assert {form: read_time(normalise(form), NOW) for form in forms} == dict.fromkeys(forms, at)
