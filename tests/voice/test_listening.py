"""How the phone listens to the next answer, and what its keys are read as."""

import pytest

from aicc.channels.connect_voice import keyed
from aicc.channels.listening import listening
from aicc.domain.turn import Awaited
from tests.voice.lambdas_here import a_container, saying


@pytest.mark.parametrize(
    ("pressed", "read"),
    [("1234567#", "1234567"), ("12*34", "34"), ("*", "*"), ("#", "#"), ("12*", "*"), ("", "")],
)
def test_an_entry_ends_with_its_key_and_the_star_takes_back(pressed: str, read: str) -> None:
    assert keyed(pressed) == read


def test_a_number_is_waited_for_longer_than_a_yes() -> None:
    number, answer = listening(Awaited(kind="digits", keys=7)), listening(Awaited(kind="confirm"))

    assert int(number["listen_ms"]) > int(answer["listen_ms"])
    assert number["keys"] == "7"


def test_where_nothing_is_asked_the_key_that_ends_entries_comes_through() -> None:
    assert listening(Awaited())["end_key"] != "#"
    assert listening(Awaited(kind="digits"))["end_key"] == "#"


def test_a_turn_says_how_to_listen_next() -> None:
    container = a_container()

    asked = container.turn("잔액 조회해 주세요", "0")
    chosen = container.turn("1234567", "1")

    assert (asked["keys"], asked["secret"], asked["end_key"]) == ("7", "true", "#")
    assert (chosen["keys"], chosen["secret"]) == ("1", "false")


def test_after_hours_no_person_is_promised_at_once() -> None:
    container = a_container()

    event = saying("상담원 연결해 주세요", "0")
    event["Details"]["ContactData"]["Attributes"]["aicc_open"] = "false"

    answer = container.call("connect_turn", event)

    assert answer["escalate"] == "true"
    assert "접수했습니다" in answer["response_text"]
    assert "연결해 드리겠습니다" not in answer["response_text"]


def test_a_star_repeats_and_a_hash_ends_the_call() -> None:
    container = a_container()

    first = container.turn("잔액 조회해 주세요", "0")
    again = container.turn("*", "1")
    container.turn("그만할게요", "2")
    over = container.turn("#", "3")

    assert "고객번호" in again["response_text"]
    assert len(again["response_text"]) < len(first["response_text"])
    assert over["ended"] == "true"
