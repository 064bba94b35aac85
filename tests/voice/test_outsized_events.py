"""Events larger or odder than any service sends: a flat, valid answer all the same, in time."""

import json
from copy import deepcopy
from typing import Any

import pytest

from aicc.amazon.phone.lex.answer import read_hook_answer
from tests.voice.lambdas_here import Container, Context, a_container, recorded, saying

ODD_TEXTS = {
    "lone surrogate": "카드 \ud83d 분실",
    "a million characters": "가" * 1_000_000,
    "a million figures": "1" * 1_000_000,
    "many dates": "3월 1일 " * 20_000,
    "many amounts": "삼만 원 " * 20_000,
    "many parts of a number": "010 짝대기 " * 20_000,
}
MOST_LEX_BYTES = 12 * 1024


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container()


def is_flat(answer: Any) -> bool:
    return (
        bool(answer["response_text"])
        and all(isinstance(value, str) for value in answer.values())
        and len(json.dumps(answer, ensure_ascii=False).encode()) < 32 * 1024
    )


@pytest.mark.parametrize("said", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_whatever_is_said_a_flow_gets_a_flat_answer(container: Container, said: str) -> None:
    assert is_flat(container.turn(said, "1", "c-odd-text"))


@pytest.mark.parametrize("turn", ["7" * 5_000, "٣", "-1", "1.5", "\udc00", "x" * 100_000])
def test_whatever_the_turn_is_called_a_flow_gets_a_flat_answer(
    container: Container, turn: str
) -> None:
    answer = container.turn("안녕하세요", turn, "c-odd-turn")

    assert is_flat(answer)
    assert answer["error"] == "false"


def test_half_a_character_in_any_id_is_no_error(container: Container) -> None:
    event = saying("안녕하세요", "1", "c\ud800")
    event["Details"]["ContactData"]["CustomerEndpoint"] = {"Address": "+82\udfff10"}
    event["Details"]["ContactData"]["Attributes"]["note"] = "\ud800" * 20_000

    assert is_flat(container.call("connect_turn", event))


@pytest.mark.parametrize("mode", ["talk", "listen"])
@pytest.mark.parametrize("value", ["가" * 4_000, "x" * 12_000, "\ud800" * 100])
def test_lex_gets_back_no_more_than_it_takes(container: Container, mode: str, value: str) -> None:
    event = deepcopy(recorded("hook_voice"))
    event["sessionId"] = f"s-{mode}-{len(value)}"
    given = {f"note{at}": value for at in range(3)}
    event["sessionState"]["sessionAttributes"] = {"aicc_hook": mode, **given}

    answer = container.call("lex_code_hook", event, Context(f"{mode}{len(value)}"))

    read_hook_answer(answer, takes_ssml=True)
    attributes = answer["sessionState"]["sessionAttributes"]
    assert len(json.dumps(attributes, ensure_ascii=False).encode()) <= MOST_LEX_BYTES
    assert attributes.get("aicc_hook") == mode
