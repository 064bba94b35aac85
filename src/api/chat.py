"""/v1: what the web widget speaks. A signed token opens one session and no other."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request

from aicc.asker import asking
from aicc.channels import web
from aicc.deadline import Deadline, TryHold
from aicc.ids import new_id

from .dependencies import NewcomerDep, VisitorDep, check_not_gone, deadline_of, service_of
from .description import WITH_TOKEN
from .desk_json import visitor_state
from .placing import placed
from .problems import HttpProblem
from .schemas import ChatReply, ChatRequest, History, Id, Problem, SessionOpened, SessionRequest
from .tokens import SESSION_LIFETIME, Visitor

MOST_TURNS = 200
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Not JSON, or no good X-Tenant-ID"},
    401: {"model": Problem, "description": "No good session token"},
    403: {"model": Problem, "description": "Not this session, or not from this site"},
    408: {"model": Problem, "description": "The request did not arrive in time"},
    409: {"model": Problem, "description": "An earlier message is still being answered"},
    413: {"model": Problem, "description": "The request is too large"},
    422: {"model": Problem, "description": "The request is not as described here"},
    429: {"model": Problem, "description": "Too many requests: see Retry-After"},
    503: {"model": Problem, "description": "A store is away: try again"},
}

SessionId = Annotated[Id, Path()]
Limit = Annotated[int, Query(ge=1, le=MOST_TURNS)]
IdempotencyKey = Annotated[
    Id | None, Header(description="Instead of `message_id`: the same key gives the same reply")
]


async def post_session(
    body: SessionRequest, request: Request, tenant_id: NewcomerDep
) -> dict[str, Any]:
    """A new conversation. Its token is good for 24 hours; the greeting is to be shown first."""
    service = service_of(request)
    visitor = Visitor(tenant_id=tenant_id, session_id=f"web:{new_id()}")
    token, expires_at = service.tokens.issue(visitor, service.clock())
    text, buttons = service.engine.upkeep.greeting()
    return {
        "session_id": visitor.session_id,
        "token": token,
        "expires_at": expires_at,
        "greeting": {"parts": web.parts((text,)), "quick_replies": web.buttons(buttons)},
    }


def post_chat(
    body: ChatRequest,
    request: Request,
    visitor: VisitorDep,
    idempotency_key: IdempotencyKey = None,
) -> dict[str, Any]:
    """Say something and get the reply. Sending the same `message_id` again is always safe."""
    service = service_of(request)
    service.limits.check_session(request, visitor.session_id)
    check_not_gone(request, visitor)
    incoming = web.read(
        tenant_id=visitor.tenant_id,
        session_id=visitor.session_id,
        user_id=visitor.session_id,
        message=body.message,
        message_id=body.message_id or idempotency_key or new_id(),
        is_live=True,
    )
    deadline = deadline_of(request)
    with asking(service.limits.asker(request)):
        reply = service.engine.reply(incoming, deadline)
    if reply.handoff:  # the desk's streams look at once
        service.events.wake(visitor.tenant_id)
    return web.write(incoming, reply)


def get_history(
    session_id: SessionId,
    request: Request,
    visitor: VisitorDep,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The session's last turns, oldest first, as they are kept: masked."""
    service = service_of(request)
    _only_own(visitor, session_id)
    check_not_gone(request, visitor)
    deadline = deadline_of(request)
    turns = service.engine.upkeep.history(visitor.tenant_id, session_id, deadline, limit)
    return {
        "turns": [web.write_turn(turn) for turn in turns],
        "desk": _desk(request, visitor, deadline),
    }


def delete_session(session_id: SessionId, request: Request, visitor: VisitorDep) -> None:
    """Delete every turn of the conversation, for good. Its token is worth nothing afterwards."""
    _only_own(visitor, session_id)
    service, deadline = service_of(request), deadline_of(request)
    until = service.clock() + SESSION_LIFETIME
    service.engine.upkeep.delete(visitor.tenant_id, session_id, until, deadline)


def routes(*, hold: TryHold | None) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["widget"], responses=REFUSALS)
    router.add_api_route(
        "/sessions",
        post_session,
        methods=["POST"],
        status_code=HTTPStatus.CREATED,
        response_model=SessionOpened,
        summary="Open a session and get its token",
    )
    router.add_api_route(
        "/chat",
        placed(post_chat, hold=hold),
        methods=["POST"],
        response_model=ChatReply,
        summary="Say something",
        openapi_extra=WITH_TOKEN,
    )
    router.add_api_route(
        "/sessions/{session_id}/history",
        placed(get_history, hold=hold),
        methods=["GET"],
        response_model=History,
        summary="What was said",
        openapi_extra=WITH_TOKEN,
    )
    router.add_api_route(
        "/sessions/{session_id}",
        placed(delete_session, hold=hold),
        methods=["DELETE"],
        status_code=HTTPStatus.NO_CONTENT,
        response_model=None,
        summary="Delete the conversation",
        openapi_extra=WITH_TOKEN,
    )
    return router


def _desk(request: Request, visitor: Visitor, deadline: Deadline) -> dict[str, Any] | None:
    """What a page that is loaded again needs of the person. `after` is read first: what is said
    meanwhile comes by the stream once more, with the same id."""
    desk, tenant_id = service_of(request).engine.upkeep.desk, visitor.tenant_id
    ticket = desk.open_of(tenant_id, visitor.session_id, deadline)
    if ticket is None:
        return None
    after = desk.store.newest_change(tenant_id, deadline)
    said = desk.said_to(tenant_id, visitor.session_id, deadline)
    state = visitor_state(ticket, desk.place(ticket, deadline))
    return {**state, "messages": [web.write_message(each) for each in said], "after": after}


def _only_own(visitor: Visitor, session_id: str) -> None:
    """The token opens its own session; that another exists is nobody's business."""
    if visitor.session_id != session_id:
        raise HttpProblem(HTTPStatus.FORBIDDEN, "forbidden")
