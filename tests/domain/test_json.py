"""JSON that nobody promised anything about is read without an error."""

import pytest

from aicc.domain.json import Json, as_count, as_map, as_maps, as_number, as_text, as_texts


@pytest.mark.parametrize("value", [None, 3, "text", [], {}, [1]])
def test_what_has_another_shape_is_as_good_as_empty(value: Json) -> None:
    assert as_map(value) == {}
    assert as_maps(value) == []


def test_of_a_list_the_maps_are_kept() -> None:
    assert as_maps([{"a": 1}, None, "b", {}]) == [{"a": 1}, {}]


def test_texts_counts_and_numbers() -> None:
    assert (as_text("가"), as_text(3), as_text(None)) == ("가", "", "")
    assert (as_texts(["가", 3]), as_texts("가")) == (("가", "3"), ())
    assert (as_count(3), as_count("3"), as_count(None)) == (3, 0, 0)
    assert (as_number(3), as_number("3", default=0.5)) == (3.0, 0.5)
