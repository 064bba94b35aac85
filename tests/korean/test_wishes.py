"""A wish without a topic is read however it is put, and not in what only sounds like it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.domain.wish import Wish
from aicc.korean.answers.wishes import wishes
from aicc.korean.text.said import as_said

DATA = Path(__file__).parent / "data"
AT_LARGE = YAML(typ="safe").load(DATA / "wishes_at_large.yaml")


@pytest.mark.parametrize(("sentence", "wanted"), YAML(typ="safe").load(DATA / "wishes.yaml"))
def test_wishes_are_read_where_they_are(sentence: str, wanted: Sequence[str]) -> None:
    assert sorted(wishes(as_said(sentence))) == sorted(wanted)


@pytest.mark.parametrize("half", sorted(AT_LARGE))
@pytest.mark.parametrize(
    ("wish", "told", "near"),
    [(Wish.PERSON, "person", "no_person"), (Wish.OTHERS_DATA, "others_data", "own_data")],
)
def test_a_wish_is_heard_in_many_voices(half: str, wish: Wish, told: str, near: str) -> None:
    missed = [each for each in AT_LARGE[half][told] if wish not in wishes(as_said(each))]
    alarms = [each for each in AT_LARGE[half][near] if wish in wishes(as_said(each))]

    assert len(missed) <= 0.1 * len(AT_LARGE[half][told]), missed
    assert not alarms
