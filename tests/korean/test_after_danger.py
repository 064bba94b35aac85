"""After a warning of danger the next sentences are read by how things stand."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.after_danger import aftermath
from aicc.korean.text.said import as_said

HALVES = YAML(typ="safe").load(Path(__file__).parent / "data/after_danger.yaml")


@pytest.mark.parametrize("half", sorted(HALVES))
def test_how_things_stand_is_read_and_other_wishes_are_left_alone(half: str) -> None:
    read = [
        (state, said, aftermath(as_said(said)))
        for state, sentences in HALVES[half].items()
        for said in sentences
    ]
    missed = [each for each in read if each[0] != "none" and each[2] != each[0]]
    alarms = [each for each in read if each[0] == "none" and each[2] is not None]

    assert len(missed) <= 0.15 * len(read), missed
    assert not alarms
