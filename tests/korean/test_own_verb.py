"""A yes-or-no question answered with its own verb."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.own_verb import Echo, command_in, proposition

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "own_verb.yaml")
SAID = [
    (row["question"], text, None if name == "none" else Echo(name))
    for row in TABLE
    for name, texts in row.items()
    if name != "question"
    for text in texts
]


@pytest.mark.parametrize(("question", "text", "expected"), SAID)
def test_the_verb_of_the_question_answers_it(
    question: str, text: str, expected: Echo | None
) -> None:
    asked = proposition(question)

    assert asked
    assert asked.answered(text) is expected


def test_a_question_without_a_verb_of_doing_asks_nothing_to_say_back() -> None:
    assert proposition("상품에 문제가 있으십니까?") is None


def test_a_pack_adds_words_for_either_answer() -> None:
    asked = proposition("문제가 있으십니까?", ("고장",), ("멀쩡",))

    assert asked
    assert asked.answered("네 고장이요") is Echo.YES
    assert asked.answered("멀쩡해요") is Echo.NO


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("예약 취소가 필요하십니까?", "취소"),
        ("예약을 취소할까요?", ""),
        ("예약이 취소됩니다. 괜찮으십니까?", ""),
        ("취소된 예약입니다. 다시 예약할까요?", ""),
    ],
)
def test_a_word_that_said_back_would_leave_the_scenario_is_named(question: str, word: str) -> None:
    assert command_in(question, proposition(question)) == word
