"""Whoever asks, with and without a token, and whatever is sent that the description does not have:
no route fails, and none opens to somebody whom it does not know."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_cli.new import new
from chatbot_engine import engine_from
from tests.http.conftest import SECRET, bearer
from tests.http.test_openapi import ADMIN_ROUTES, ROUTES, SLOW, SLOWEST_S

CASES = 3  # of a route, each sent by every caller
CHECKS = [not_a_server_error, response_schema_conformance]


def of_role(role: str) -> dict[str, str]:
    return bearer(user_id="kim", tenant_id="default", roles=[role])


CALLERS: Mapping[str, dict[str, str]] = {
    "nobody": {},
    "a token that nobody signed": {"Authorization": "Bearer x.y.z"},
    "a customer": of_role("customer"),
    "another tenant's admin": bearer(user_id="lee", tenant_id="shop", roles=["admin"]),
    "a viewer": of_role("viewer"),
    "an editor": of_role("editor"),
    "an admin": of_role("admin"),
}
REFUSED = ("nobody", "a token that nobody signed", "a customer", "another tenant's admin")
TENANT = {"X-Tenant-ID": "default"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    folder = tmp_path_factory.mktemp("data")
    environ = {"AICC_DATA_DIR": str(folder), "JWT_SECRET": SECRET, "AICC_TENANTS": "on"}
    new(folder / "small")
    engine = engine_from(memory_parts(load_pack(str(folder / "small"))))
    app = create_app(Settings.load({**environ, "AICC_ADDRESS_RATE": "0"}), engine=engine)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.parametrize(
    ("method", "path"), [each for each in (*ROUTES, *ADMIN_ROUTES) if each[1] != SLOW], ids=" ".join
)
def test_no_route_fails_for_anybody_nor_opens_to_a_stranger(
    described: schemathesis.BaseSchema, method: str, path: str
) -> None:
    operation, mode = described[path][method], GenerationMode

    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode.NEGATIVE) | operation.as_strategy(mode.POSITIVE))
    def answers(case: schemathesis.Case[Any]) -> None:
        for caller, named in CALLERS.items():
            answer = case.call_and_validate(
                checks=CHECKS, headers={**TENANT, **named}, timeout=SLOWEST_S
            )
            is_open = answer.status_code < HTTPStatus.BAD_REQUEST
            assert not (is_open and caller in REFUSED and path.startswith("/api/admin")), caller

    answers()
