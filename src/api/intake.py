"""A request's body on its way in: how much of it, and how long it may take."""

import asyncio
from http import HTTPStatus
from typing import Any

from starlette.types import Message, Receive, Scope

from aicc.deadline import Deadline

from .problems import HttpProblem

BODY_S = 10.0  # a client that drips holds nothing longer
SLOWEST = 128 * 1024  # bytes a second, where the largest then takes longer: a sheet


class Intake:
    """The body as it comes; refused once it is too large or too slow. A turn's time begins when
    all of it is here: what waits in a queue after that counts."""

    def __init__(self, receive: Receive, *, most: int, turn_s: float) -> None:
        self._receive = receive
        self._most = most
        self._turn_s = turn_s
        self._taken = 0
        self._is_whole = True
        self._ends_at = 0.0  # by the loop's clock; once for all pieces, each may come in time
        self._state: dict[str, Any] = {}

    def check_declared(self, headers: dict[bytes, bytes]) -> None:
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._most:
            raise HttpProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")

    def begin(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        self._state = scope.setdefault("state", {})
        self._state["deadline"] = Deadline(self._turn_s)
        self._is_whole = not (b"transfer-encoding" in headers or b"content-length" in headers)
        self._ends_at = asyncio.get_running_loop().time() + max(BODY_S, self._most / SLOWEST)

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
            async with asyncio.timeout_at(self._ends_at):
                return await self._receive()
        except TimeoutError:
            raise HttpProblem(HTTPStatus.REQUEST_TIMEOUT, "too_slow") from None
