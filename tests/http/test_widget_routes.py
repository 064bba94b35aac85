"""/v1: a token opens one session; the same message id is safe; errors say what to do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from aicc.clock import HandClock
from aicc.settings import Settings
from api.app import create_app
from chatbot_engine import ChatEngine
from tests.fakes import a_deadline

from .conftest import MakeClient


class Widget:
    """A session as the widget has it."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        opened = client.post("/v1/sessions", json={"locale": "ko"}).json()
        self.greeting = opened["greeting"]
        self.session_id = opened["session_id"]
        self.token = {"Authorization": f"Bearer {opened['token']}"}

    def say(self, message: str, message_id: str | None = None, **headers: str) -> Any:
        body = {"message": message, "message_id": message_id}
        return self._client.post("/v1/chat", json=body, headers={**self.token, **headers})

    def history(self, session_id: str = "", limit: int = 50) -> Any:
        path = f"/v1/sessions/{session_id or self.session_id}/history"
        return self._client.get(path, headers=self.token, params={"limit": limit})

    def delete(self, session_id: str = "") -> Any:
        return self._client.delete(
            f"/v1/sessions/{session_id or self.session_id}", headers=self.token
        )


@pytest.fixture
def widget(client: TestClient) -> Widget:
    return Widget(client)


@pytest.fixture
def other(client: TestClient) -> Widget:
    return Widget(client)


def test_the_greeting_says_that_an_ai_answers(widget: Widget) -> None:
    assert "AI" in widget.greeting["parts"][0]["text"]


def test_the_same_message_id_gives_the_same_reply(widget: Widget) -> None:
    first = widget.say("잔액 조회해 주세요", "m1").json()
    again = widget.say("잔액 조회해 주세요", "m1").json()

    assert again == first
    assert len(widget.history().json()["turns"]) == 1


def test_the_idempotency_key_does_the_same(widget: Widget) -> None:
    first = widget.say("잔액 조회해 주세요", **{"Idempotency-Key": "k1"}).json()
    again = widget.say("잔액 조회해 주세요", **{"Idempotency-Key": "k1"}).json()

    assert again["turn_id"] == first["turn_id"]


def test_history_comes_oldest_first_and_masked(widget: Widget) -> None:
    widget.say("제 번호는 010-0000-1234입니다")
    widget.say("잔액 조회해 주세요")

    turns = widget.history().json()["turns"]

    assert [turn["user"]["text"] for turn in turns][1] == "잔액 조회해 주세요"
    assert "0000-12" not in turns[0]["user"]["text"]


def test_one_visitor_can_neither_read_nor_delete_anothers_session(
    widget: Widget, other: Widget
) -> None:
    other.say("잔액 조회해 주세요")

    assert widget.history(other.session_id).status_code == 403
    assert widget.delete(other.session_id).status_code == 403
    assert len(other.history().json()["turns"]) == 1


def test_without_a_token_nothing_is_read(client: TestClient, widget: Widget) -> None:
    assert client.get(f"/v1/sessions/{widget.session_id}/history").status_code == 401
    assert client.post("/v1/chat", json={"message": "안녕하세요"}).status_code == 401


def test_a_token_is_good_for_a_day_and_not_longer(engine: ChatEngine, tmp_path: Path) -> None:
    clock = HandClock()
    settings = Settings.load({"AICC_DATA_DIR": str(tmp_path)})
    widget = Widget(TestClient(create_app(settings, engine=engine, clock=clock)))

    clock.move(24 * 3600 - 1)
    before = widget.history().status_code
    clock.move(2)
    after = widget.history().status_code

    assert (before, after) == (200, 401)


def test_a_deleted_conversation_is_gone_and_its_token_with_it(
    widget: Widget, engine: ChatEngine
) -> None:
    widget.say("잔액 조회해 주세요")

    assert widget.delete().status_code == 204
    assert (widget.history().status_code, widget.say("안녕하세요").status_code) == (401, 401)
    assert engine.upkeep.history("default", widget.session_id, a_deadline()) == []


