"""A wish without a topic is read however it is put, and not in what only sounds like it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.wishes import wishes
from aicc.korean.text.said import as_said

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(("sentence", "wanted"), YAML(typ="safe").load(DATA / "wishes.yaml"))
def test_wishes_are_read_where_they_are(sentence: str, wanted: Sequence[str]) -> None:
    assert sorted(wishes(as_said(sentence))) == sorted(wanted)
