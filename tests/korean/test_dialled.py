"""Telephone numbers as the network takes them."""

import pytest

from aicc.korean.numbers.dialled import e164
from aicc.korean.text.template import render


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("010-0000-1234", "+821000001234"),
        ("01000001234", "+821000001234"),
        ("02-000-1234", "+8220001234"),
        ("+82 10-0000-1234", "+821000001234"),
        ("+82 010-0000-1234", "+821000001234"),
        ("1500-0000", "+8215000000"),
        ("+1 202 000 1234", "+12020001234"),
    ],
)
def test_a_number_is_dialled_with_its_country(written: str, dialled: str) -> None:
    assert e164(written) == dialled
    assert render("{phone:e164}", {"phone": written}) == dialled


@pytest.mark.parametrize("written", ["", "119", "010-0000-0000-0000", "+1"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no"):
        e164(written)
