"""Sentences cut into clauses: cases in data/clauses.txt, and what holds for every text."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.korean.text.clauses import Clause, clauses

LINES = (Path(__file__).with_name("data") / "clauses.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


def test_there_are_more_than_a_hundred_cases() -> None:
    assert len(CASES) > 100


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_is_cut_where_a_clause_ends_and_nowhere_else(case: str) -> None:
    sentence = case.replace(" | ", " ").replace("|", "")

    found = clauses(sentence)

    assert [each.text for each in found] == [part.strip() for part in case.split("|")]


@given(st.text(alphabet="카드 를해주세요고는데.?! 1.5\nㅋ말", max_size=200))
def test_clauses_cover_all_but_spaces_in_order(text: str) -> None:
    found = clauses(text)

    assert all(each == Clause(text[each.start : each.end], each.start, each.end) for each in found)
    assert all(each.text == each.text.strip() != "" for each in found)
    assert "".join("".join(each.text for each in found).split()) == "".join(text.split())
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_a_line_ends_a_clause() -> None:
    assert [each.text for each in clauses("카드 분실\n재발급도요")] == ["카드 분실", "재발급도요"]


def test_nothing_has_no_clause() -> None:
    assert clauses(" \n") == ()


@pytest.mark.parametrize(
    "unit",
    [
        "카드를 잃어버렸는데요 ",
        "고고고",
        "....",
        "ㅋㅋ ",
        "하고 ",
        "가",
        "1.",
        "?!해요",
        "ㅋ",
        ". ",
        "가.",
        "가.나 ",
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str) -> None:
    short, long = (unit * (size // len(unit)) + "해요" for size in (2_000, 20_000))

    assert cpu(long) < 40 * cpu(short) + 0.001


def cpu(text: str) -> float:
    best = 1.0
    for _ in range(3):
        start = time.process_time()
        clauses(text)
        best = min(best, time.process_time() - start)
    return best
