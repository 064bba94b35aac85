"""The Connect handler over recorded events: always a flat map of strings that can be spoken."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes import a_deadline
from tests.voice.lambdas_here import (
    EVENTS,
    Container,
    Context,
    Event,
    a_container,
    recorded,
    saying,
)

RECORDED = sorted(path.stem for path in EVENTS.glob("connect_*.json"))

Handler = Callable[[Event, object], dict[str, str]]


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container()


@pytest.fixture(scope="module")
def handler(container: Container) -> Handler:
    return partial(container.call, "connect_turn")


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_event_is_answered_with_a_flat_map_of_strings(
    handler: Handler, name: str
) -> None:
    answer = handler(in_contact(name, name), Context(name))

    assert answer["response_text"]
    assert answer["error"] == "false"
    assert all(isinstance(value, str) for value in answer.values())
    assert len(json.dumps(answer, ensure_ascii=False).encode()) < 32 * 1024


def test_the_contracts_fields_are_there(handler: Handler) -> None:
    answer = handler(in_contact("connect_voice", "fields"), Context("fields"))

    assert answer["intent"] == "account_inquiry"
    assert 0.5 < float(answer["confidence"]) <= 1
    assert answer["session_id"] == "fields"


def test_a_scenario_goes_on_from_call_to_call(handler: Handler) -> None:
    answers = [
        handler(saying(text, str(turn), "walk"), Context())
        for turn, text in enumerate(("잔액 조회해 주세요", "일이삼사오육칠", "예금계좌"))
    ]

    assert [answer["step_id"] for answer in answers] == [
        "auth_request",
        "account_select",
        "show_balance",
    ]


def test_keys_answer_a_step_like_speech(handler: Handler) -> None:
    handler(saying("잔액 조회해 주세요", "0", "keys"), Context())

    answer = handler(saying("1234567#", "1", "keys"), Context())

    assert answer["step_id"] == "account_select"


def test_connects_retries_are_one_turn(handler: Handler) -> None:
    event = saying("상담원 연결해 주세요", "0", "retries")

    answers = [handler(event, Context(f"try-{number}")) for number in range(3)]

    assert answers[0]["ticket"].startswith("A-")
    assert answers[1] == answers[0]
    assert answers[2] == answers[0]


def test_a_request_for_a_person_escalates(handler: Handler) -> None:
    answer = handler(saying("상담원 연결해 주세요", "0", "person"), Context())

    assert answer["escalate"] == "true"


def test_the_callers_number_is_not_kept(container: Container, handler: Handler) -> None:
    handler(in_contact("connect_voice", "number"), Context("number"))
    kept = container.parts.history.recent("default", "number", a_deadline(), 5)

    assert "821000000000" not in repr(kept)


def test_a_failure_is_an_apology_that_can_be_spoken(handler: Handler) -> None:
    no_time_left = Context(left_ms=0)
    event = {"Details": {"ContactData": {"ContactId": 7}, "Parameters": "not a map"}}

    answer = handler(event, no_time_left)

    assert answer["response_text"]
    assert all(isinstance(value, str) for value in answer.values())


def in_contact(name: str, contact_id: str) -> Event:
    event = recorded(name)
    event["Details"]["ContactData"]["ContactId"] = contact_id
    return event


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
