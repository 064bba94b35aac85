"""All that staff do is written down before it is shown or done."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from aicc.settings import Settings
from api.app import create_app
from chatbot_cli.main import app
from tests.fakes import a_deadline

from .conftest import SECRET, bearer

ROOT = "/api/admin/faqs"
EDITOR = bearer(user_id="kim", tenant_id="default", roles=["editor"])
ENTRY = {
    "id": "parking-fee",
    "category": "안내",
    "question": "주차비는 얼마예요?",
    "answer": "무료입니다.",
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_DATA_DIR": str(tmp_path), "JWT_SECRET": SECRET, "AICC_PACK": "general"}
    with TestClient(create_app(Settings.load(environ))) as opened:
        yield opened


def rows_of(client: TestClient) -> list[tuple[str, str, bool]]:
    service: Any = client.app.state.service  # type: ignore[attr-defined]  # it is ours
    rows = service.audit.rows(date.min, a_deadline())
    return [(row.entry.what, row.entry.about, row.entry.is_refused) for row in rows]


def test_looking_changing_and_being_refused_are_written_down(client: TestClient) -> None:
    client.get(ROOT, headers=EDITOR)
    client.post(ROOT, json={"entry": ENTRY, "reason": "새로 생겼어요"}, headers=EDITOR)
    client.post(f"{ROOT}/parking-fee/publish", json={}, headers=EDITOR)
    client.get(ROOT)

    assert rows_of(client) == [
        ("GET /api/admin/faqs", "", False),
        ("POST /api/admin/faqs", "", False),
        ("faq: draft", "parking-fee", False),
        ("POST /api/admin/faqs/{faq_id}/publish", "parking-fee", True),
    ]


def test_the_command_shows_it_and_that_nothing_was_changed(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("AICC_PACK", "general")
    client.get(ROOT, headers=EDITOR)
    client.get(ROOT, headers=bearer(user_id="lee", tenant_id="default", roles=["viewer"]))

    verified = CliRunner().invoke(app, ["audit", "verify"])
    exported = CliRunner().invoke(app, ["audit", "export", "--who", "kim"])

    assert (verified.exit_code, "unbroken" in verified.output) == (0, True), verified.output
    [row] = map(json.loads, exported.output.splitlines())
    assert row["what"] == "GET /api/admin/faqs"
    assert "kim" not in exported.output


@pytest.mark.parametrize("command", [["verify"], ["export"], ["drop", "2026-01-01"]])
def test_without_the_file_the_command_says_where_the_audit_is(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    for name in ("AICC_SESSION_STORE", "AICC_HISTORY_STORE"):
        monkeypatch.setenv(name, "memory")

    got = CliRunner().invoke(app, ["audit", *command])

    assert got.exit_code != 0
    assert "in the service's log alone" in f"{got.output}{got.exception}"
