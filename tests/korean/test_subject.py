"""What a sentence is about is named in the customer's words, or not at all."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.text.said import as_said
from aicc.korean.text.subject import subject_of

ROWS = YAML(typ="safe").load(Path(__file__).parent / "data" / "subjects.yaml")


@pytest.mark.parametrize(("sentence", "subject"), ROWS)
def test_the_subject_is_named(sentence: str, subject: str) -> None:
    assert subject_of(as_said(sentence)) == subject
