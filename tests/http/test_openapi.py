"""The service keeps what its own description promises, whatever is sent to it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import content_type_conformance, not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from aicc.settings import Settings
from api.app import create_app
from chatbot_engine import ChatEngine

ROUTES = (
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/info"),
    ("POST", "/chat"),
    ("POST", "/api/session/create"),
    ("POST", "/v1/sessions"),
    ("POST", "/v1/chat"),
    ("GET", "/v1/sessions/{session_id}/history"),
    ("DELETE", "/v1/sessions/{session_id}"),
)


@pytest.fixture(scope="module")
def described(
    engine: ChatEngine, tmp_path_factory: pytest.TempPathFactory
) -> schemathesis.BaseSchema:
    folder = tmp_path_factory.mktemp("data")
    app = create_app(Settings.load({"AICC_DATA_DIR": str(folder)}), engine=engine)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_route_is_described_and_tried_here(described: schemathesis.BaseSchema) -> None:
    routes = {(each.ok().method.upper(), each.ok().path) for each in described.get_all_operations()}

    assert routes - {("GET", "/metrics")} == set(ROUTES)


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=" ".join)
def test_an_answer_is_as_described(
    described: schemathesis.BaseSchema, method: str, path: str
) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy())
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(
            checks=[not_a_server_error, response_schema_conformance, content_type_conformance]
        )

    answers()
