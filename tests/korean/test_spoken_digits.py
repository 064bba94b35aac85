"""Digits as callers type and say them, and the words that only sound like digits."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.numbers.spoken_digits import digit_runs, with_figures

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "spoken_digits.yaml")
SINO = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))


@pytest.mark.parametrize(("text", "expected"), TABLE["runs"].items())
def test_digits_are_read(text: str, expected: list[str]) -> None:
    assert ["-".join(run.parts) for run in digit_runs(text)] == expected


@pytest.mark.parametrize("text", TABLE["none"])
def test_everyday_words_are_no_digits(text: str) -> None:
    assert digit_runs(text) == ()


def test_a_run_knows_its_place_and_how_it_came() -> None:
    text = "네 공일공에 1234에 오육칠팔이요"

    (run,) = digit_runs(text)

    assert text[run.start : run.end] == "공일공에 1234에 오육칠팔"
    assert run.digits == "01012345678"
    assert run.spoken


def test_each_part_knows_its_place() -> None:
    text = "공일공에 이이삼삼에 사사오오이에요"

    (run,) = digit_runs(text)

    assert [text[start:end] for start, end in run.places] == ["공일공", "이이삼삼", "사사오오"]


def test_a_text_with_figures_leads_back_to_the_words() -> None:
    text = "네 공일공에 1234 오육칠팔이요"

    figures = with_figures(text)

    assert figures.text == "네 010-1234 5678이요"
    assert [text[slice(*figures.span(*at))] for at in [(2, 5), (6, 10)]] == ["공일공", "1234"]


def test_typed_digits_are_not_spoken() -> None:
    assert not digit_runs("02-555-1234")[0].spoken


@given(
    st.tuples(
        st.from_regex(r"010", fullmatch=True), *[st.from_regex(r"[0-9]{4}", fullmatch=True)] * 2
    ),
    st.sampled_from([" ", "에 ", " 다시 ", "-", ", ", "에"]),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
    st.sampled_from(["", "요", "입니다", "이에요", "이고요", " 맞아요", "번이에요"]),
)
def test_any_mobile_number_said_or_typed_comes_back(
    parts: tuple[str, ...], between: str, said: tuple[bool, ...], ending: str
) -> None:
    pieces = [
        "".join(SINO[digit] for digit in part) if spoken else part
        for part, spoken in zip(parts, said, strict=True)
    ]

    runs = digit_runs("번호는 " + between.join(pieces) + ending)

    assert [run.digits for run in runs] == ["".join(parts)]


@given(st.text(alphabet="공일이삼사오십백천0159 -,.에의다시하나둘가요", max_size=60))
def test_runs_are_in_order_and_hold_their_own_digits(text: str) -> None:
    runs = digit_runs(text)

    assert all(run.start < run.end <= len(text) for run in runs)
    assert all(a.end <= b.start for a, b in pairwise(runs))
    assert all("".join(run.parts) == run.digits and run.digits.isdigit() for run in runs)
