"""The Lambda Runtime API on loopback: hands events to a runtime, takes its answers."""

import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

VERSION = "/2018-06-01/runtime"
ARN = "arn:aws:lambda:ap-northeast-2:000000000000:function:turn"
ANSWER_S = 30.0
LIMIT_MS = "4102444800000"  # an instant far away: the runtime makes of it what is left


@dataclass(slots=True)
class RuntimeApi:
    """`invoke` puts an event before the runtime and waits for what it posts."""

    address: str = ""
    events: "queue.Queue[tuple[str, bytes]]" = field(default_factory=queue.Queue)
    posted: "queue.Queue[tuple[str, Any]]" = field(default_factory=queue.Queue)
    count: int = 0

    def invoke(self, event: Any) -> tuple[str, Any]:
        """Where the answer was posted to, `response` or `error`, and the answer."""
        self.count += 1
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        self.events.put((f"request-{self.count}", body))
        return self.posted.get(timeout=ANSWER_S)


@contextmanager
def runtime_api() -> Iterator[RuntimeApi]:
    api = RuntimeApi()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(api))
    server.daemon_threads = True
    api.address = f"127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()


def _handler_of(api: RuntimeApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == f"{VERSION}/invocation/next"
            request_id, body = api.events.get()
            self.send_response(200)
            self.send_header("Lambda-Runtime-Aws-Request-Id", request_id)
            self.send_header("Lambda-Runtime-Deadline-Ms", LIMIT_MS)
            self.send_header("Lambda-Runtime-Invoked-Function-Arn", ARN)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            api.posted.put((self.path.rpartition("/")[2], json.loads(body)))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """The runtime's own output is enough."""

    return Handler
