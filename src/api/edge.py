"""Around every request: an id, limits, a time, headers. Plain ASGI, as it runs on every turn."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aicc import logs
from aicc.ids import new_id
from aicc.redact import is_number_of_person

from .intake import Intake
from .limits import RateLimits
from .metrics import PrometheusSink
from .problems import RETRY_AFTER_S, HttpProblem, answer_to, problem
from .shown import Headers, Shown

log = logs.get("aicc.api")

_GOOD_ID = re.compile(rb"[0-9A-Za-z._:-]{1,64}")
_COUNTED = ("/v1/", "/chat", "/api/")  # paths whose requests are limited by address


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLimits:
    """`larger` gives some paths another limit than `max_body`; `always` are answered however many
    requests are under way; `streams` stay open and are counted by themselves."""

    max_body: int
    larger: Mapping[str, int]
    most_at_once: int
    turn_s: float
    always: frozenset[str]
    streams: frozenset[str] = frozenset()


class Edge:
    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: EdgeLimits,
        rates: RateLimits,
        shown: Shown,
        sink: PrometheusSink,
    ) -> None:
        self._app = app
        self._limits = limits
        self._rates = rates
        self._shown = shown
        self._sink = sink
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request_id = _request_id(headers)
        logs.request_id.set(request_id)
        sending = _Sending(send, self._shown.headers(scope), request_id)
        most = self._limits.larger.get(scope["path"], self._limits.max_body)
        intake = Intake(receive, most=most, turn_s=self._limits.turn_s)
        began, counted = time.perf_counter(), scope["path"] not in self._limits.streams
        self._under_way += counted
        try:
            self._check(scope, headers, intake)
            intake.begin(scope, headers)
            await self._app(scope, intake, sending)
        except HttpProblem as refused:
            await answer_to(Request(scope), refused)(scope, receive, sending)
        except Exception:
            log.exception("request.failed", path=scope["path"])
            await _apologise(scope, headers, sending)
        finally:
            self._under_way -= counted
            logs.request_id.set("")
            route = getattr(scope.get("route"), "path", "other")
            ended = time.perf_counter() if counted else sending.began or began
            self._sink.request(route, sending.status, ended - began)
        await self._rates.count_for_all(scope)

    def _check(self, scope: Scope, headers: dict[bytes, bytes], intake: Intake) -> None:
        """Before anything is read or anybody's token is looked at."""
        path = scope["path"]
        if self._under_way > self._limits.most_at_once and path not in self._limits.always:
            again = {"Retry-After": str(RETRY_AFTER_S)}
            raise HttpProblem(HTTPStatus.SERVICE_UNAVAILABLE, "overloaded", headers=again)
        if path.startswith(_COUNTED):
            self._rates.check_address(scope)
        intake.check_declared(headers)


class _Sending:
    """The answer on its way, with the headers that every one has; `status` is 0 before it, and so
    is when it `began`."""

    def __init__(self, send: Send, headers: Headers, request_id: str) -> None:
        self._send = send
        self._headers = (*headers, (b"x-request-id", request_id.encode()))
        self.status = 0
        self.began = 0.0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.began = message["status"], time.perf_counter()
            message["headers"] = [*message.get("headers", ()), *self._headers]
        await self._send(message)


async def _apologise(scope: Scope, headers: dict[bytes, bytes], sending: _Sending) -> None:
    """An answer that began already is cut short."""
    if sending.status:
        return
    language = headers.get(b"accept-language", b"").decode("latin-1")
    crash = problem(language, HTTPStatus.INTERNAL_SERVER_ERROR, "internal")
    await crash(scope, _nothing, sending)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _request_id(headers: dict[bytes, bytes]) -> str:
    """The caller's own, if it is one and tells nobody's number."""
    given = headers.get(b"x-request-id", b"")
    if not _GOOD_ID.fullmatch(given):
        return new_id()
    named = given.decode()
    return new_id() if is_number_of_person(named) else named
