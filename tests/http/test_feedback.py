"""Thumbs for answers, questions without one, and what staff make of both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import engine_from
from tests.http.conftest import SECRET, bearer

EDITOR = bearer(user_id="park", tenant_id="default", roles=["editor"])
PUBLISHER = bearer(user_id="kim", tenant_id="default", roles=["publisher"])
LISTED = "/api/admin/unanswered"
ASKED = "계좌 잔액은 어떻게 확인하나요?"  # an entry of the pack asks just this


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_DATA_DIR": str(tmp_path), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    engine = engine_from(memory_parts(load_pack("general")))
    with TestClient(create_app(Settings.load(environ), engine=engine)) as client:
        yield client


@pytest.fixture
def visitor(client: TestClient) -> dict[str, str]:
    return a_visitor(client)


def a_visitor(client: TestClient) -> dict[str, str]:
    token = client.post("/v1/sessions", json={}).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def say(client: TestClient, visitor: dict[str, str], message: str) -> dict[str, Any]:
    said: dict[str, Any] = client.post(
        "/v1/chat", json={"message": message}, headers=visitor
    ).json()
    return said


def rate(client: TestClient, visitor: dict[str, str], turn_id: str, value: str) -> Response:
    return client.post("/v1/feedback", json={"turn_id": turn_id, "value": value}, headers=visitor)


def report(client: TestClient) -> dict[str, Any]:
    made: dict[str, Any] = client.get("/api/admin/faq-report", headers=EDITOR).json()
    return made


def unanswered(client: TestClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(LISTED, headers=EDITOR).json()["items"]
    return items


def test_an_answer_is_rated_once_and_counted(client: TestClient, visitor: dict[str, str]) -> None:
    reply = say(client, visitor, ASKED)
    rated = rate(client, visitor, reply["turn_id"], "up")
    again = rate(client, visitor, reply["turn_id"], "down")

    made = report(client)

    assert reply["may_rate"]
    assert (rated.status_code, again.status_code) == (204, 204)
    assert (made["answers"], made["up"], made["down"]) == (1, 0, 1)
    assert made["most_asked"][0]["id"] == made["worst_rated"][0]["id"]


def test_only_the_session_that_got_an_answer_may_rate_it(
    client: TestClient, visitor: dict[str, str]
) -> None:
    turn_id = say(client, visitor, ASKED)["turn_id"]

    stranger = rate(client, a_visitor(client), turn_id, "down")
    nobody = rate(client, {}, turn_id, "down")

    assert (stranger.status_code, nobody.status_code) == (404, 401)
    assert report(client)["down"] == 0


def test_a_reply_that_is_no_faq_answer_cannot_be_rated(
    client: TestClient, visitor: dict[str, str]
) -> None:
    reply = say(client, visitor, "안녕하세요")

    assert not reply["may_rate"]
    assert rate(client, visitor, reply["turn_id"], "up").status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"turn_id": "t", "value": "meh"}, {"turn_id": "", "value": "up"}]
)
def test_a_rating_that_says_nothing_is_refused(
    client: TestClient, visitor: dict[str, str], body: dict[str, str]
) -> None:
    assert client.post("/v1/feedback", json=body, headers=visitor).status_code == 422


def test_questions_without_an_answer_are_kept_together_and_masked(client: TestClient) -> None:
    for said in ("붕어빵 틀 빌려줘요?", "붕어빵 틀 빌려 줘요", "붕어빵 틀 빌려줘요?"):
        say(client, a_visitor(client), said)
    say(client, a_visitor(client), "펭귄 먹이를 010-1234-5678로 보내요")

    first, second = unanswered(client)

    assert first["texts"] == ["붕어빵 틀 빌려줘요?", "붕어빵 틀 빌려 줘요"]
    assert first["count"] == 3
    assert "1234" not in second["texts"][0]
    assert report(client)["unanswered"] == 4


def test_one_call_makes_a_draft_of_them(client: TestClient) -> None:
    for said in ("붕어빵 틀 빌려줘요?", "붕어빵 틀 빌려 줘요"):
        say(client, a_visitor(client), said)
    [cluster] = unanswered(client)

    body = {"answer": "앱에서 예약하실 수 있습니다.", "category": "예약"}
    drafted = client.post(f"{LISTED}/{cluster['id']}/draft", json=body, headers=EDITOR)
    faq_id = drafted.json()["id"]
    client.post(f"/api/admin/faqs/{faq_id}/publish", json={}, headers=PUBLISHER)
    answer = say(client, a_visitor(client), "붕어빵 틀 빌려줘요?")

    assert drafted.status_code == 201
    assert drafted.json()["status"] == "draft"
    assert drafted.json()["entry"]["variants"] == [cluster["texts"][1]]
    assert answer["parts"][0]["text"] == "앱에서 예약하실 수 있습니다."
    assert unanswered(client) == []


def test_one_call_adds_them_to_an_entry(client: TestClient) -> None:
    say(client, a_visitor(client), "펭귄 틀 빌려줘요?")
    [cluster] = unanswered(client)
    faq_id = client.get("/api/admin/faqs", headers=EDITOR).json()["items"][0]["id"]

    added = client.post(
        f"{LISTED}/{cluster['id']}/variant", json={"faq_id": faq_id}, headers=EDITOR
    )

    assert added.status_code == 200
    assert added.json()["entry"]["variants"][-1] == "펭귄 틀 빌려줘요?"
    assert added.json()["status"] == "draft"
    assert unanswered(client) == []


def test_questions_can_be_left_unanswered(client: TestClient) -> None:
    say(client, a_visitor(client), "펭귄 틀 빌려줘요?")
    [cluster] = unanswered(client)

    gone = client.delete(f"{LISTED}/{cluster['id']}", headers=EDITOR)

    assert gone.status_code == 200
    assert unanswered(client) == []
    assert client.delete(f"{LISTED}/{cluster['id']}", headers=EDITOR).status_code == 404
