"""What a sentence is about is named in the customer's words, or not at all."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.text.said import as_said
from aicc.korean.text.subject import name_of, subject_of

DATA = Path(__file__).parent / "data"
ROWS = YAML(typ="safe").load(DATA / "subjects.yaml")
NAMEABLE = YAML(typ="safe").load(DATA / "nameable.yaml")


@pytest.mark.parametrize(("sentence", "subject"), ROWS)
def test_the_subject_is_named(sentence: str, subject: str) -> None:
    assert subject_of(as_said(sentence)) == subject


@pytest.mark.parametrize("half", ["a", "b"])
def test_what_is_said_back_as_unknown_is_hardly_ever_a_wrong_word(half: str) -> None:
    named = [(name_of(as_said(sentence)), wanted) for sentence, wanted in NAMEABLE[half]]

    wrong = [(name, wanted) for name, wanted in named if name and name not in wanted]
    found = [name for name, wanted in named if name and name in wanted]

    assert len(wrong) <= 0.04 * len(named), wrong
    assert len(found) >= 0.7 * sum(bool(wanted) for _, wanted in named)
