"""A supervisor with a reason sees what a transcript hides of a running scenario; others do not."""

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from aicc.domain.audit import AuditRow
from aicc.settings import Settings
from api.app import create_app
from chatbot_cli.main import app
from tests.fakes import a_deadline
from tests.http.conftest import SECRET, MakeClient, bearer

SUPERVISOR = bearer(user_id="lee", tenant_id="default", roles=["supervisor"])
PUBLISHER = bearer(user_id="kim", tenant_id="default", roles=["publisher"])
CUSTOMER = bearer(user_id="masked-customer", tenant_id="default")
REASON = {"reason": "전화가 끊겨 010-0000-1234로 다시 거는 중"}


def say(client: TestClient, session: str, *sentences: str) -> None:
    for text in sentences:
        body = {"user_id": "masked-customer", "session_id": session, "message": text}
        assert client.post("/chat", json=body, headers=CUSTOMER).status_code == 200


def path_of(client: TestClient, session: str) -> str:
    return f"/api/admin/sessions/chat:{session}/unmask"


def rows(client: TestClient) -> list[AuditRow]:
    return list(client.app.state.service.audit.rows(date.min, a_deadline()))  # type: ignore[attr-defined] # any ASGI application


def test_a_supervisor_sees_what_the_running_scenario_knows(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)
    say(client, "runs", "잔액 조회해 주세요", "1234567")

    answer = client.post(path_of(client, "runs"), json=REASON, headers=SUPERVISOR)

    assert answer.json()["values"]["customer_number"] == "1234567"
    asked, shown = rows(client)[-2:]
    assert asked.entry.what.endswith("/unmask")
    assert (shown.entry.what, shown.entry.about) == ("unmasked", "chat:runs")
    assert "전화가 끊겨" in shown.entry.reason
    assert "0000-12" not in shown.entry.reason


def test_when_the_scenario_is_over_there_is_nothing_to_see(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)
    say(client, "over", "잔액 조회해 주세요", "1234567", "취소")

    answer = client.post(path_of(client, "over"), json=REASON, headers=SUPERVISOR)

    assert "1234567" not in answer.text


def test_nobody_else_sees_it_and_nobody_without_a_reason(make_client: MakeClient) -> None:
    client = make_client(JWT_SECRET=SECRET)
    say(client, "shut", "잔액 조회해 주세요", "1234567")
    path = path_of(client, "shut")

    refused = [
        client.post(path, json=REASON, headers=headers).status_code
        for headers in ({}, CUSTOMER, PUBLISHER)
    ]

    assert refused == [401, 403, 403]
    for body in ({}, {"reason": ""}, {"reason": "     "}):
        assert client.post(path, json=body, headers=SUPERVISOR).status_code == 422
    unknown = client.post(path_of(client, "nowhere"), json=REASON, headers=SUPERVISOR)
    assert unknown.status_code == 404


def test_the_command_shows_what_is_sealed_in_the_file_and_writes_it_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    with TestClient(create_app(Settings.load())) as client:
        token = client.post("/v1/sessions", json={}).json()
        for text in ("잔액 조회해 주세요", "1234567"):
            headers = {"Authorization": f"Bearer {token['token']}"}
            client.post("/v1/chat", json={"message": text}, headers=headers)

    shown = CliRunner().invoke(app, ["unmask", token["session_id"], "--reason", "calling back"])
    audit = CliRunner().invoke(app, ["audit", "export"])

    assert '"customer_number": "1234567"' in shown.output, shown.exception
    assert '"calling back"' in audit.output
    assert CliRunner().invoke(app, ["unmask", token["session_id"]]).exit_code != 0


@pytest.mark.parametrize(
    ("reason", "history", "told"),
    [
        ("why?", "sqlite", "say why"),
        ("  x    ", "sqlite", "say why"),
        ("w" * 201, "sqlite", "say why"),
        ("calling back", "memory", "the audit is kept in the SQLite file"),
    ],
)
def test_the_command_shows_nothing_without_a_reason_or_an_audit_that_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reason: str, history: str, told: str
) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    for name in ("HISTORY", "SESSION"):
        monkeypatch.setenv(f"AICC_{name}_STORE", history)

    refused = CliRunner().invoke(app, ["unmask", "web:s1", "--reason", reason])

    assert refused.exit_code != 0
    assert told in f"{refused.output}{refused.exception}"
    assert "values" not in refused.output
