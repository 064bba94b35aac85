"""DynamoDB that throttles, breaks, hangs or is somebody else: an answer in the time there is."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from aicc.deadline import Deadline
from aicc.errors import StoreError
from aicc.stores import aws
from aicc.stores.aws_calls import like, own_session, shares
from aicc.stores.history.dynamodb import DynamoHistory
from aicc.stores.secrets.dynamodb import DynamoSecrets
from tests.fakes import a_deadline, a_turn
from tests.servers.dynamodb import REGION, make_up_credentials

Answer = tuple[int, str]
TAKEN = (200, json.dumps({"UnprocessedItems": {}}))
THROTTLED = (
    400,
    json.dumps(
        {"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}
    ),
)
BROKEN = (500, json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError"}))


class Table:
    """Answers in this order, and the last one from then on; `hangs` until it is let go."""

    def __init__(self, *answers: Answer, hangs: bool = False) -> None:
        self.asked = 0
        self.let_go = Event()
        table, left = self, list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                table.asked += 1
                self.rfile.read(int(self.headers["Content-Length"]))
                if hangs:
                    table.let_go.wait(10)
                status, body = left.pop(0) if len(left) > 1 else left[0]
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@contextmanager
def running(table: Table) -> Iterator[str]:
    thread = Thread(target=table.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{table.server.server_port}"
    finally:
        table.let_go.set()
        table.server.shutdown()
        table.server.server_close()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    make_up_credentials(monkeypatch)


pytestmark = pytest.mark.usefixtures("credentials")


@pytest.mark.parametrize("first", [THROTTLED, BROKEN], ids=["throttled", "broken"])
def test_a_call_is_tried_once_more_while_there_is_time(first: Answer) -> None:
    table = Table(first, TAKEN)
    with running(table) as url:
        history = DynamoHistory(aws.client("dynamodb", REGION, url), "t")

        history.append_many([a_turn()], a_deadline(2))

    assert table.asked == 2


@pytest.mark.parametrize("answer", [THROTTLED, BROKEN], ids=["throttled", "broken"])
def test_it_is_not_tried_a_third_time(answer: Answer) -> None:
    table = Table(answer)
    with running(table) as url, pytest.raises(StoreError):
        DynamoHistory(aws.client("dynamodb", REGION, url), "t").append_many([a_turn()], Deadline(2))

    assert table.asked == 2


def calls(url: str) -> dict[str, Callable[[Deadline], object]]:
    client = aws.client("dynamodb", REGION, url)
    history, secrets = DynamoHistory(client, "t"), DynamoSecrets(client, "t")
    return {
        "append": lambda deadline: history.append_many([a_turn()], deadline),
        "recent": lambda deadline: history.recent("bank", "s1", deadline),
        "by_user": lambda deadline: history.by_user("bank", "u1", deadline),
        "since": lambda deadline: history.since("bank", a_turn().at, deadline),
        "erase": lambda deadline: history.erase("bank", "s1", deadline),
        "secrets": lambda deadline: secrets.get("bank", "s1", deadline),
    }


GARBAGE = (
    "{}",
    "[]",
    "null",
    "<html>sign in</html>",
    '{"Items": 3}',
    '{"Items": [{"session_id": {"S": 3}}]}',
    '{"Item": {"sealed": {"S": "x"}}}',
    '{"UnprocessedItems": []}',
)


@pytest.mark.parametrize("body", GARBAGE)
def test_an_answer_of_somebody_else_is_a_store_error_or_nothing(body: str) -> None:
    with running(Table((200, body))) as url:
        for name, call in calls(url).items():
            try:
                found = call(a_deadline(5))
            except StoreError:
                continue
            assert not found, (name, found)


@pytest.mark.parametrize("left_s", [0.15, 0.3])
def test_a_table_that_hangs_takes_what_the_turn_has_left(left_s: float) -> None:
    with running(Table(TAKEN, hangs=True)) as url:
        for call in calls(url).values():
            began = monotonic()
            with pytest.raises(StoreError):
                call(Deadline(left_s))

            assert monotonic() - began < left_s + 0.5  # of a busy machine


def test_a_call_in_a_hurry_goes_by_the_proxy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(TAKEN)
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    with running(table) as url:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("http_proxy", url)
        client = aws.client("dynamodb", REGION, "http://table.invalid")

        DynamoHistory(client, "t").append_many([a_turn()], Deadline(0.9))

    assert table.asked == 1


def test_a_call_in_a_hurry_trusts_whom_the_client_trusts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", "made-up.pem")
    client = aws.client("dynamodb", REGION, "https://table.invalid")

    made: Any = like(own_session(client), 0.4)

    assert (made._verify, made._max_pool_connections) == ("made-up.pem", 10)


@pytest.mark.parametrize("left_s", [0.05, 0.4, 1.0])
def test_connecting_and_reading_share_what_is_left(left_s: float) -> None:
    assert sum(shares(left_s)) <= left_s


REFUSED = (400, json.dumps({"__type": "com.amazon.coral.service#AccessDeniedException"}))
NOTHING = (200, json.dumps({"Items": [], "Count": 0, "ScannedCount": 0}))


def test_a_table_that_can_be_read_and_not_written_fails_its_probe() -> None:
    table = Table(NOTHING, REFUSED)
    with running(table) as url, pytest.raises(StoreError, match="AccessDenied"):
        DynamoHistory(aws.client("dynamodb", REGION, url), "t").probe(a_deadline())

    assert table.asked == 2
