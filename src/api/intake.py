"""A request's body on its way in: how much of it, and how long it may take."""

import asyncio
from http import HTTPStatus
from typing import Any

from starlette.types import Message, Receive, Scope

from aicc.deadline import Deadline

from .problems import HttpProblem

BODY_S = 10.0  # a client that drips holds nothing longer


class Intake:
    """The body as it comes; refused once it is too large or too slow. A turn's time begins when
    all of it is here: what waits in a queue after that counts."""

    def __init__(self, receive: Receive, *, most: int, turn_s: float) -> None:
        self._receive = receive
        self._most = most
        self._turn_s = turn_s
        self._taken = 0
        self._is_whole = True
        self._state: dict[str, Any] = {}

    def check_declared(self, headers: dict[bytes, bytes]) -> None:
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._most:
            raise HttpProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")

    def begin(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        self._state = scope.setdefault("state", {})
        self._state["deadline"] = Deadline(self._turn_s)
        self._is_whole = not (b"transfer-encoding" in headers or b"content-length" in headers)

    async def __call__(self) -> Message:
        if self._is_whole:
            return await self._receive()
        message = await self._in_time()
        self._taken += len(message.get("body", b""))
        if self._taken > self._most:
            raise HttpProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        if not message.get("more_body", False):
            self._is_whole = True
            self._state["deadline"] = Deadline(self._turn_s)
        return message

    async def _in_time(self) -> Message:
        try:
            async with asyncio.timeout(BODY_S):
                return await self._receive()
        except TimeoutError:
            raise HttpProblem(HTTPStatus.REQUEST_TIMEOUT, "too_slow") from None
