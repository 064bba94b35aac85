"""Actions that Lambda functions serve, against botocore's own picture of the service."""

import io
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from aicc.domain.action import BackendAction
from aicc.domain.serving import LambdaService
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.lambda_function import LambdaBackend
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.wire.request import LARGEST_ANSWER
from tests.fakes import a_deadline

SEND = BackendAction(
    arguments=frozenset({"amount"}), outcomes={"ok": frozenset({"receipt"})}, cannot_be_undone=True
)


class Functions:
    """The client under a stubber, and the back end on it."""

    def __init__(self, stubber: Stubber, client: Any) -> None:
        self.stubber = stubber
        self._client = client

    def ask(self, qualifier: str = "") -> BackendAnswer:
        service = LambdaService(function="send-money", qualifier=qualifier)
        backend = LambdaBackend({"send": (SEND, service)}, client=lambda: self._client)
        return backend.call(
            "bank",
            BackendCall(action="send", arguments={"amount": "50000"}, key="k-1"),
            a_deadline(),
        )

    def will_answer(self, body: bytes, **fields: Any) -> None:
        payload = StreamingBody(io.BytesIO(body), len(body))
        answer = {"StatusCode": 200, "Payload": payload, **fields}
        self.stubber.add_response("invoke", answer, {**ASKED})


ASKED = {"FunctionName": "send-money", "InvocationType": "RequestResponse", "Payload": ANY}


@pytest.fixture
def functions() -> Iterator[Functions]:
    client = boto3.client(
        "lambda",
        region_name="ap-northeast-2",
        aws_access_key_id="a-key-of-nobody",
        aws_secret_access_key="a-secret-of-nobody",
    )
    with Stubber(client) as stubber:
        yield Functions(stubber, client)


def test_a_function_is_told_everything_and_its_answer_is_taken(functions: Functions) -> None:
    told = {"action": "send", "tenant_id": "bank", "key": "k-1", "arguments": {"amount": "50000"}}
    body = b'{"outcome": "ok", "values": {"receipt": "123456"}}'
    functions.stubber.add_response(
        "invoke",
        {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body))},
        {**ASKED, "Payload": json.dumps(told).encode(), "Qualifier": "live"},
    )

    answer = functions.ask(qualifier="live")

    assert answer == BackendAnswer(outcome="ok", values={"receipt": "123456"})


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b'"ok"', b'{"errorMessage": "boom"}', b"\xff",
        b'{"outcome": "' + b"x" * LARGEST_ANSWER + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_answer_is_an_error(functions: Functions, body: bytes) -> None:
    functions.will_answer(body)

    with pytest.raises(ProviderError) as caught:
        functions.ask()

    assert not caught.value.retryable


def test_a_function_that_fails_says_nothing_of_why(functions: Functions) -> None:
    functions.will_answer(b'{"errorMessage": "110-000-123456"}', FunctionError="Unhandled")

    with pytest.raises(ProviderError, match="send: the function failed: Unhandled") as caught:
        functions.ask()

    assert "110" not in str(caught.value)
    assert not caught.value.retryable


@pytest.mark.parametrize(
    ("code", "retryable"),
    [
        ("TooManyRequestsException", True),
        ("ServiceException", True),
        ("ResourceNotFoundException", False),
        ("AccessDeniedException", False),
    ],
)
def test_only_what_may_pass_may_be_tried_again(
    functions: Functions, code: str, retryable: bool
) -> None:
    functions.stubber.add_client_error("invoke", code)

    with pytest.raises(ProviderError, match=code) as caught:
        functions.ask()

    assert caught.value.retryable is retryable


def test_an_action_that_no_function_serves_is_not_found(functions: Functions) -> None:
    backend = LambdaBackend({}, client=lambda: pytest.fail("nobody was to be asked"))

    with pytest.raises(NotFoundError):
        backend.call("bank", BackendCall(action="send"), a_deadline())
