"""Numbers as typed and said."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.entities.readers import read_number
from aicc.korean.numbers.read import numerals
from aicc.korean.text.normalise import normalise
from tests.korean.spoken_forms import number_forms, sino

CASES = YAML(typ="safe").load(Path(__file__).with_name("data") / "numbers.yaml")
PIECES = "일이삼사오구십백천만억열12.-/^월시원반 에이점과"
WORDS = st.text(PIECES, max_size=80)


@pytest.mark.parametrize(("said", "value"), CASES["values"].items())
def test_a_spoken_or_typed_number_has_its_value(said: str, value: str) -> None:
    assert read_number(normalise(said)) == pytest.approx(Decimal(str(value)))


@pytest.mark.parametrize("said", CASES["no_numbers"])
def test_an_answer_without_a_number_gives_none(said: str) -> None:
    assert read_number(normalise(said)) is None


@settings(max_examples=300)
@given(st.integers(0, 10**16 - 1) | st.integers(0, 100_000))
def test_every_form_of_a_whole_number_gives_it_back(value: int) -> None:
    assert {form: read_number(normalise(form)) for form in number_forms(value)} == dict.fromkeys(
        number_forms(value), value
    )


@given(st.integers(0, 9_999), st.text("123456789", min_size=1, max_size=4))
def test_every_spoken_decimal_gives_its_value(whole: int, part: str) -> None:
    said = f"{sino(whole)}점{''.join('영일이삼사오육칠팔구'[int(char)] for char in part)}"

    assert read_number(normalise(said)) == Decimal(f"{whole}.{part}")


@settings(max_examples=200)
@given(WORDS)
def test_reading_numbers_always_ends_and_moves_forward(text: str) -> None:
    starts = [numeral.start for numeral in numerals(text)]

    assert starts == sorted(set(starts))


def test_a_run_of_ten_thousand_digits_is_no_number() -> None:
    assert list(numerals("1" * 10_000)) == []
