"""The turn Lambda over HTTP asks who calls, as the service does, and reaches no call's session."""

import json
from collections.abc import Mapping
from typing import Any

import jwt
import pytest

from aicc.channels.http_door import HttpDoor
from aicc.settings import Settings
from tests.fakes import a_deadline
from tests.voice.lambdas_here import Container, a_container, recorded, saying

SECRET = "a-made-up-secret-of-more-than-32-characters"
Given = Mapping[str, Any]


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container(door=a_door(JWT_SECRET=SECRET))


def a_door(**environ: str) -> HttpDoor:
    return HttpDoor.of(Settings.load(environ))


def an_event(headers: Given | None = None, claims: Given | None = None, **body: str) -> Any:
    event = recorded("http_rest_api")
    event["headers"] = dict(headers or {})
    event["requestContext"]["authorizer"] = {"claims": dict(claims)} if claims else None
    event["body"] = json.dumps({"message": "계좌 잔액을 확인하고 싶습니다", **body})
    return event


def bearer(**claims: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {jwt.encode(claims, SECRET, 'HS256')}"}


def status(container: Container, event: Any) -> int:
    code: int = container.call("connect_turn", event)["statusCode"]
    return code


@pytest.mark.parametrize(
    "door", [HttpDoor(), a_door(JWT_SECRET=SECRET)], ids=["nothing set", "a secret"]
)
def test_who_names_himself_in_the_body_alone_is_not_known(door: HttpDoor) -> None:
    container = a_container(door=door)

    answer = container.call("connect_turn", an_event(user_id="someone"))

    assert answer["statusCode"] == 401
    assert json.loads(answer["body"])["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (an_event(bearer(user_id="u1")), 200),
        (an_event({"authorization": bearer(user_id="u1")["Authorization"]}, user_id="u1"), 200),
        (an_event(claims={"user_id": "u1"}), 200),
        (an_event(claims={"sub": "u1"}, user_id="u1"), 200),
        (an_event(bearer(user_id="u1"), user_id="u2"), 403),
        (an_event(bearer(tenant_id="bank")), 401),
        (an_event({"Authorization": "Bearer made-up"}), 401),
    ],
    ids=[
        "token",
        "token and body agree",
        "claims of a gateway",
        "claims of Cognito",
        "another user in the body",
        "a token that names nobody",
        "no token",
    ],
)
def test_a_token_or_claims_say_who_calls(container: Container, event: Any, code: int) -> None:
    assert status(container, event) == code


@pytest.mark.parametrize(
    ("authoriser", "user"),
    [
        ({"jwt": {"claims": {"sub": "u1"}, "scopes": None}}, "u1"),
        ({"lambda": {"user_id": "u1"}}, "u1"),
        ({"claims": {"sub": "u1"}}, "u1"),
        ({"principalId": "p", "integrationLatency": 3, "user_id": "u1"}, "u1"),
        ({"principalId": "p", "integrationLatency": 3, "sub": "u1"}, "u1"),
        ({"principalId": "user", "integrationLatency": 3}, ""),
        ({"iam": {"userId": "AIDA"}}, ""),
        (None, ""),
    ],
    ids=[
        "JWT, HTTP API",
        "Lambda, HTTP API",
        "Cognito, REST API",
        "Lambda, REST API",
        "Lambda with a sub, REST API",
        "a principal for all",
        "IAM",
        "none",
    ],
)
def test_what_an_authoriser_found_is_read_where_each_gateway_puts_it(
    authoriser: Given | None, user: str
) -> None:
    event = {"requestContext": {"authorizer": authoriser}}
    door = HttpDoor(is_open=True)

    found = door.caller(event)

    assert (found.user_id if found else "") == user


def test_a_session_over_http_belongs_to_its_first_user(container: Container) -> None:
    first = an_event(bearer(user_id="one"), session_id="order-1")
    second = an_event(bearer(user_id="two"), session_id="order-1")

    assert [status(container, each) for each in (first, second)] == [200, 403]


def test_a_call_cannot_be_entered_over_http(container: Container) -> None:
    call = saying("잔액 조회해 주세요", "0", contact_id="contact-7")
    container.call("connect_turn", call)
    caller = container.parts.history.recent("default", "contact-7", a_deadline())[-1].user_id

    entered = an_event(bearer(user_id=caller), session_id="contact-7")
    answer = json.loads(container.call("connect_turn", entered)["body"])

    assert answer["session_id"] == "contact-7"
    assert len(container.parts.history.recent("default", "contact-7", a_deadline())) == 1
    assert len(container.parts.history.recent("default", "http:contact-7", a_deadline())) == 1


@pytest.mark.parametrize(
    ("asked", "code"), [({}, 400), ({"x-tenant-id": "shop"}, 403), ({"X-Tenant-ID": "bank"}, 200)]
)
def test_with_tenants_the_header_must_be_the_tokens(asked: Given, code: int) -> None:
    container = a_container(door=a_door(JWT_SECRET=SECRET, AICC_TENANTS="on"))
    event = an_event({**bearer(user_id="u1", tenant_id="bank"), **asked}, session_id="t-1")

    assert status(container, event) == code
    assert bool(container.parts.history.recent("bank", "http:t-1", a_deadline())) == (code == 200)


def test_without_tenants_a_claimed_one_changes_nothing(container: Container) -> None:
    container.call("connect_turn", an_event(bearer(user_id="u", tenant_id="bank"), session_id="s"))

    assert len(container.parts.history.recent("default", "http:s", a_deadline())) == 1


def test_an_open_door_takes_the_body_at_its_word() -> None:
    container = a_container(door=a_door(AICC_HTTP_OPEN="on"))

    assert status(container, an_event(user_id="u1")) == 200
    assert status(container, an_event()) == 200
