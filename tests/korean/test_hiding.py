"""Of a hidden number the last characters are shown, and said."""

import pytest

from aicc.korean.personal.hiding import hide_but_last, say_last


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("010-1234-5678", 4, "***-****-5678"),
        ("AB-12", 2, "**-12"),
        ("12", 4, "12"),
        ("12", 0, "**"),
        ("", 4, ""),
    ],
)
def test_the_last_characters_stay_in_the_shape_of_the_text(
    text: str, kept: int, shown: str
) -> None:
    assert hide_but_last(text, kept) == shown


def test_the_last_figures_are_said_one_by_one() -> None:
    assert say_last("5678") == "끝자리 오육칠팔"
