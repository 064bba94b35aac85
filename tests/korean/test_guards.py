"""Yes, no and the commands, in the variety in which people say them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.answers.guards import Guard, guard
from aicc.korean.text.said import as_said

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "guards.yaml")
SAID = [(text, Guard(name)) for name, texts in TABLE.items() if name != "none" for text in texts]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_the_class_is_recognised(text: str, expected: Guard) -> None:
    assert guard(as_said(text)) is expected


@pytest.mark.parametrize("text", TABLE["none"])
def test_a_sentence_about_something_is_none_of_them(text: str) -> None:
    assert guard(as_said(text)) is None


def test_the_table_holds_a_real_variety() -> None:
    assert len(SAID) + len(TABLE["none"]) >= 250
    assert {expected for _, expected in SAID} == set(Guard)


@given(
    st.sampled_from([text for text, _ in SAID if not text.endswith("?")]),
    st.sampled_from(["", "음 ", "아 ", "저기요 ", "  "]),
    st.sampled_from(["", ".", "!", "~", " ㅋㅋ", " ^^", "…"]),
)
def test_fillers_and_signs_change_nothing(text: str, before: str, after: str) -> None:
    assert guard(as_said(before + text + after)) is guard(as_said(text))


@given(st.sampled_from(["카드 ", "주문 ", "예약 ", "자동이체 "]), st.sampled_from(TABLE["cancel"]))
def test_naming_a_thing_makes_it_an_intent(thing: str, text: str) -> None:
    assert guard(as_said(thing + text)) is None


@given(
    st.lists(st.sampled_from(["네", "어", "아니", "그", "음", "요", "다시", "취소"]), max_size=30)
)
def test_any_mumbling_gets_an_answer(words: list[str]) -> None:
    assert guard(as_said("".join(words))) in {None, *Guard}