@pytest.mark.parametrize("message", ["", "   ", "가" * 2001])
def test_an_empty_or_endless_message_is_refused(widget: Widget, message: str) -> None:
    answer = widget.say(message)

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["code"] == "invalid_input"
    assert "message" in answer.json()["detail"]


def test_a_refusal_does_not_repeat_what_was_written(widget: Widget) -> None:
    assert "비밀" not in widget.say("비밀" * 1001).text


@pytest.mark.parametrize(
    ("language", "word"),
    [("ko", "토큰"), ("en-US,en;q=0.9", "token"), ("fr, en;q=0.5", "token"), ("", "토큰")],
)
def test_errors_come_in_the_language_asked_for(
    client: TestClient, language: str, word: str
) -> None:
    answer = client.post("/v1/chat", json={"message": "hi"}, headers={"Accept-Language": language})

    assert word in answer.json()["title"]


def test_a_large_request_is_refused_before_it_is_read(make_client: MakeClient) -> None:
    client = make_client(AICC_MAX_BODY="1k")

    answer = client.post("/v1/sessions", content=b"x" * 2000)

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_large_request_without_a_length_is_not_taken(make_client: MakeClient) -> None:
    client = make_client(AICC_MAX_BODY="1k")

    def pieces() -> Iterator[bytes]:
        yield from (b" " * 512 for _ in range(8))

    answer = client.post("/v1/sessions", content=pieces())

    assert answer.status_code == 413


def test_too_many_messages_are_told_when_to_come_back(make_client: MakeClient) -> None:
    client = make_client(AICC_SESSION_RATE="3", AICC_LIMIT_LOOPBACK="on")
    client = TestClient(client.app, client=("127.0.0.1", 50000))
    widget = Widget(client)

    statuses = [widget.say("고마워요").status_code for _ in range(4)]
    refused = widget.say("고마워요")

    assert statuses == [200, 200, 200, 429]
    assert int(refused.headers["retry-after"]) >= 1


def test_loopback_is_not_counted_unless_set(make_client: MakeClient) -> None:
    client = make_client(AICC_SESSION_RATE="1")
    widget = Widget(TestClient(client.app, client=("127.0.0.1", 50000)))

    assert [widget.say("고마워요").status_code for _ in range(3)] == [200, 200, 200]


def test_other_sites_are_refused_unless_they_are_allowed(make_client: MakeClient) -> None:
    closed = make_client()
    open_ = make_client(AICC_ALLOWED_ORIGINS="https://shop.example")
    origin = {"Origin": "https://shop.example"}

    refused = closed.post("/v1/sessions", json={}, headers=origin)
    allowed = open_.post("/v1/sessions", json={}, headers=origin)

    assert refused.status_code == 403
    assert refused.json()["code"] == "origin"
    assert allowed.status_code == 201
    assert allowed.headers["access-control-allow-origin"] == "https://shop.example"


def test_every_answer_carries_its_request_id(client: TestClient) -> None:
    given = client.get("/health", headers={"X-Request-ID": "abc-1"})
    made = client.get("/health", headers={"X-Request-ID": "no spaces allowed"})

    assert given.headers["x-request-id"] == "abc-1"
    assert made.headers["x-request-id"] != "no spaces allowed"


def test_metrics_count_requests_by_route_and_status(client: TestClient) -> None:
    client.get("/health")
    client.get("/nothing/here")

    text = client.get("/metrics").text

    assert 'aicc_http_request_seconds_count{route="/health",status="200"} 1.0' in text
    assert 'route="/nothing/here"' not in text


def test_an_unknown_address_is_a_problem_too(client: TestClient) -> None:
    answer = client.get("/nothing/here")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_the_documentation_asks_no_other_site(client: TestClient) -> None:
    page = client.get("/docs").text

    assert "/docs/assets/swagger-ui-bundle.js" in page
    assert "cdn." not in page
    assert client.get("/docs/assets/swagger-ui-bundle.js").status_code == 200
