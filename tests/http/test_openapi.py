"""The service keeps what its own description promises, whatever is sent to it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import content_type_conformance, not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_cli.new import new
from chatbot_engine import engine_from
from tests.http.conftest import SECRET, bearer

ROUTES = (
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/info"),
    ("POST", "/chat"),
    ("POST", "/api/session/create"),
    ("GET", "/v1/welcome"),
    ("POST", "/v1/sessions"),
    ("POST", "/v1/chat"),
    ("POST", "/v1/feedback"),
    ("GET", "/v1/sessions/{session_id}/history"),
    ("DELETE", "/v1/sessions/{session_id}"),
    ("POST", "/v1/events/key"),
    ("POST", "/v1/typing"),
    ("POST", "/v1/seen"),
    ("GET", "/api/console"),
    ("POST", "/api/console/login"),
    ("POST", "/api/console/refresh"),
    ("POST", "/api/console/logout"),
)
STREAMS = (("GET", "/v1/events"), ("GET", "/api/admin/desk/events"))  # which do not end
SLOWEST_S = 120  # on a machine that has other work
SLOW = "/api/admin/faq-trial"  # asks every question of the pack, each time
ADMIN_ROUTES = (
    ("GET", "/api/admin/faqs"),
    ("POST", "/api/admin/faqs"),
    ("GET", "/api/admin/faqs/{faq_id}"),
    ("PUT", "/api/admin/faqs/{faq_id}"),
    ("POST", "/api/admin/faqs/{faq_id}/publish"),
    ("POST", "/api/admin/faqs/{faq_id}/archive"),
    ("POST", "/api/admin/faqs/{faq_id}/rollback"),
    ("GET", "/api/admin/faqs/{faq_id}/versions"),
    ("GET", "/api/admin/faq-sheet"),
    ("POST", "/api/admin/faq-sheet"),
    ("POST", "/api/admin/faq-sheet/jobs"),
    ("GET", "/api/admin/faq-sheet/jobs/{job_id}"),
    ("POST", "/api/admin/faq-test"),
    ("GET", "/api/admin/flows"),
    ("POST", "/api/admin/flows"),
    ("GET", "/api/admin/flows/{flow_id}"),
    ("PUT", "/api/admin/flows/{flow_id}"),
    ("POST", "/api/admin/flows/{flow_id}/publish"),
    ("POST", "/api/admin/flows/{flow_id}/archive"),
    ("POST", "/api/admin/flows/{flow_id}/rollback"),
    ("GET", "/api/admin/flows/{flow_id}/versions"),
    ("GET", "/api/admin/flow-schema"),
    ("POST", "/api/admin/flow-check"),
    ("POST", "/api/admin/faq-trial"),
    ("GET", "/api/admin/faq-report"),
    ("GET", "/api/admin/unanswered"),
    ("POST", "/api/admin/unanswered/{cluster_id}/draft"),
    ("POST", "/api/admin/unanswered/{cluster_id}/variant"),
    ("DELETE", "/api/admin/unanswered/{cluster_id}"),
    ("GET", "/api/admin/inbox"),
    ("POST", "/api/admin/sessions/{session_id}/unmask"),
    ("GET", "/api/admin/desk/tickets"),
    ("GET", "/api/admin/desk/tickets/{number}"),
    ("POST", "/api/admin/desk/tickets/{number}/take"),
    ("GET", "/api/console/desk"),
    ("POST", "/api/admin/desk/tickets/{number}/release"),
    ("POST", "/api/admin/desk/tickets/{number}/transfer"),
    ("POST", "/api/admin/desk/tickets/{number}/close"),
    ("POST", "/api/admin/desk/tickets/{number}/reopen"),
    ("POST", "/api/admin/desk/tickets/{number}/notes"),
    ("POST", "/api/admin/desk/tickets/{number}/messages"),
    ("POST", "/api/admin/desk/tickets/{number}/typing"),
    ("POST", "/api/admin/desk/tickets/{number}/seen"),
    ("POST", "/api/admin/desk/stream-key"),
    ("GET", "/api/admin/topics"),
    ("POST", "/api/admin/topics"),
    ("GET", "/api/admin/topics/{topic_id}"),
    ("PUT", "/api/admin/topics/{topic_id}"),
    ("POST", "/api/admin/topics/{topic_id}/publish"),
    ("POST", "/api/admin/topics/{topic_id}/archive"),
    ("POST", "/api/admin/topics/{topic_id}/rollback"),
    ("GET", "/api/admin/topics/{topic_id}/versions"),
    ("GET", "/api/admin/not-here"),
    ("POST", "/api/admin/not-here"),
    ("GET", "/api/admin/not-here/{not_here_id}"),
    ("PUT", "/api/admin/not-here/{not_here_id}"),
    ("POST", "/api/admin/not-here/{not_here_id}/publish"),
    ("POST", "/api/admin/not-here/{not_here_id}/archive"),
    ("POST", "/api/admin/not-here/{not_here_id}/rollback"),
    ("GET", "/api/admin/not-here/{not_here_id}/versions"),
    ("GET", "/api/admin/topic-sheet"),
    ("POST", "/api/admin/topic-sheet"),
    ("GET", "/api/admin/thresholds"),
    ("PUT", "/api/admin/thresholds"),
    ("POST", "/api/admin/thresholds/publish"),
    ("POST", "/api/admin/thresholds/rollback"),
    ("GET", "/api/admin/thresholds/versions"),
)
ADMIN = bearer(user_id="kim", tenant_id="default", roles=["admin"])


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    """With an engine of its own: it takes sessions by any name, those of other tests too."""
    folder = tmp_path_factory.mktemp("data")
    engine = engine_from(memory_parts(load_pack("banking")))
    app = create_app(Settings.load({"AICC_DATA_DIR": str(folder)}), engine=engine)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.fixture(scope="module")
def described_to_staff(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    """With content of its own, which is changed."""
    folder = tmp_path_factory.mktemp("data")
    environ = {"AICC_DATA_DIR": str(folder), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    new(folder / "small")  # whose wordings are asked in a moment
    engine = engine_from(memory_parts(load_pack(str(folder / "small"))))
    app = create_app(Settings.load(environ), engine=engine)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_route_is_described_and_tried_here(described: schemathesis.BaseSchema) -> None:
    found = [each for each in described.get_all_operations() if isinstance(each, Ok)]
    routes = {(each.ok().method.upper(), each.ok().path) for each in found}

    assert routes - {("GET", "/metrics"), *STREAMS} == {*ROUTES, *ADMIN_ROUTES}


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=" ".join)
def test_an_answer_is_as_described(
    described: schemathesis.BaseSchema, method: str, path: str
) -> None:
    call_and_check(described, method, path, {})


@pytest.mark.parametrize(("method", "path"), ADMIN_ROUTES, ids=" ".join)
def test_an_answer_to_staff_is_as_described(
    described_to_staff: schemathesis.BaseSchema, method: str, path: str
) -> None:
    call_and_check(described_to_staff, method, path, ADMIN)


def call_and_check(
    schema: schemathesis.BaseSchema, method: str, path: str, headers: dict[str, str]
) -> None:
    @settings(
        max_examples=8 if path == SLOW else 25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy())
    def answers(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(
            checks=[not_a_server_error, response_schema_conformance, content_type_conformance],
            headers=headers,
            timeout=SLOWEST_S,
        )

    answers()
