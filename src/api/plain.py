"""POST /chat and POST /api/session/create: for servers that know their user themselves."""

from typing import Any

from fastapi import APIRouter, Request

from aicc.asker import asking
from aicc.channels import web
from aicc.channels.company_token import Principal
from aicc.deadline import TryHold
from aicc.domain.turn import Incoming, Reply
from aicc.errors import ForbiddenError
from aicc.ids import new_id

from .chat import REFUSALS
from .dependencies import Caller, CallerDep, deadline_of, service_of
from .description import WITH_TOKEN
from .placing import placed
from .roles import is_staff
from .schemas import CreatedSession, CreateSessionRequest, PlainChatReply, PlainChatRequest

NAMESPACE = "chat:"  # a /chat session can never be a widget's


async def post_create_session(
    body: CreateSessionRequest, request: Request, caller: CallerDep
) -> dict[str, Any]:
    """A session id for `/chat`; it belongs to the user who speaks in it first."""
    service = service_of(request)
    _as_claimed(caller.who, body.user_id)
    return {"session_id": new_id(), "created_at": service.clock()}


def post_plain_chat(body: PlainChatRequest, request: Request, caller: CallerDep) -> dict[str, Any]:
    """One turn. With `JWT_SECRET` set, the token's `user_id` must be the body's."""
    service = service_of(request)
    _as_claimed(caller.who, body.user_id)
    service.limits.check_session(request, f"{caller.tenant_id}:{NAMESPACE}{body.session_id}")
    incoming = web.read(
        tenant_id=caller.tenant_id,
        session_id=NAMESPACE + body.session_id,
        user_id=body.user_id,
        message=body.message,
        message_id=body.message_id or new_id(),
    )
    with asking(_asker(request, caller, body.user_id)):
        reply = service.engine.reply(incoming, deadline_of(request))
    if reply.handoff:
        service.events.wake(caller.tenant_id)
    shows_trace = caller.who is not None and is_staff(caller.who.roles)
    return _answer(body, incoming, reply, shows_trace=shows_trace)


def routes(*, hold: TryHold | None) -> APIRouter:
    router = APIRouter(tags=["server to server"], responses=REFUSALS)
    router.add_api_route(
        "/api/session/create",
        post_create_session,
        methods=["POST"],
        response_model=CreatedSession,
        summary="Make a session id",
        openapi_extra=WITH_TOKEN,
    )
    router.add_api_route(
        "/chat",
        placed(post_plain_chat, hold=hold),
        methods=["POST"],
        response_model=PlainChatReply,
        summary="Say something on behalf of a user",
        openapi_extra=WITH_TOKEN,
    )
    return router


def _asker(request: Request, caller: Caller, user_id: str) -> str:
    """The user where a server vouches for them; else anybody may name one: the address."""
    if caller.who is not None:
        return f"{caller.tenant_id}:{user_id}"
    return service_of(request).limits.asker(request)


def _as_claimed(who: Principal | None, user_id: str) -> None:
    if who is not None and who.user_id != user_id:
        raise ForbiddenError("the token names another user")


def _answer(
    body: PlainChatRequest, incoming: Incoming, reply: Reply, *, shows_trace: bool
) -> dict[str, Any]:
    return {
        "session_id": body.session_id,
        "user_id": body.user_id,
        "response": reply.text,
        "message_id": incoming.message_id,
        "turn_id": reply.turn_id,
        "intent": reply.intent,
        "confidence": reply.confidence,
        "sentiment": reply.sentiment,
        "quick_replies": web.buttons(reply.quick_replies),
        "step_id": reply.step_id,
        "escalated": reply.ticket is not None,
        "ticket": reply.ticket,
        "ended": reply.ended,
        "trace": reply.trace if shows_trace else None,
    }
