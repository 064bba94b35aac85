"""The chat API as the widget sees it, with faults to order: a real HTTP server on loopback."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

Json = dict[str, object]

HELD_AT_MOST_S = 30
AT = "2026-11-21T05:30:00+00:00"
KEPT = ("parts", "quick_replies", "may_rate", "is_end", "awaited")  # of an answer, in history
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
}
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Expose-Headers": "Retry-After",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong with one request. Without a status the connection just ends."""

    path: str = "/v1/chat"
    status: int | None = None
    retry_after_s: int | None = None
    is_done_first: bool = False  # the turn happens, only its answer is lost
    held_until: Event | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    method: str
    path: str
    token: str
    body: Json


@dataclass(slots=True, kw_only=True)
class Conversation:
    session_id: str
    locale: str
    turns: list[Json] = field(default_factory=list)
    replies: dict[str, Json] = field(default_factory=dict)


class FakeApi:
    """Answers from a table of sentences; remembers every request; breaks when told to."""

    def __init__(self, content: Mapping[str, Json], static: Path) -> None:
        self.seen: list[Seen] = []
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.conversations: dict[str, Conversation] = {}  # by token
        self.content = content
        self.static = static
        self.lock = Lock()
        self._faults: list[Fault] = []
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator["FakeApi"]:
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def host_page(self, attributes: str = "", *, charset: str = "utf-8", body: str = "") -> str:
        """A customer's page with nothing but the script and the tag; returns its address."""
        page = (
            f'<!doctype html><html lang="ko"><head><meta name="viewport" '
            f'content="width=device-width"><link rel="icon" href="data:,">'
            f'<script src="static/aicc-chat.js" defer></script></head>'
            f"<body>{body}<aicc-chat {attributes}></aicc-chat></body></html>"
        )
        self.pages["/host"] = (f"text/html; charset={charset}", page.encode(charset))
        return f"{self.url}/host"

    def break_next(self, *faults: Fault) -> None:
        with self.lock:
            self._faults.extend(faults)

    def mend(self) -> None:
        with self.lock:
            self._faults.clear()

    def take_fault(self, path: str) -> Fault | None:
        with self.lock:
            found = next((fault for fault in self._faults if path.startswith(fault.path)), None)
            if found:
                self._faults.remove(found)
            return found

    def expire_sessions(self) -> None:
        self.conversations.clear()

    def messages(self) -> list[str]:
        """Every text that arrived, in order, repeats included."""
        return [str(seen.body["message"]) for seen in self.seen if seen.path == "/v1/chat"]

    def message_ids(self) -> list[str]:
        return [str(seen.body["message_id"]) for seen in self.seen if seen.path == "/v1/chat"]

    def turn_count(self) -> int:
        """Turns that really happened: a repeated message id is not a second turn."""
        return sum(len(conversation.turns) for conversation in self.conversations.values())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, api: FakeApi) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = api


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.0: a connection a request, so that the browser never repeats one by itself."""

    server: _Server

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in self.server.api.pages:
            content_type, page = self.server.api.pages[path]
            self._write(200, page, {"Content-Type": content_type})
        elif path == "/v1/welcome":
            self._welcome()
        elif path.startswith("/v1/"):
            self._serve(self._history)
        else:
            self._file("demo.html" if path == "/" else path.removeprefix("/static/"))

    def do_POST(self) -> None:
        answers = {"/v1/sessions": self._open, "/v1/feedback": self._rate}
        self._serve(answers.get(self.path, self._chat))

    def do_DELETE(self) -> None:
        self._serve(self._erase)

    def do_OPTIONS(self) -> None:
        self._write(204)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the tests look at `seen`."""

    def _serve(self, answer: Callable[[Seen], None]) -> None:
        api = self.server.api
        length = int(self.headers.get("Content-Length") or 0)
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        body = json.loads(self.rfile.read(length) or b"{}")
        seen = Seen(method=self.command, path=urlsplit(self.path).path, token=token, body=body)
        with api.lock:
            api.seen.append(seen)
        fault = api.take_fault(seen.path)
        if fault is None:
            answer(seen)
        else:
            self._fail(fault, seen)

    def _fail(self, fault: Fault, seen: Seen) -> None:
        if fault.is_done_first:
            self._turn(self.server.api.conversations[seen.token], seen.body)
        if fault.held_until:
            fault.held_until.wait(HELD_AT_MOST_S)
        if fault.status:
            self._problem(fault.status, fault.retry_after_s)

    def _welcome(self) -> None:
        """Asked for whenever the panel opens: of no test's requests."""
        fault = self.server.api.take_fault("/v1/welcome")
        if fault:
            self._problem(fault.status or 500)
        else:
            language = self.headers.get("Accept-Language", "ko")
            welcome = self.server.api.content[language]["welcome"]
            assert isinstance(welcome, dict)
            self._json(200, welcome)

    def _open(self, seen: Seen) -> None:
        api = self.server.api
        locale = str(seen.body["locale"])
        with api.lock:
            number = sum(1 for earlier in api.seen if earlier.path == "/v1/sessions")
            token = f"token-{number}"
            api.conversations[token] = Conversation(session_id=f"s-{number}", locale=locale)
        session: Json = {"session_id": f"s-{number}", "token": token, "expires_at": AT}
        self._json(201, session | {"greeting": api.content[locale]["greeting"]})

    def _chat(self, seen: Seen) -> None:
        conversation = self.server.api.conversations.get(seen.token)
        if conversation is None:
            self._problem(401)
        elif len(str(seen.body["message"])) > 2000:
            self._problem(422)
        else:
            self._json(200, self._turn(conversation, seen.body))

    def _turn(self, conversation: Conversation, body: Json) -> Json:
        """A message id that was seen before gets the stored reply and makes no new turn."""
        api, message_id, text = self.server.api, str(body["message_id"]), str(body["message"])
        with api.lock:
            if message_id not in conversation.replies:
                turn_id = f"t-{len(conversation.turns) + 1}"
                reply = _reply(api.content[conversation.locale], text) | {
                    "session_id": conversation.session_id,
                    "message_id": message_id,
                    "turn_id": turn_id,
                    "at": AT,
                }
                conversation.replies[message_id] = reply
                bot = {name: reply[name] for name in KEPT}
                turn = {"turn_id": turn_id, "at": AT, "message_id": message_id}
                conversation.turns.append(turn | {"user": {"text": text}, "bot": bot})
            return conversation.replies[message_id]

    def _rate(self, seen: Seen) -> None:
        self._write(204 if seen.token in self.server.api.conversations else 401)

    def _history(self, seen: Seen) -> None:
        conversation = self.server.api.conversations.get(seen.token)
        if conversation is None:
            self._problem(401)
        else:
            self._json(200, {"turns": conversation.turns})

    def _erase(self, seen: Seen) -> None:
        erased = self.server.api.conversations.pop(seen.token, None)
        if erased is None:
            self._problem(401)
        else:
            self._write(204)

    def _file(self, name: str) -> None:
        path = self.server.api.static / name
        if path.is_file():
            self._write(200, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
        else:
            self._problem(404)

    def _problem(self, status: int, retry_after_s: int | None = None) -> None:
        headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
        problem = {"type": "about:blank", "title": "problem", "status": status, "code": "fault"}
        self._json(status, problem, headers)

    def _json(self, status: int, value: Json, headers: Mapping[str, str] | None = None) -> None:
        payload = json.dumps(value, ensure_ascii=False).encode()
        self._write(status, payload, {"Content-Type": "application/json", **(headers or {})})

    def _write(
        self, status: int, payload: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {**CORS, **(headers or {}), "Content-Length": str(len(payload))}.items():
            self.send_header(name, value)
        with suppress(ConnectionError):  # the browser may have given up
            self.end_headers()
            self.wfile.write(payload)


def _reply(content: Json, text: str) -> Json:
    answers = content["answers"]
    otherwise = str(content["otherwise"]).replace("{message}", text)
    plain: Json = {"parts": [{"kind": "text", "text": otherwise}]}
    found = answers.get(text, plain) if isinstance(answers, dict) else plain
    empty: Json = {"quick_replies": [], "step_id": None, "handoff": None, "ended": False}
    empty |= {"may_rate": False, "is_end": False, "awaited": None}
    return empty | found
