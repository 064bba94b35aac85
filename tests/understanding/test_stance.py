"""How somebody stands to a question of a scenario, by sentences that the model never saw."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from aicc.domain.said import SILENCE
from aicc.domain.stance import Stance
from aicc.korean.answers.reserves import has_reserves
from aicc.korean.text.said import as_said
from aicc.understanding.stance.examples import EXAMPLES, made_from, parse
from aicc.understanding.stance.reader import DIGEST, MODEL, stance_of

DATA = Path(__file__).with_name("data") / "stances.yaml"
SURE = 0.5
HALVES = ("tune", "aside")


@cache
def sentences(half: str) -> dict[Stance, list[str]]:
    read = yaml.safe_load(DATA.read_text(encoding="utf-8"))[half]
    return {Stance(name): said for name, said in read.items()}


def taken_for(stance: Stance, half: str) -> Iterator[tuple[Stance, str]]:
    """Sentences that are taken for the stance, each with its own."""
    for own, said in sentences(half).items():
        for each in said:
            reading = stance_of(as_said(each))
            if reading.stance is stance and reading.chance >= SURE:
                yield own, each


@pytest.mark.parametrize("half", HALVES)
def test_four_of_five_who_leave_are_heard(half: str) -> None:
    leaving = sentences(half)[Stance.LEAVE]

    heard = [said for own, said in taken_for(Stance.LEAVE, half) if own is Stance.LEAVE]

    assert len(heard) >= 0.8 * len(leaving)


@pytest.mark.parametrize("half", HALVES)
def test_hardly_anything_with_reserves_is_a_yes(half: str) -> None:
    """It is never the consent to what cannot be undone: tests/conversation/test_consent.py."""
    wrong = [
        said
        for own, said in taken_for(Stance.YES, half)
        if own is not Stance.YES and not has_reserves(as_said(said))
    ]

    assert len(wrong) <= 1


@pytest.mark.parametrize("half", HALVES)
def test_two_of_five_in_other_words_are_a_yes(half: str) -> None:
    agreeing = sentences(half)[Stance.YES]

    heard = [said for own, said in taken_for(Stance.YES, half) if own is Stance.YES]

    assert len([said for said in heard if not has_reserves(as_said(said))]) >= 0.4 * len(agreeing)


@pytest.mark.parametrize("half", HALVES)
def test_no_sentence_set_aside_is_an_example(half: str) -> None:
    examples = set(EXAMPLES.read_text(encoding="utf-8").splitlines())

    assert not examples & {said for each in sentences(half).values() for said in each}


def test_the_model_is_built_from_what_lies_beside_it() -> None:
    assert MODEL.read_bytes()[:DIGEST] == made_from(), "run tools/build_stance.py"


def test_every_stance_has_examples_and_none_has_two() -> None:
    examples = parse(EXAMPLES.read_text(encoding="utf-8"))
    said = [each for own in examples.values() for each in own]

    assert all(len(examples[stance]) >= 40 for stance in Stance)
    assert len(said) == len(set(said))


@pytest.mark.parametrize("said", ["", "?", "ㅋㅋ", "다음에 " * 40])
def test_what_says_nothing_or_too_much_has_no_stance(said: str) -> None:
    reading = stance_of(as_said(said) if said else SILENCE)

    assert reading.stance is Stance.OTHER or reading.chance < SURE
