"""Customer sentences filled with values, for the eye and for the ear."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.errors import InvalidInputError
from aicc.korean.text.template import Field, fields, render

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "template.yaml")


@pytest.mark.parametrize(("template", "values", "written", "spoken"), TABLE)
def test_a_sentence_is_filled_for_eye_and_ear(
    template: str, values: Mapping[str, object], written: str, spoken: str
) -> None:
    assert render(template, values) == written
    assert render(template, values, spoken=True) == spoken


def test_python_values_are_as_good_as_text() -> None:
    moment = datetime(2026, 11, 21, 15, 5, tzinfo=UTC)

    filled = render("{a:date} {b:time} {c:date} {d:time} {e:number}", {
        "a": date(2026, 11, 21), "b": time(15, 5), "c": moment, "d": moment, "e": Decimal("1.50"),
    })  # fmt: skip

    assert filled == "2026년 11월 21일 오후 3시 5분 2026년 11월 21일 오후 3시 5분 1.50"


def test_the_fields_of_a_template_are_known_before_it_is_used() -> None:
    found = fields("{item:이/가} {{x}} {amount:won:은/는}")

    assert found == (
        Field(name="item", particle="이/가", position=0),
        Field(name="amount", format="won", particle="은/는", position=17),
    )


@pytest.mark.parametrize(
    ("template", "position"),
    [
        ("잔액 {", 3),
        ("잔액 }", 3),
        ("{}", 0),
        ("{1a}", 0),
        ("네 {amount:wonn}", 2),
        ("{amount:won:에/에서}", 0),
        ("{a:이/가:won}", 0),
        ("{a:won:won}", 0),
        ("{a!r}", 0),
    ],
)
def test_a_broken_template_is_refused_with_its_position(template: str, position: int) -> None:
    with pytest.raises(InvalidInputError, match=f"position {position}:"):
        fields(template)


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("{a}", {}),
        ("{a}", {"a": None}),
        ("{a:won}", {"a": "많이"}),
        ("{a:won}", {"a": True}),
        ("{a:won}", {"a": float("nan")}),
        ("{a:number}", {"a": "1e999999"}),
        ("{a:date}", {"a": "2026-02-30"}),
        ("{a:time}", {"a": "25:00"}),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(
    template: str, values: Mapping[str, object]
) -> None:
    with pytest.raises(InvalidInputError, match=r"\{a\}"):
        render(template, values)


@given(st.text())
def test_literal_text_survives_when_its_braces_are_doubled(text: str) -> None:
    escaped = text.replace("{", "{{").replace("}", "}}")

    assert render(escaped, {}) == text


@given(st.text(alphabet="{}:a이/가won ", max_size=40))
def test_any_template_either_compiles_or_is_refused(template: str) -> None:
    try:
        found = fields(template)
    except InvalidInputError:
        return
    assert all(template[field.position] == "{" for field in found)
