"""One function may be called by several services: each gets an answer in its own shape."""

import json
from typing import Any

import pytest

from aicc.channels.http_door import HttpDoor
from tests.voice.lambdas_here import Container, a_container, recorded, saying


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container(door=HttpDoor(is_open=True))


@pytest.mark.parametrize("name", ["http_rest_api", "http_http_api"])
def test_a_proxy_gets_a_status_and_a_body(container: Container, name: str) -> None:
    answer = container.call("connect_turn", recorded(name))
    body = json.loads(answer["body"])

    assert answer["statusCode"] == 200
    assert body["intent"] == "account_inquiry"
    assert body["session_id"] == "http-1"


@pytest.mark.parametrize(
    "body",
    [None, "", "not json", "[]", "{}", '{"message": 7}', '{"message": " "}',
     '{"message": "a", "session_id": 7}', json.dumps({"message": "가" * 2001})],
)  # fmt: skip
def test_a_bad_body_is_the_callers_fault(container: Container, body: str | None) -> None:
    answer = container.call("connect_turn", {**recorded("http_rest_api"), "body": body})

    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["error"]["code"] == "invalid_input"


@pytest.mark.parametrize("event", [{"warmup": True}, {"source": "aws.events", "detail": {}}])
@pytest.mark.parametrize("handler", ["connect_turn", "lex_code_hook"])
def test_a_warm_up_is_answered_with_nothing(
    container: Container, handler: str, event: dict[str, Any]
) -> None:
    assert container.call(handler, event) == {}


def test_a_lex_event_gets_lexs_shape(container: Container) -> None:
    answer = container.call("connect_turn", recorded("hook_voice"))

    assert answer["sessionState"]["dialogAction"]["type"] == "ElicitSlot"


@pytest.mark.parametrize("event", [{}, None, [], "text", {"Details": None}, {"Name": 7}])
def test_what_nobody_knows_gets_a_sentence(container: Container, event: object) -> None:
    answer = container.call("connect_turn", event)

    assert answer["response_text"]
    assert all(isinstance(value, str) for value in answer.values())


def test_the_proxys_fields_can_stand_beside_the_flat_ones() -> None:
    container = a_container(adds_body=True)

    answer = container.call("connect_turn", saying("잔액 조회해 주세요", "0"))
    body = json.loads(answer["body"])

    assert answer["statusCode"] == "200"
    assert all(isinstance(value, str) for value in answer.values())
    assert body["response_text"] == answer["response_text"]
    assert body["intent"] == answer["intent"] == "account_inquiry"
