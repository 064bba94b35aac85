"""The plain turn on a short way: a body that is as described, from a caller who may ask.

FastAPI finds the route, solves what it depends on and writes the answer in as much time as the bot
needs for a turn. Here the same functions are called without it. Whatever is not the plain case,
a refusal among them, goes to the route with what was read of it, which answers as it is documented.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aicc.deadline import TryHold
from aicc.errors import AiccError

from . import chat, plain
from .dependencies import caller, visitor
from .placing import placed
from .problems import on_error
from .schemas import ChatReply, ChatRequest, PlainChatReply, PlainChatRequest

Asker = TypeVar("Asker")
Asked = TypeVar("Asked", bound=BaseModel)

_JSON = b"application/json"
_KEY = b"idempotency-key"  # a caller's own, which the route checks


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickTurn(Generic[Asked, Asker]):
    """A route, by its parts. `who` refuses as the route's dependency does."""

    path: str
    body: type[Asked]
    who: Callable[[Request], Awaitable[Asker]]
    take: Callable[[Asked, Request, Asker], Awaitable[dict[str, Any]]]
    reply: type[BaseModel]

    async def answer(self, scope: Scope, body: bytes) -> Response | None:
        """None where the route is to answer: nothing has happened yet."""
        request = Request(scope)
        try:
            who, asked = await self.who(request), self.body.model_validate_json(body)
        except (HTTPException, ValidationError):
            return None
        scope["route"] = self  # by whose path the request is counted
        try:
            answer = await self.take(asked, request, who)
        except AiccError as error:
            return await on_error(request, error)
        written = self.reply.model_validate(answer).model_dump_json()
        return Response(written, media_type="application/json")


class QuickTurns:
    """Around the routes, inside of the edge."""

    def __init__(self, app: ASGIApp, *, hold: TryHold | None) -> None:
        self._app = app
        chats = QuickTurn(
            path="/v1/chat",
            body=ChatRequest,
            who=visitor,
            take=_placed(chat.post_chat, hold),
            reply=ChatReply,
        )
        plains = QuickTurn(
            path="/chat",
            body=PlainChatRequest,
            who=caller,
            take=_placed(plain.post_plain_chat, hold),
            reply=PlainChatReply,
        )
        self._turns: Mapping[str, QuickTurn[Any, Any]] = {
            each.path: each for each in (chats, plains)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        turn = self._turns.get(scope["path"]) if scope["type"] == "http" else None
        if turn is None or scope["method"] != "POST" or not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        heard = await receive()
        is_whole = heard["type"] == "http.request" and not heard.get("more_body", False)
        answer = await turn.answer(scope, heard.get("body", b"")) if is_whole else None
        if answer is None:
            await self._app(scope, _heard_before(heard, receive), send)
        else:
            await answer(scope, receive, send)


def _placed(route: Callable[..., Any], hold: TryHold | None) -> Callable[..., Awaitable[Any]]:
    if hold is None:
        return partial(run_in_threadpool, route)
    return placed(route, hold=hold)


def _is_plain(scope: Scope) -> bool:
    kind = b""
    for name, value in scope["headers"]:
        if name == b"content-type":
            kind = value
        elif name == _KEY:
            return False
    return bool(kind == _JSON)


def _heard_before(first: Message, receive: Receive) -> Receive:
    heard: list[Message] = [first]

    async def again() -> Message:
        return heard.pop() if heard else await receive()

    return again
