"""A sentence that names no matter is told from a short one that does."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.text.said import as_said
from aicc.korean.text.vague import names_nothing

HALVES = YAML(typ="safe").load(Path(__file__).parent / "data/vague.yaml")


@pytest.mark.parametrize("half", sorted(HALVES))
def test_most_vague_sentences_are_known_and_hardly_another(half: str) -> None:
    vague, names = HALVES[half]["vague"], HALVES[half]["names"]
    missed = [each for each in vague if not names_nothing(as_said(each))]
    alarms = [each for each in names if names_nothing(as_said(each))]

    assert len(missed) <= 0.2 * len(vague), missed
    assert len(alarms) <= 1, alarms
