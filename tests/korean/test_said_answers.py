"""Answers as people give them, read to what they mean."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.clock import KST
from aicc.domain.closed import Closed
from aicc.korean.answers.choices import place_said, says_all, without_ending
from aicc.korean.answers.closed import closed_class
from aicc.korean.answers.corrections import corrected, only
from aicc.korean.entities.extract import extract
from aicc.korean.entities.readers import read_date, read_money
from aicc.korean.numbers.money import says_monthly
from aicc.korean.text.said import as_said

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "said_answers.yaml")
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=KST)
TEN_THOUSAND = 10_000


def rows(group: str) -> list[tuple[str, Any]]:
    return [(text, meant) for meant, texts in TABLE[group].items() for text in texts]


@pytest.mark.parametrize(("text", "place"), rows("places"))
def test_a_place_in_a_list(text: str, place: int) -> None:
    assert place_said(text) == place


@pytest.mark.parametrize("text", TABLE["no_places"])
def test_what_only_sounds_like_a_place(text: str) -> None:
    assert place_said(text) is None


@pytest.mark.parametrize(("text", "day"), rows("births"))
def test_a_date_of_birth(text: str, day: date) -> None:
    assert read_date(text, NOW, past=True) == day


@pytest.mark.parametrize("text", TABLE["no_births"])
def test_figures_that_are_no_date_of_birth(text: str) -> None:
    assert read_date(text, NOW, past=True) is None


@pytest.mark.parametrize(("text", "day"), rows("days"))
def test_a_weekday_of_a_week_of_a_month_lies_in_that_month(text: str, day: date) -> None:
    assert read_date(text, NOW) == day


@pytest.mark.parametrize(("text", "won"), rows("amounts"))
def test_a_rough_amount(text: str, won: int) -> None:
    assert read_money(text, TEN_THOUSAND) == won


@pytest.mark.parametrize("text", TABLE["no_counts"])
def test_a_word_that_only_looks_like_a_count(text: str) -> None:
    assert not extract(as_said(text), now=NOW, kinds=("count",))


@pytest.mark.parametrize(("text", "option"), rows("options"))
def test_a_few_words_without_their_ending(text: str, option: str) -> None:
    assert without_ending(text) == option


@pytest.mark.parametrize(("text", "instead"), rows("corrections"))
def test_what_is_said_after_taking_something_back(text: str, instead: str) -> None:
    assert corrected(as_said(text)) == instead


@pytest.mark.parametrize(("text", "what"), rows("only"))
def test_one_alone_of_what_was_chosen(text: str, what: str) -> None:
    assert only(as_said(text)) == what


@pytest.mark.parametrize("text", TABLE["all"])
def test_all_of_what_is_offered(text: str) -> None:
    assert says_all(text)


@pytest.mark.parametrize("text", TABLE["not_all"])
def test_all_in_another_sentence(text: str) -> None:
    assert not says_all(text)


@pytest.mark.parametrize(("text", "is_monthly"), rows("by_month"))
def test_an_amount_by_the_month(text: str, is_monthly: bool) -> None:
    assert says_monthly(text) is is_monthly


@pytest.mark.parametrize(("text", "closed"), rows("closed"))
def test_a_closed_class(text: str, closed: str) -> None:
    assert closed_class(as_said(text)) == Closed(closed)


def test_a_wish_before_goodbye_is_no_goodbye() -> None:
    assert closed_class(as_said("체크카드 해지할게요 수고하세요")) is None
