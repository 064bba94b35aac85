"""Signing in to the console: with an account, with the admin key, and out again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from aicc.settings import Settings
from aicc.stores.keys import admin_key
from api.app import create_app
from chatbot_cli.main import app

from .conftest import SECRET

ROOT, DESK = "/api/console", "/api/admin/desk/tickets"
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_PACK": "general"}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return Settings.load(environ)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def aicc(*words: str, password: str = PASSWORD) -> str:
    done = CliRunner().invoke(app, ["admin", *words], input=f"{password}\n")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def kim() -> None:
    aicc("create", "Kim", "--called", "김가나", "--stdin")


def sign_in(client: TestClient, password: str = PASSWORD, name: str = "kim") -> int:
    return client.post(f"{ROOT}/login", json={"name": name, "password": password}).status_code


def bearer(client: TestClient) -> dict[str, str]:
    token = client.post(f"{ROOT}/login", json={"name": "KIM ", "password": PASSWORD}).json()[
        "token"
    ]
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.usefixtures("kim")
def test_an_account_opens_what_its_role_reaches_and_no_more(client: TestClient) -> None:
    token = bearer(client)

    assert client.get(DESK, headers=token).status_code == 200
    assert client.get("/api/admin/faqs", headers=token).status_code == 403
    people = client.get(f"{ROOT}/desk", headers=token).json()["people"]
    assert people == [{"id": "kim", "name": "김가나"}]


@pytest.mark.usefixtures("kim")
def test_a_token_of_the_company_and_one_of_the_console_are_both_taken(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {"AICC_DATA_DIR": str(settings.data_dir), "JWT_SECRET": SECRET}
    with TestClient(create_app(Settings.load({**environ, "AICC_PACK": "general"}))) as client:
        assert client.get(DESK, headers=bearer(client)).status_code == 200
        assert client.post("/chat", json={}, headers=bearer(client)).status_code == 401
        assert not client.get(ROOT).json()["takes_key"]


@pytest.mark.usefixtures("kim")
def test_the_cookie_brings_the_next_token_until_it_is_signed_out(client: TestClient) -> None:
    answer = client.post(f"{ROOT}/login", json={"name": "kim", "password": PASSWORD})
    given = answer.headers["set-cookie"]
    cookie = {"aicc_console": client.cookies["aicc_console"]}
    again = client.post(f"{ROOT}/refresh")

    client.post(f"{ROOT}/logout")
    gone = client.post(f"{ROOT}/refresh").status_code
    client.cookies.update(cookie)

    assert {"HttpOnly", "SameSite=strict", f"Path={ROOT}"} <= set(given.split("; "))
    assert again.json()["person"]["name"] == "김가나"
    assert gone == 401
    assert client.post(f"{ROOT}/refresh").status_code == 401


@pytest.mark.parametrize(("page", "is_secure"), [("https", True), ("http", False)])
def test_a_page_over_https_gets_a_cookie_for_https_alone_though_a_proxy_comes_over_http(
    client: TestClient, settings: Settings, page: str, is_secure: bool
) -> None:
    answer = client.post(
        f"{ROOT}/login",
        json={"key": admin_key(settings)},
        headers={"Origin": f"{page}://localhost", "Host": "localhost"},
    )

    assert answer.status_code == 200, answer.text
    assert ("Secure" in answer.headers["set-cookie"].split("; ")) is is_secure


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("change", ["passwd", "remove"])
def test_a_changed_password_and_a_removed_account_end_what_was_signed_in(
    client: TestClient, change: str
) -> None:
    assert sign_in(client) == 200

    aicc(change, "kim", *(["--stdin"] if change == "passwd" else []), password="another one at all")

    assert client.post(f"{ROOT}/refresh").status_code == 401
    assert sign_in(client) == 401


@pytest.mark.usefixtures("kim")
def test_after_five_wrong_passwords_the_right_one_is_refused_too(client: TestClient) -> None:
    wrong = [sign_in(client, "a wrong password") for _ in range(5)]

    locked = client.post(f"{ROOT}/login", json={"name": "kim", "password": PASSWORD})

    assert wrong == [401] * 5
    assert (locked.status_code, locked.json()["code"]) == (429, "locked_out")
    assert int(locked.headers["Retry-After"]) > 60
    assert sign_in(client, name="nobody") == 401


@pytest.mark.usefixtures("kim")
def test_signing_in_is_written_down_and_what_was_typed_is_not(client: TestClient) -> None:
    sign_in(client, "a wrong password")
    sign_in(client, name="my-secret-typed-here")
    sign_in(client)

    written = CliRunner().invoke(app, ["audit", "export"]).output
    rows = [json.loads(line) for line in written.splitlines() if "console: sign in" in line]
    first, second, third = ((row["actor"], row["is_refused"]) for row in rows)
    assert (first[1], second[1], third) == (True, True, (first[0], False))
    assert second[0] != first[0]
    assert "my-secret" not in written


def test_the_admin_key_signs_its_owner_in(client: TestClient, settings: Settings) -> None:
    state = client.get(ROOT).json()
    key = admin_key(settings)
    answer = client.post(f"{ROOT}/login", json={"key": f" {key} "})
    token = {"Authorization": f"Bearer {answer.json()['token']}"}

    assert (state["has_accounts"], state["takes_key"]) == (False, True)
    assert client.get(DESK, headers=token).status_code == 200
    assert client.post(f"{ROOT}/refresh").status_code == 200
    assert client.post(f"{ROOT}/login", json={"key": key[:-1]}).status_code == 401
    assert client.post(f"{ROOT}/login", json={}).status_code == 401


def test_another_site_signs_nobody_in(client: TestClient) -> None:
    answer = client.post(
        f"{ROOT}/login", json={"key": "x"}, headers={"Origin": "https://elsewhere.example"}
    )

    assert answer.status_code == 403


def test_a_refresh_token_is_no_token_and_a_token_is_no_cookie(
    client: TestClient, settings: Settings
) -> None:
    answer = client.post(f"{ROOT}/login", json={"key": admin_key(settings)}).json()
    refresh = client.cookies["aicc_console"]

    bearer = {"Authorization": f"Bearer {refresh}"}
    client.cookies.clear()
    client.cookies.set("aicc_console", answer["token"], path=ROOT)

    assert client.get(DESK, headers=bearer).status_code == 401
    assert client.post(f"{ROOT}/refresh").status_code == 401


def test_accounts_are_made_once_listed_and_of_known_roles() -> None:
    aicc("create", "lee", "--role", "supervisor", "--stdin")
    again = CliRunner().invoke(app, ["admin", "create", "lee", "--stdin"], input=PASSWORD)
    king = CliRunner().invoke(app, ["admin", "create", "x", "--role", "king", "--stdin"])
    local = CliRunner().invoke(app, ["admin", "create", "local", "--stdin"])

    assert "supervisor" in aicc("list")
    assert (again.exit_code, king.exit_code, local.exit_code) == (1, 1, 1)
    aicc("remove", "lee")
    assert "supervisor" not in aicc("list")
