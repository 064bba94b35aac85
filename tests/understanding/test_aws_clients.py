"""The real clients of botocore against loopback: credentials, time-outs, errors over the wire."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import cast

import pytest
from botocore.client import BaseClient

from aicc.breaker import CircuitBreaker
from aicc.calls import LimitedCalls
from aicc.deadline import Deadline
from aicc.errors import ProviderError
from aicc.korean.text.said import as_said
from aicc.stores import aws
from aicc.understanding.services.comprehend import ComprehendNlu, ComprehendRuntime
from aicc.understanding.services.lex import LexNlu, LexRuntime
from aicc.understanding.services.lex_reading import LexReading
from aicc.understanding.services.lex_states import LexStates
from tests.fakes import a_deadline
from tests.understanding.aws_model import recorded
from tests.understanding.fake_lex import ALIAS_ID, BOT_ID

REGION = "ap-northeast-2"
Answer = tuple[int, dict[str, str], dict[str, object]]


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials of whoever runs the tests are found, and no endpoint is real."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "made-up")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "made-up")


@contextmanager
def a_server(answer: Callable[[str, bytes], Answer]) -> Iterator[str]:
    """Answers every request on a loopback port; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, content = answer(self.path, body)
            written = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(written))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()


@contextmanager
def a_client(service: str, **options: float) -> Iterator[BaseClient]:
    client = aws.aws_client(service, REGION, **options)  # type: ignore[arg-type]
    try:
        yield client
    finally:
        client.close()


def calls(service: str, own_s: float = 5.0) -> LimitedCalls:
    return LimitedCalls(service, own_s=own_s, threads=2, breaker=CircuitBreaker())


def ask_lex(client: BaseClient, deadline: Deadline | None = None) -> LexReading:
    lex = LexNlu(
        cast("LexRuntime", client),
        bot_id=BOT_ID,
        bot_alias_id=ALIAS_ID,
        calls=calls("lex"),
        states=LexStates(),
    )
    return lex.begin(as_said("잔액"), deadline or a_deadline(), session_id="s1", known=()).result()


def test_without_credentials_there_is_no_client_and_the_metadata_address_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as metadata:
        address = f"http://127.0.0.1:{metadata.getsockname()[1]}"
        monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", address)
        metadata.setblocking(False)

        with pytest.raises(ProviderError, match="no AWS credentials"):
            aws.aws_client("lexv2-runtime", REGION)

        with pytest.raises(BlockingIOError):  # nobody has knocked
            metadata.accept()


def test_a_profile_that_is_not_there_is_a_provider_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "made-up")

    with pytest.raises(ProviderError, match="ProfileNotFound"):
        aws.aws_client("comprehend", REGION)


@pytest.mark.usefixtures("credentials")
def test_a_region_that_cannot_be_one_is_a_provider_error() -> None:
    with pytest.raises(ProviderError, match="InvalidRegionError"):
        aws.aws_client("comprehend", "not a region")


@pytest.mark.usefixtures("credentials")
def test_lex_is_asked_as_its_reference_says(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, object]] = []

    def answer(path: str, body: bytes) -> Answer:
        seen.append((path, json.loads(body)))
        return 200, {}, recorded("lex_account_inquiry")

    with a_server(answer) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", address)
        with a_client("lexv2-runtime") as client:
            reading = ask_lex(client)

    path = f"/bots/{BOT_ID}/botAliases/{ALIAS_ID}/botLocales/ko_KR/sessions/s1/text"
    assert seen == [(path, {"text": "잔액"})]
    assert [intent.confidence for intent in reading.intents] == [0.86, 0.41]


@pytest.mark.usefixtures("credentials")
def test_throttling_over_the_wire_is_tried_once_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def answer(path: str, body: bytes) -> Answer:
        seen.append(path)
        return 429, {"x-amzn-ErrorType": "ThrottlingException"}, {"message": "made up"}

    with a_server(answer) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", address)
        with (
            a_client("lexv2-runtime") as client,
            pytest.raises(ProviderError, match=r"^lex: ThrottlingException$"),
        ):
            ask_lex(client)

    assert len(seen) == 1


@pytest.mark.usefixtures("credentials")
def test_comprehend_answers_over_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(path: str, body: bytes) -> Answer:
        found = [{"Index": 0, **recorded("comprehend_sentiment")}]
        return 200, {}, {"ResultList": found, "ErrorList": []}

    with a_server(answer) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_COMPREHEND", address)
        with a_client("comprehend") as client:
            comprehend = ComprehendNlu(cast("ComprehendRuntime", client), calls=calls("comprehend"))
            [sentiment] = comprehend.sentiments([as_said("화나요")], a_deadline()).result()

    assert sentiment is not None
    assert not isinstance(sentiment, ProviderError)
    assert sentiment.label == "NEGATIVE"


@pytest.mark.usefixtures("credentials")
def test_a_service_that_never_answers_is_given_up_by_its_time_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", address)
        with (
            a_client("lexv2-runtime", read_timeout_s=0.05) as client,
            pytest.raises(ProviderError, match="ReadTimeoutError") as failed,
        ):
            ask_lex(client)

    assert failed.value.retryable


@pytest.mark.usefixtures("credentials")
def test_a_service_that_is_gone_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", f"http://127.0.0.1:{unused_port}")

    with (
        a_client("lexv2-runtime") as client,
        pytest.raises(ProviderError, match="EndpointConnectionError") as failed,
    ):
        ask_lex(client)

    assert failed.value.retryable
