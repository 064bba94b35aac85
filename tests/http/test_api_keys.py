"""Keys for programs: as far as their role reaches, until they are revoked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from aicc.settings import Settings
from api.app import create_app
from chatbot_cli.main import app

from .conftest import SECRET

ROOT = "/api/admin/faqs"
PUBLISHED = f"{ROOT}/nothing/publish"


@pytest.fixture(params=["", SECRET], ids=["without tokens", "with tokens"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_PACK": "general", "JWT_SECRET": request.param}
    with TestClient(create_app(Settings.load(environ))) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("AICC_PACK", "general")


def aicc(*words: str) -> str:
    done = CliRunner().invoke(app, ["admin", "key", *words])
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_a_key_reaches_as_far_as_its_role_until_it_is_revoked(client: TestClient) -> None:
    written = aicc("new", "report", "--role", "viewer")
    bearer = {"Authorization": f"Bearer {written}"}

    read = client.get(ROOT, headers=bearer).status_code
    published = client.post(PUBLISHED, json={}, headers=bearer).status_code
    aicc("revoke", written.split("_")[1])
    after = client.get(ROOT, headers=bearer).status_code

    assert (read, published, after) == (200, 403, 401)
    assert written not in aicc("list")


def test_a_key_opens_no_chat_of_a_customer(client: TestClient) -> None:
    written = aicc("new", "report", "--role", "admin")
    body = {"user_id": "u1", "session_id": "s1", "message": "안녕하세요"}

    answer = client.post("/chat", json=body, headers={"Authorization": f"Bearer {written}"})

    is_open = not client.app.state.service.company.secrets  # type: ignore[attr-defined] # it is ours
    assert answer.status_code == (200 if is_open else 401)
    assert answer.json().get("trace") is None


def test_a_role_that_nobody_knows_is_refused() -> None:
    done = CliRunner().invoke(app, ["admin", "key", "new", "x", "--role", "king"])

    assert done.exit_code == 1
