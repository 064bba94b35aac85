"""What must keep working by name: the HTTP part of the contract."""

from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from .conftest import SECRET, MakeClient, bearer


def a_chat(user_id: str = "user123", session_id: str = "") -> dict[str, str]:
    return {
        "user_id": user_id,
        "session_id": session_id or str(uuid4()),
        "message": "계좌 잔액을 확인하고 싶습니다",
    }


def test_health_is_healthy(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "healthy"


def test_ready_says_that_nothing_is_degraded(client: TestClient) -> None:
    assert client.get("/ready").json() == {"status": "ready", "degraded": {}}


def test_info_lists_capabilities(client: TestClient) -> None:
    assert "faq_search" in client.get("/info").json()["capabilities"]
    assert client.get("/info").json()["model"] == "embedded (extractive), by default"


def test_chat_answers_as_written(client: TestClient) -> None:
    answer = client.post("/chat", json=a_chat())

    assert answer.status_code == 200
    assert answer.json()["intent"] == "account_inquiry"
    assert answer.json()["response"]


def test_a_session_is_created_with_its_time(client: TestClient) -> None:
    answer = client.post("/api/session/create", json={"user_id": "user123"})

    assert answer.status_code == 200
    assert answer.json().keys() == {"session_id", "created_at"}


def test_a_chat_session_belongs_to_its_first_user(client: TestClient) -> None:
    session_id = str(uuid4())
    client.post("/chat", json=a_chat("one", session_id))

    assert client.post("/chat", json=a_chat("two", session_id)).status_code == 403


def test_a_widget_session_cannot_be_reached_over_chat(client: TestClient) -> None:
    opened = client.post("/v1/sessions", json={}).json()
    token = {"Authorization": f"Bearer {opened['token']}"}
    client.post("/v1/chat", json={"message": "잔액 조회해 주세요"}, headers=token)

    stranger = client.post("/chat", json=a_chat("anyone", opened["session_id"]))
    history = client.get(f"/v1/sessions/{opened['session_id']}/history", headers=token)

    assert stranger.status_code == 200  # a session of its own, in another namespace
    assert len(history.json()["turns"]) == 1


@pytest.mark.parametrize("path", ["/chat", "/api/session/create"])
def test_with_a_secret_a_token_is_needed(make_client: MakeClient, path: str) -> None:
    client = make_client(JWT_SECRET=SECRET)

    assert client.post(path, json=a_chat()).status_code == 401
    with_token = client.post(path, json=a_chat(), headers=bearer(user_id="user123"))
    assert with_token.status_code == 200


def test_a_token_for_another_user_is_refused(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)

    answer = client.post("/chat", json=a_chat(), headers=bearer(user_id="another"))

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "token",
    [
        {"Authorization": "Bearer not-a-token"},
        {"Authorization": "Basic dXNlcjpwYXNz"},
        bearer(user_id=""),
        bearer(tenant_id="bank"),
        bearer(user_id="user123", exp=1),
    ],
)
def test_a_token_that_is_not_good_is_refused(
    make_client: MakeClient, token: dict[str, str]
) -> None:
    client = make_client(JWT_SECRET=SECRET)

    assert client.post("/chat", json=a_chat(), headers=token).status_code == 401


@pytest.mark.parametrize(
    ("header", "status"),
    [({}, 400), ({"X-Tenant-ID": "shop"}, 403), ({"X-Tenant-ID": "bank"}, 200)],
)
def test_with_tenants_the_header_must_be_the_tokens(
    make_client: MakeClient, header: dict[str, str], status: int
) -> None:
    client = make_client(JWT_SECRET=SECRET, AICC_TENANTS="on")
    token = bearer(user_id="user123", tenant_id="bank")

    answer = client.post("/chat", json=a_chat(), headers={**token, **header})

    assert answer.status_code == status


@pytest.mark.parametrize("role", ["viewer", "staff", "editor", "publisher", "supervisor", "admin"])
def test_whoever_may_read_the_content_sees_the_trace(make_client: MakeClient, role: str) -> None:
    staff = bearer(user_id="user123", roles=[role])

    answer = make_client(JWT_SECRET=SECRET).post("/chat", json=a_chat(), headers=staff).json()

    assert answer["trace"]["rule"] in {"do_what_is_sure", "offer_to_resume"}


@pytest.mark.parametrize("roles", [[], ["customer"]])
def test_a_customer_sees_no_trace(make_client: MakeClient, roles: list[str]) -> None:
    customer = bearer(user_id="user123", roles=roles)

    answer = make_client(JWT_SECRET=SECRET).post("/chat", json=a_chat(), headers=customer).json()

    assert answer["trace"] is None
