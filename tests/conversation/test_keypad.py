"""Keys of a telephone: what each means by itself, and how many a question takes."""

from typing import Any

import pytest

from aicc.conversation.keypad import awaited, closed_of, command_of, is_bare_number
from aicc.conversation.opening import Running
from aicc.domain.closed import Closed
from aicc.domain.run import FlowRun
from aicc.domain.turn import Awaited
from aicc.korean.answers.guards import Guard
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain


def asked(**step: Any) -> Running:
    flow = flow_from_plain("f", {"name": "f", "steps": [{"id": "s", "message": "?", **step}]})
    return Running(flow=flow, run=FlowRun(flow_id="f", step_id="s"))


def test_the_star_says_it_again() -> None:
    assert command_of("*") is Guard.REPEAT
    assert command_of("12") is None


@pytest.mark.parametrize(
    ("keys", "is_open", "closed"),
    [
        ("0", True, Closed.PERSON),
        ("0", False, Closed.PERSON),
        ("#", True, Closed.GOODBYE),
        ("#", False, None),
        ("12", True, None),
    ],
)
def test_a_key_has_one_meaning_wherever_nothing_else_is_asked(
    keys: str, is_open: bool, closed: Closed | None
) -> None:
    assert closed_of(keys, is_open=is_open) is closed


@pytest.mark.parametrize(
    ("text", "bare"),
    [("1", True), ("1234-5678", True), ("*1#", True), ("1번", False), ("#", False), ("", False)],
)
def test_digits_alone_are_told_from_words_with_digits(text: str, bare: bool) -> None:
    assert is_bare_number(as_said(text)) is bare


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ({"input_type": "confirm"}, 1),
        ({"input_type": "selection", "options": ["하나", "둘"]}, 1),
        ({"input_type": "selection", "options": [f"지점{each}" for each in range(12)]}, 2),
        ({"input_type": "phone"}, 11),
        ({"input_type": "digits", "validation": {"pattern": r"\d{6,7}"}}, 7),
        ({"input_type": "digits", "validation": {"pattern": r"0|\d{6}"}}, 6),
        ({"input_type": "digits"}, 0),
        ({"input_type": "amount"}, 0),
    ],
)
def test_a_question_says_how_many_keys_its_answer_has(step: dict[str, Any], keys: int) -> None:
    assert awaited(asked(**step)).keys == keys


def test_what_is_secret_is_said_and_nothing_is_awaited_without_a_scenario() -> None:
    assert awaited(asked(input_type="digits", secret=True)).is_secret
    assert awaited(None) == Awaited()
