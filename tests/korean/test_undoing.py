"""What is needed no more is to be cancelled, however it is said; what is only near is not."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.text.undoing import with_its_word

HALVES = YAML(typ="safe").load(Path(__file__).parent / "data/undoing.yaml")


@pytest.mark.parametrize("half", sorted(HALVES))
def test_taking_back_is_read_without_the_word_for_it(half: str) -> None:
    undone, other = HALVES[half]["undone"], HALVES[half]["other"]
    missed = [each for each in undone if not with_its_word(each).endswith("취소해 주세요")]
    alarms = [each for each in other if with_its_word(each) != each]

    assert len(missed) <= 0.2 * len(undone), missed
    assert not alarms
