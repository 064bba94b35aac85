"""Names of persons, and the many things that are none."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.person_name import named_in, read_person_name

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "person_names.yaml")


def rows(group: str) -> list[tuple[str, str]]:
    return [(text, name) for name, texts in TABLE[group].items() for text in texts]


@pytest.mark.parametrize(("text", "name"), rows("names"))
def test_a_name_is_read_without_what_is_said_around_it(text: str, name: str) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize("text", TABLE["none"])
def test_a_time_a_wish_or_an_everyday_word_is_no_name(text: str) -> None:
    assert read_person_name(text) is None


@pytest.mark.parametrize(("text", "name"), rows("in_sentence"))
def test_a_sentence_that_calls_something_a_name_tells_it(text: str, name: str) -> None:
    assert named_in(text) == name


@pytest.mark.parametrize("text", TABLE["not_in_sentence"])
def test_a_sentence_that_calls_nothing_a_name_tells_none(text: str) -> None:
    assert named_in(text) is None
