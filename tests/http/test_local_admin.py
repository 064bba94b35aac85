"""/api/admin without JWT_SECRET: the admin key, and nothing that a request says of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from aicc.settings import Settings
from api.app import create_app
from chatbot_engine import ChatEngine

ROOT = "/api/admin/faqs"
HERE = ("127.0.0.1", 5000)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def client(engine: ChatEngine, data_dir: Path) -> Iterator[TestClient]:
    app = create_app(Settings.load({"AICC_DATA_DIR": str(data_dir)}), engine=engine)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=HERE) as opened:
        yield opened


def key_in(data_dir: Path) -> dict[str, str]:
    return {"Authorization": f"Bearer {(data_dir / 'admin.key').read_text()}"}


def test_a_request_as_nginx_makes_it_by_default_is_refused(client: TestClient) -> None:
    """Host is the address that it passes on to; no header tells of a proxy."""
    answer = client.get(ROOT, headers={"Connection": "close"})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_admin_key_lets_its_owner_in(client: TestClient, data_dir: Path) -> None:
    assert client.get(ROOT, headers=key_in(data_dir)).status_code == 200


@pytest.mark.parametrize("token", [b"", b"0" * 64, b"\xe9"])
def test_another_key_does_not(client: TestClient, token: bytes) -> None:
    answer = client.get(ROOT, headers={b"Authorization": b"Bearer " + token})

    assert answer.status_code == 401


def test_the_admin_key_is_the_owners_alone_and_made_once(
    client: TestClient, engine: ChatEngine, data_dir: Path
) -> None:
    file = data_dir / "admin.key"
    first = file.read_text()

    create_app(Settings.load({"AICC_DATA_DIR": str(data_dir)}), engine=engine)

    assert file.read_text() == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert first not in (data_dir / "session.key").read_text()


def test_a_page_of_another_site_is_refused_with_the_key_too(
    client: TestClient, data_dir: Path
) -> None:
    headers = {**key_in(data_dir), "Origin": "https://evil.example"}

    assert client.get(ROOT, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("address", "base", "headers", "status"),
    [
        ("127.0.0.1", "http://localhost:8000", {}, 200),
        ("::1", "http://[::1]:8000", {}, 200),
        ("10.0.0.7", "http://localhost:8000", {}, 401),
        ("127.0.0.1", "http://bot.example", {}, 401),
        ("127.0.0.1", "http://localhost", {"Host": "x@127.0.0.1"}, 401),
        ("127.0.0.1", "http://localhost", {"Host": "[::1"}, 401),
        ("127.0.0.1", "http://localhost", {"X-Forwarded-For": "10.0.0.7"}, 401),
        ("127.0.0.1", "http://localhost", {"Origin": "https://evil.example"}, 403),
    ],
    ids=[
        "here",
        "here by IPv6",
        "elsewhere",
        "rebound name",
        "user in the host",
        "no host",
        "a proxy that says so",
        "another page",
    ],
)
def test_with_local_admin_on_this_machine_needs_no_key(
    engine: ChatEngine,
    data_dir: Path,
    address: str,
    base: str,
    headers: dict[str, str],
    status: int,
) -> None:
    environ = {"AICC_DATA_DIR": str(data_dir), "AICC_LOCAL_ADMIN": "on"}
    app = create_app(Settings.load(environ), engine=engine)
    with TestClient(app, base_url=base, client=(address, 5000)) as client:
        assert client.get(ROOT, headers=headers).status_code == status
