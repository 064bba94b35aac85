"""Dates as typed and said, seen from Saturday 21 November 2026."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.clock import KST
from aicc.korean.entities.holidays import holiday_in
from aicc.korean.entities.readers import read_date
from aicc.korean.text.normalise import normalise
from tests.korean.spoken_forms import date_forms

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=KST)
CASES = YAML(typ="safe").load(Path(__file__).with_name("data") / "dates.yaml")


@pytest.mark.parametrize(("said", "day"), CASES["next"].items())
def test_a_date_without_a_year_is_the_next_one(said: str, day: str | None) -> None:
    found = read_date(normalise(said), NOW)

    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(("said", "day"), CASES["last"].items())
def test_a_date_that_must_be_past_is_the_last_one(said: str, day: str) -> None:
    found = read_date(normalise(said), NOW, past=True)

    assert found is not None
    assert found.isoformat() == day


@settings(max_examples=200)
@given(st.dates(date(1930, 1, 1), date(2060, 12, 31)))
def test_every_form_of_a_date_gives_it_back(day: date) -> None:
    forms = date_forms(day)

    assert {form: read_date(normalise(form), NOW) for form in forms} == dict.fromkeys(forms, day)


def test_a_lunar_feast_outside_the_table_has_no_date() -> None:
    assert holiday_in("Chuseok", 2051) is None


@pytest.mark.parametrize("said", ["000002", "123", "990000"])
def test_a_long_number_that_is_no_date_is_no_day_of_the_month(said: str) -> None:
    assert read_date(normalise(said), NOW, past=True) is None
