"""Particles after every kind of word a reply can hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.errors import InvalidInputError
from aicc.korean.text.josa import PAIRS, attach, particle

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "josa.yaml")
CASES = [(pair, joined) for pair, rows in TABLE.items() for joined in rows]


@pytest.mark.parametrize(("pair", "joined"), CASES)
def test_the_particle_fits_the_word(pair: str, joined: str) -> None:
    members = sorted(pair.split("/"), key=len, reverse=True)
    fixed = next(member for member in members if joined.endswith(member))
    word = joined.removesuffix(fixed)

    assert attach(word, pair) == joined


def test_the_order_of_the_pair_does_not_matter() -> None:
    assert particle("서울", "로/으로") == particle("서울", "으로/로") == "로"


@pytest.mark.parametrize(
    ("word", "pair", "joined"),
    [("漢字", "을/를", "漢字을(를)"), ("漢字", "으로/로", "漢字(으)로"), ("", "이/가", "이(가)")],
)
def test_both_are_shown_when_nobody_can_tell(word: str, pair: str, joined: str) -> None:
    assert attach(word, pair) == joined


def test_an_unknown_pair_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="에/에서"):
        particle("서울", "에/에서")


@given(st.text(max_size=200), st.sampled_from(sorted(PAIRS)))
def test_any_word_gets_some_particle(word: str, pair: str) -> None:
    assert attach(word, pair).startswith(word)
    assert particle(word, pair) != ""
