"""What a service is not started with, and what keeps its doors when it runs."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from aicc.channels.company_token import TokenRules
from aicc.errors import ConfigError
from aicc.settings import Settings
from api.app import create_app
from api.exposure import check_exposure
from chatbot_engine import ChatEngine

from .conftest import SECRET, MakeClient

GOOD = "Zk3vQ8mT1xWc6RbY9pLd2HsJ7uNf4GaE5oKi0BqC"
LAST = "n7Xw2LpV9cRj4TzK6hQd1YbM8sFe3GuA5oNi0BqZ"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "JWT_SECRET": GOOD,
    "AICC_DOCS": "off",
    "AICC_METRICS_TOKEN": LAST,
    "AICC_PACK": "general",
}
TOMORROW = datetime.now(UTC) + timedelta(days=1)


def refusal(**environ: str) -> str:
    with pytest.raises(ConfigError) as refused:
        check_exposure(Settings.load(environ))
    return str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "bot.example"])
def test_an_open_chat_for_others_must_be_meant(host: str) -> None:
    assert "AICC_OPEN_CHAT=on" in refusal(AICC_HOST=host)
    check_exposure(Settings.load({"AICC_HOST": host, "AICC_OPEN_CHAT": "on"}))
    check_exposure(Settings.load({"AICC_HOST": host, "JWT_SECRET": GOOD}))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_loopback_nothing_has_to_be_set(host: str) -> None:
    check_exposure(Settings.load({"AICC_HOST": host}))


@pytest.mark.parametrize("more", [{"AICC_HOST": "0.0.0.0"}, {"JWT_SECRET": GOOD}])
def test_local_admin_is_for_loopback_without_tokens(more: dict[str, str]) -> None:
    assert "AICC_LOCAL_ADMIN=on" in refusal(AICC_LOCAL_ADMIN="on", **more)


def test_production_names_all_that_is_wrong_at_once() -> None:
    told = refusal(ENVIRONMENT="production", AICC_ALLOWED_ORIGINS="*", AICC_SESSION_STORE="memory")

    for name in (
        "JWT_SECRET is missing",
        "AICC_SESSION_KEY is missing",
        "AICC_ALLOWED_ORIGINS",
        "AICC_DOCS",
        "AICC_METRICS_TOKEN",
    ):
        assert name in told


@pytest.mark.parametrize(
    "secret", ["a" * 40, "a-made-up-secret-of-more-than-32-characters", "abcabcabc" * 5]
)
def test_production_takes_no_weak_secret_and_repeats_none(secret: str) -> None:
    told = refusal(**{**PRODUCTION, "JWT_SECRET": secret})

    assert "JWT_SECRET is weak" in told
    assert secret not in told


@pytest.mark.parametrize("name", ["AICC_HTTP_OPEN", "AICC_OPEN_CHAT"])
def test_production_opens_no_door(name: str) -> None:
    assert name in refusal(**PRODUCTION, **{name: "on"})


def test_production_tells_no_money_for_a_number_alone() -> None:
    assert "identity: required" in refusal(**{**PRODUCTION, "AICC_PACK": "banking"})


def test_production_starts_when_all_is_shut() -> None:
    check_exposure(Settings.load(PRODUCTION))


def test_the_service_itself_refuses(engine: ChatEngine, tmp_path: Path) -> None:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_HOST": "0.0.0.0"}

    with pytest.raises(ConfigError, match="AICC_OPEN_CHAT"):
        create_app(Settings.load(environ), engine=engine)


def test_without_docs_there_is_no_description(make_client: MakeClient) -> None:
    client = make_client(AICC_DOCS="off")

    assert [client.get(path).status_code for path in ("/docs", "/openapi.json")] == [404, 404]


def test_metrics_want_their_token_where_one_is_set(make_client: MakeClient) -> None:
    client = make_client(AICC_METRICS_TOKEN=LAST)

    stranger = client.get("/metrics")
    prometheus = client.get("/metrics", headers={"Authorization": f"Bearer {LAST}"})

    assert (stranger.status_code, prometheus.status_code) == (401, 200)


def token(claims: Mapping[str, object], secret: str = SECRET) -> str:
    return jwt.encode({"user_id": "kim", **claims}, secret, "HS256")


def is_taken(given: str, **environ: str) -> bool:
    return TokenRules.of(Settings.load({"JWT_SECRET": SECRET, **environ})).read(given) is not None


def test_while_the_secret_changes_both_are_taken() -> None:
    assert is_taken(token({}, LAST), JWT_SECRET_BEFORE=LAST)
    assert is_taken(token({}), JWT_SECRET_BEFORE=LAST)
    assert not is_taken(token({}, LAST))


@pytest.mark.parametrize(
    ("claims", "taken"), [({}, False), ({"exp": TOMORROW}, True), ({"exp": 1}, False)]
)
def test_in_production_a_token_must_end(claims: dict[str, object], taken: bool) -> None:
    assert is_taken(token(claims), ENVIRONMENT="production") == taken


@pytest.mark.parametrize(
    ("claims", "taken"),
    [({}, False), ({"iss": "us"}, False), ({"iss": "us", "aud": "bot"}, True),
     ({"iss": "us", "aud": ["bot", "other"]}, True), ({"iss": "them", "aud": "bot"}, False)],
)  # fmt: skip
def test_where_they_are_set_issuer_and_audience_are_checked(
    claims: dict[str, object], taken: bool
) -> None:
    assert is_taken(token(claims), JWT_ISSUER="us", JWT_AUDIENCE="bot") == taken
    assert is_taken(token(claims))


def test_the_secret_before_is_only_beside_another() -> None:
    with pytest.raises(ConfigError, match=r"^JWT_SECRET is missing"):
        Settings.load({"JWT_SECRET_BEFORE": LAST})
