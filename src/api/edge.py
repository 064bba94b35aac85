"""Around every request: an id, a size limit, a time. Plain ASGI, as it runs on every turn."""

import re
import time
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aicc.ids import new_id

from .metrics import PrometheusSink
from .problems import HttpProblem, problem

_GOOD_ID = re.compile(rb"[0-9A-Za-z._:-]{1,64}")


class Edge:
    """`larger` gives some paths another limit than `max_body`."""

    def __init__(
        self, app: ASGIApp, *, max_body: int, larger: Mapping[str, int], sink: PrometheusSink
    ) -> None:
        self._app = app
        self._max_body = max_body
        self._larger = larger
        self._sink = sink

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = dict(scope["headers"])
        request_id = _request_id(headers)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        try:
            most = self._larger.get(scope["path"], self._max_body)
            if _declared(headers) > most:
                language = headers.get(b"accept-language", b"").decode("latin-1")
                too_large = problem(language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
                return await too_large(scope, receive, sending)
            return await self._app(scope, _counted(receive, most), sending)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
            route = getattr(scope.get("route"), "path", "other")
            self._sink.request(route, status, time.perf_counter() - began)


def _counted(receive: Receive, most: int) -> Receive:
    """A body without a declared length is refused once it is too large."""
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HttpProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        return message

    return counting


def _request_id(headers: dict[bytes, bytes]) -> str:
    given = headers.get(b"x-request-id", b"")
    return given.decode() if _GOOD_ID.fullmatch(given) else new_id()


def _declared(headers: dict[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
