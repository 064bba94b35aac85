"""One table of number shapes: what is read from a number, and as what it is hidden."""

import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aicc.korean.entities.digits import find_digit_entities
from aicc.korean.numbers.spoken_digits import digit_runs
from aicc.korean.personal.find import find
from aicc.korean.personal.shapes import SHAPES, NumberShape
from aicc.korean.text.said import as_said

EACH = 30  # made-up numbers of a shape: more than 600 in all


def a_number_of(shape: NumberShape) -> st.SearchStrategy[str]:
    return st.from_regex(shape.joined(by="-"), fullmatch=True, alphabet="0123456789-")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.kind} {shape.groups[0]}")
@settings(max_examples=EACH, derandomize=True)
@given(data=st.data())
def test_a_number_is_used_and_hidden_as_the_table_says(
    shape: NumberShape, data: st.DataObject
) -> None:
    number = data.draw(a_number_of(shape))
    assume(next((row for row in SHAPES if fits(row, number)), None) is shape)

    read = {entity.kind for entity in find_digit_entities(number, digit_runs(number), None)}
    hid = {str(span.kind) for span in find(as_said(number))}

    assert (shape.kind in read) == (shape.confidence is not None), number
    assert hid == ({shape.hidden_as} if shape.hidden_as else set()), number


def fits(shape: NumberShape, number: str) -> bool:
    if shape.confidence is not None and shape.kind in {"resident", "foreigner"}:
        try:
            date(2000 + int(number[:2]) % 4, int(number[2:4]), int(number[4:6]))
        except ValueError:  # the 31st of a month that has none, the 29th of a February
            return False
    if shape.needs_dashes:
        return re.fullmatch(shape.joined(by="-"), number) is not None
    return re.fullmatch(shape.joined(), number.replace("-", "")) is not None


def test_the_table_is_tried_on_600_numbers() -> None:
    assert len(SHAPES) * EACH >= 600
