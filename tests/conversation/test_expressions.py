"""The language of conditions: what it gives, what it refuses, and that it never does more."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.errors import InvalidInputError
from aicc.packs.expressions import LONGEST, check, evaluate, names_asked_for, names_in

TABLE: dict[str, Any] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("expressions.yaml")
)


@pytest.mark.parametrize(("expression", "value"), TABLE["right"])
def test_an_expression_has_its_value(expression: str, value: Any) -> None:
    assert evaluate(expression, TABLE["values"]) == value


@pytest.mark.parametrize(("expression", "why"), TABLE["wrong"])
def test_values_that_do_not_fit_are_named_by_their_kind(expression: str, why: str) -> None:
    check(expression)

    with pytest.raises(InvalidInputError, match=why):
        evaluate(expression, TABLE["values"])


@pytest.mark.parametrize(("expression", "why"), TABLE["refused"])
def test_what_is_not_in_the_language_is_refused_with_its_position(
    expression: str, why: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check(expression)

    assert why in str(refused.value)


@pytest.mark.parametrize("expression", ["x" * (LONGEST + 1), "(" * 200, "not " * 100 + "x", "\0"])
def test_an_endless_expression_is_refused(expression: str) -> None:
    with pytest.raises(InvalidInputError):
        check(expression)


def test_the_names_it_needs_are_told_from_those_it_asks_for() -> None:
    expression = "known(coupon) and amount > limit.once or hour < 9 and answer == yes"

    assert names_in(expression) == ("amount", "limit.once", "hour", "answer")
    assert names_asked_for(expression) == ("coupon",)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    with suppress(InvalidInputError):
        assert names_in(text) is not None
    with suppress(InvalidInputError):
        assert evaluate(text, TABLE["values"]) is not NotImplemented
