"""Staff look at doubtful turns; customers do not."""

from fastapi.testclient import TestClient

from tests.http.conftest import SECRET, MakeClient, bearer

VIEWER = bearer(user_id="lee", tenant_id="default", roles=["staff"])
CUSTOMER = bearer(user_id="inbox-customer", tenant_id="default")
INBOX = "/api/admin/inbox"


def say(client: TestClient, *sentences: str) -> None:
    for text in sentences:
        body = {"user_id": "inbox-customer", "session_id": "inbox", "message": text}
        assert client.post("/chat", json=body, headers=CUSTOMER).status_code == 200


def test_a_false_start_is_in_the_inbox_with_why(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)
    say(client, "카드를 잃어버렸어요", "취소")

    page = client.get(f"{INBOX}?doubt=false_start", headers=VIEWER).json()

    (turn,) = [each for each in page["items"] if each["session_id"].endswith(":inbox")]
    assert (turn["said"], turn["flow"]) == ("카드를 잃어버렸어요", "card_loss")
    assert turn["trace"]["action"] == "start_flow"
    assert page["total"] >= 1


def test_nobody_else_sees_it(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)

    assert client.get(INBOX).status_code == 401
    assert client.get(INBOX, headers=CUSTOMER).status_code == 403
    assert client.get(f"{INBOX}?doubt=mood", headers=VIEWER).status_code == 422
