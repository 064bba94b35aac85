"""The short way of a plain turn answers as the route does, and leaves the rest to it."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.http.conftest import MakeClient

QUICK, ROUTE = "application/json", "application/json; charset=utf-8"
PLAIN = {"user_id": "u1", "session_id": "s1", "message": "잔액 조회", "message_id": "m1"}


def post(
    client: TestClient, path: str, content: bytes, kind: str, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    got = client.post(path, content=content, headers={"Content-Type": kind, **headers})
    shown = {name: value for name, value in got.headers.items() if name != "x-request-id"}
    return got.status_code, got.content, shown


def opened(client: TestClient) -> str:
    token: str = client.post("/v1/sessions", json={}).json()["token"]
    return f"Bearer {token}"


@pytest.mark.parametrize("said", ["잔액 조회", "오늘 저녁 뭐 먹지", "상담원 연결해 주세요"])
def test_the_widget_gets_the_same_bytes(client: TestClient, said: str) -> None:
    token = opened(client)
    body = json.dumps({"message": said, "message_id": "m1"}).encode()

    answers = [post(client, "/v1/chat", body, kind, Authorization=token) for kind in (QUICK, ROUTE)]

    assert answers[0][0] == 200
    assert answers[0] == answers[1]


def test_a_server_gets_the_same_bytes(client: TestClient) -> None:
    body = json.dumps(PLAIN).encode()

    answers = [post(client, "/chat", body, kind) for kind in (QUICK, ROUTE)]

    assert answers[0][0] == 200
    assert answers[0] == answers[1]


def written(**changed: Any) -> bytes:
    return json.dumps({**PLAIN, **changed}).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"user_id": "u1"}',
        written(message=" "),
        written(message=3),
        written(message="가" * 2001),
        written(message="\ud800"),
        written(message_id="900101-1234568"),
        written(user_id="a b"),
        written(message_id=None, session_id=None),
        b'{"user_id": "u1", "session_id": "s1", "message": "a\nb"}',
        b'{"user_id": "u1", "session_id": "s1", "message": "\xff"}',
        json.dumps({**PLAIN, "message_id": "m16"}).encode("utf-16"),
    ],
)
def test_what_is_not_as_described_is_answered_by_the_route(client: TestClient, body: bytes) -> None:
    answers = [post(client, "/chat", body, kind) for kind in (QUICK, ROUTE)]

    assert answers[0] == answers[1]


def test_without_a_token_it_is_the_route_that_refuses(client: TestClient) -> None:
    body = b'{"message": "a"}'

    answers = [post(client, "/v1/chat", body, kind) for kind in (QUICK, ROUTE)]

    assert answers[0][0] == 401
    assert answers[0] == answers[1]


def test_a_key_in_a_header_is_looked_at_by_the_route(client: TestClient) -> None:
    token, body = opened(client), b'{"message": "hello"}'
    headers = {"Authorization": token, "Idempotency-Key": "k1"}

    first = post(client, "/v1/chat", body, QUICK, **headers)

    assert first[0] == 200
    assert json.loads(first[1])["message_id"] == "k1"
    assert post(client, "/v1/chat", body, QUICK, **headers) == first
    assert post(client, "/v1/chat", body, QUICK, **{**headers, "Idempotency-Key": "a b"})[0] == 422


def test_a_session_that_asks_too_often_is_refused_once_and_counted_once(
    make_client: MakeClient,
) -> None:
    client = make_client(AICC_SESSION_RATE="2", AICC_LIMIT_LOOPBACK="on")
    bodies = [json.dumps({**PLAIN, "message_id": f"m{at}"}).encode() for at in range(3)]

    got = [post(client, "/chat", body, QUICK)[0] for body in bodies]

    assert got == [200, 200, 429]


def test_a_turn_is_counted_by_its_path(client: TestClient) -> None:
    post(client, "/chat", json.dumps(PLAIN).encode(), QUICK)

    assert 'route="/chat"' in client.get("/metrics").text
