"""The bracket notation of word lists, against what it lets through."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicc.errors import InvalidInputError
from aicc.korean.words.brackets import IN_BRACKETS, KEPT, digest, expressions, read_expressions
from aicc.korean.words.lists import read_list, text_of

LISTS = {
    "plain": ("다시", "한번더"),
    "optional": ("그래[요]", "네 [에|엥]..."),
    "several": ("(다시|또)...말", "[바로|좀]...연결"),
    "not_before": ("처음!(이에요|이요)[부터]",),
    "of_lists": ("<plain>[<optional>]",),
    "cut": ("진행[해주세요", "할게요]", "콜"),  # as read_list cuts a line at each |
}


@pytest.mark.parametrize(
    ("name", "fits", "fits_not"),
    [
        ("plain", "다시 한번더", "다 다시한번더"),
        ("optional", "그래 그래요 네 네에 네엥에", "그 네요"),
        ("several", "또말 다시또다시말 연결 좀바로연결", "말 좀"),
        ("not_before", "처음 처음부터", "처음이에요 처음이요"),
        ("of_lists", "다시 다시그래요 한번더네에", "그래요 다시한번더"),
        ("cut", "진행 진행할게요 콜", "할게요"),
    ],
)
def test_a_list_lets_through_what_it_says(name: str, fits: str, fits_not: str) -> None:
    expression = re.compile(expressions(LISTS)[name])

    assert all(expression.fullmatch(word) for word in fits.split())
    assert not any(expression.fullmatch(word) for word in fits_not.split())


@pytest.mark.parametrize("words", ["(다시", "다시)", "[다시)", "<nothing>", "처음!이에요", "<다시"])
def test_a_slip_of_the_pen_is_refused(words: str) -> None:
    with pytest.raises(InvalidInputError):
        expressions({"slip": (words,)})


@given(st.text("()[]<>!|.네아", max_size=12))
def test_any_line_is_an_expression_or_refused(line: str) -> None:
    try:
        expression = expressions({"any": (line,)})["any"]
    except InvalidInputError:
        return

    re.compile(f"(?:{expression})")


@pytest.mark.parametrize("name", IN_BRACKETS)
def test_the_kept_expressions_are_those_of_the_list(name: str) -> None:
    """After a change of a list: tools/build_expressions.py."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))[name]

    assert kept["made_from"] == digest(text_of(name))
    assert kept["expressions"] == expressions(read_list(name)) == read_expressions(name)


def test_no_other_list_is_kept() -> None:
    assert set(json.loads(KEPT.read_text(encoding="utf-8"))) == set(IN_BRACKETS)
