"""The web hook against a real server of this machine: what arrives, and what is tried again."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from aicc.clock import HandClock
from aicc.errors import ProviderError
from aicc.systems.announcing.web_hook import WebHook
from aicc.wire.http import HttpWire
from tests.fakes import a_deadline
from tests.systems.announcing.notices import a_notice, a_ticket

SECRET = "a-made-up-secret-of-more-than-32-characters"


class Desk(ThreadingHTTPServer):
    status = 204
    came: list[tuple[dict[str, str], bytes]]


class _Handler(BaseHTTPRequestHandler):
    server: Desk

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(("127.0.0.1", 0), _Handler) as server:
        server.came = []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def hook(desk: Desk) -> WebHook:
    url = f"http://127.0.0.1:{desk.server_address[1]}/requests"
    return WebHook(url, SECRET, wire=HttpWire(), clock=HandClock())


def test_a_notice_arrives_signed_and_can_be_told_from_another(desk: Desk, hook: WebHook) -> None:
    hook.announce(a_notice(), a_ticket(), a_deadline())

    [(headers, body)] = desk.came
    at, sent = (part.partition("=")[2] for part in headers["X-AICC-Signature"].split(","))
    right = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert json.loads(body) == {
        "event": "ticket.came",
        "ticket": "A-0001",
        "wish": "대출 한도",
    }
    assert sent == right
    assert headers["Idempotency-Key"] == "bank/A-0001/came"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_not_taken_is_worth_another_try(desk: Desk, hook: WebHook, status: int) -> None:
    desk.status = status

    with pytest.raises(ProviderError) as refused:
        hook.announce(a_notice(), a_ticket(), a_deadline())

    assert refused.value.retryable
    assert str(status) in str(refused.value)
