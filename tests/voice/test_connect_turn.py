"""The Connect handler over recorded events: always a flat map of strings that can be spoken."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes import a_deadline

EVENTS = Path(__file__).parent.parent / "events"
RECORDED = sorted(path.name for path in EVENTS.glob("connect_*.json"))

Event = dict[str, Any]
Handler = Callable[[Event, object], dict[str, str]]


class Context:
    """What Lambda hands in beside the event."""

    def __init__(self, request_id: str = "request-1", left_ms: int = 8000) -> None:
        self.aws_request_id = request_id
        self._left_ms = left_ms

    def get_remaining_time_in_millis(self) -> int:
        return self._left_ms


@pytest.fixture(scope="module")
def handler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handler]:
    """The handler as Lambda starts it: the module's import builds the engine."""
    patch = pytest.MonkeyPatch()
    patch.setenv("AICC_SESSION_STORE", "memory")
    patch.setenv("AICC_HISTORY_STORE", "memory")
    patch.setenv("AICC_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    forget_handlers()
    module = importlib.import_module("lambdas.connect_turn")
    yield module.lambda_handler
    forget_handlers()
    patch.undo()


def forget_handlers() -> None:
    """The next import is a start again."""
    for name in ("lambdas.connect_turn", "lambdas.start"):
        sys.modules.pop(name, None)


def recorded(name: str, contact_id: str = "") -> Event:
    event: Event = json.loads((EVENTS / name).read_text(encoding="utf-8"))
    if contact_id:
        event["Details"]["ContactData"]["ContactId"] = contact_id
    return event


def saying(text: str, contact_id: str, turn: str) -> Event:
    event = recorded("connect_voice.json", contact_id)
    event["Details"]["Parameters"]["UserInput"] = text
    event["Details"]["ContactData"]["Attributes"] = {"aicc_turn": turn}
    return event


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_event_is_answered_with_a_flat_map_of_strings(
    handler: Handler, name: str
) -> None:
    answer = handler(recorded(name, contact_id=name), Context(name))

    assert answer["response_text"]
    assert answer["error"] == "false"
    assert all(isinstance(value, str) for value in answer.values())
    assert len(json.dumps(answer, ensure_ascii=False).encode()) < 32 * 1024


def test_the_contracts_fields_are_there(handler: Handler) -> None:
    answer = handler(recorded("connect_voice.json", "fields"), Context("fields"))

    assert answer["intent"] == "account_inquiry"
    assert 0.5 < float(answer["confidence"]) <= 1
    assert answer["session_id"] == "fields"


def test_a_scenario_goes_on_from_call_to_call(handler: Handler) -> None:
    answers = [
        handler(saying(text, "walk", str(turn)), Context())
        for turn, text in enumerate(("잔액 조회해 주세요", "일이삼사오육칠", "예금계좌"))
    ]

    assert [answer["step_id"] for answer in answers] == [
        "auth_request",
        "account_select",
        "show_balance",
    ]


def test_keys_answer_a_step_like_speech(handler: Handler) -> None:
    handler(saying("잔액 조회해 주세요", "keys", "0"), Context())

    answer = handler(saying("1234567#", "keys", "1"), Context())

    assert answer["step_id"] == "account_select"


def test_connects_retries_are_one_turn(handler: Handler) -> None:
    event = saying("상담원 연결해 주세요", "retries", "0")

    answers = [handler(event, Context(f"try-{number}")) for number in range(3)]

    assert answers[0]["ticket"].startswith("A-")
    assert answers[1] == answers[0]
    assert answers[2] == answers[0]


def test_a_request_for_a_person_escalates(handler: Handler) -> None:
    answer = handler(saying("상담원 연결해 주세요", "person", "0"), Context())

    assert answer["escalate"] == "true"


def test_the_callers_number_is_not_kept(handler: Handler) -> None:
    from lambdas.start import service

    handler(recorded("connect_voice.json", "number"), Context("number"))
    kept = service().recent("default", "number", a_deadline(), 5)

    assert "821000000000" not in repr(kept)


def test_a_failure_is_an_apology_that_can_be_spoken(
    handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_time_left = Context(left_ms=0)
    event = {"Details": {"ContactData": {"ContactId": 7}, "Parameters": "not a map"}}

    answer = handler(event, no_time_left)

    assert answer["response_text"]
    assert all(isinstance(value, str) for value in answer.values())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(RECORDED),
    where=st.sampled_from(["Attributes", "Channel", "ContactId", "CustomerEndpoint", "Parameters"]),
    value=json_values,
)
def test_nulls_and_nonsense_anywhere_are_answered(
    handler: Handler, name: str, where: str, value: object
) -> None:
    event = recorded(name)
    target = event["Details"] if where == "Parameters" else event["Details"]["ContactData"]
    target[where] = value

    answer = handler(event, Context(repr(value)[:50]))

    assert answer["response_text"]
    assert all(isinstance(each, str) for each in answer.values())
