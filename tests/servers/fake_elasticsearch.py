"""Elasticsearch's wire with faults: answers as it is told to, and remembers what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PRODUCT = {"X-Elastic-Product": "Elasticsearch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    method: str
    path: str  # without the query string
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    body: object  # JSON; bytes go out as they are
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(PRODUCT))


Script = Callable[[Asked], Answer]


def refusal(status: int, reason: str) -> Answer:
    return Answer(status=status, body={"error": {"type": reason, "reason": reason}})


@contextmanager
def fake_elasticsearch(script: Script) -> Iterator[tuple[str, list[Asked]]]:
    """Its URL, and every request in order."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length).decode()
            path = self.path.partition("?")[0]
            asked.append(Asked(method=self.command, path=path, body=body))
            answer = script(asked[-1])
            content = answer.body if isinstance(answer.body, bytes) else as_json(answer.body)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: pytest shows what a test asserts."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()
