"""Amounts of money as typed and said."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.entities.readers import read_money
from aicc.korean.numbers.money import find_money
from aicc.korean.numbers.read import numerals
from aicc.korean.text.normalise import normalise
from tests.korean.spoken_forms import money_forms

CASES = YAML(typ="safe").load(Path(__file__).with_name("data") / "money.yaml")


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["said"])
def test_an_amount_is_found_with_its_currency_and_limits(case: dict[str, object]) -> None:
    said = str(case["said"])

    found = find_money(said, tuple(numerals(said)))

    assert [(entity.text, entity.value) for entity in found] == [(case["text"], case["value"])]


@pytest.mark.parametrize("said", CASES["no_money"])
def test_words_that_look_like_money_are_not(said: str) -> None:
    assert find_money(said, tuple(numerals(said))) == []


@pytest.mark.parametrize(("said", "unit", "won"), CASES["answers"])
def test_an_answer_is_read_in_the_unit_of_the_step(said: str, unit: int, won: int | None) -> None:
    assert read_money(normalise(said), unit_won=unit) == won


@settings(max_examples=200)
@given(st.integers(1, 10**13) | st.integers(1, 3_000_000))
def test_every_form_of_an_amount_gives_it_back(won: int) -> None:
    forms = money_forms(won)

    assert {form: read_money(normalise(form)) for form in forms} == dict.fromkeys(forms, won)
