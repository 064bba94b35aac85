"""/api/admin/desk/events: what happens at the desk, as it happens."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from aicc import logs
from aicc.conversation.at_desk import AtDesk as Desk
from aicc.deadline import Deadline
from aicc.domain.desk_talk import ChangeKind, DeskChange, who_saw
from aicc.errors import StoreError

from .admin import a_deadline
from .dependencies import WWW, Service, deadline_of, service_of
from .description import WITH_TOKEN
from .desk import DESK_REFUSALS
from .desk_json import message_json, ticket_json
from .events import LOOK_S
from .problems import HttpProblem
from .roles import Right
from .schemas_desk import StreamKey
from .staff import AtDesk, admitted
from .streams import BEAT, StreamOwner, event, streamed

TYPING_SHOWN_S = 6.0
DESK_STREAM_S = 600.0  # a removed account hears no longer than its last token would be good
MOST_AFTER = 2**53
EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
}

log = logs.get("aicc.api")

router = APIRouter(prefix="/api/admin/desk", tags=["Desk"], responses=DESK_REFUSALS)

Key = Annotated[str | None, Query(max_length=2000, description="Of `stream-key`")]
After = Annotated[int | None, Query(ge=0, le=MOST_AFTER, description="The last `id` that was seen")]
LastEventId = Annotated[str | None, Header(max_length=20)]


@router.post(
    "/stream-key",
    response_model=StreamKey,
    status_code=HTTPStatus.CREATED,
    summary="A key that opens one stream",
    openapi_extra=WITH_TOKEN,
)
def post_stream_key(request: Request, who: AtDesk) -> dict[str, Any]:
    """`EventSource` can send no token: `GET events?key=…`, once, within half a minute."""
    owner = StreamOwner(tenant_id=who.tenant_id, author=who.author)
    return new_key(service_of(request), owner)


async def _owner(request: Request, key: Key = None) -> StreamOwner:
    if key is not None:
        return await owner_by_key(request, key, of_desk=True)
    who = await admitted(request, Right.DESK, deadline_of(request))
    return StreamOwner(tenant_id=who.tenant_id, author=who.author)


@router.get(
    "/events",
    summary="What happens at the desk",
    response_class=StreamingResponse,
    responses=EVENT_STREAM,
    openapi_extra=WITH_TOKEN,
)
async def get_events(
    request: Request,
    owner: Annotated[StreamOwner, Depends(_owner)],
    after: After = None,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Server-sent events `ticket`, `message`, `typing`, `seen`, `presence`; `reset` where more
    happened than is remembered: read the lists again. A comment every 15 seconds. A stream ends
    after ten minutes: open it again with the last `id`. 503 where too many are open."""
    service = service_of(request)
    service.events.check_place()
    start = await began_after(service, owner.tenant_id, after, last_event_id)
    return streamed(_events(service, owner, start))


async def _events(service: Service, owner: StreamOwner, after: int) -> AsyncIterator[str]:
    desk, ends_at = service.engine.upkeep.desk, asyncio.get_running_loop().time() + DESK_STREAM_S
    with service.events.place():
        yield BEAT
        await _sign(desk, owner)
        async with aclosing(service.events.follow(owner.tenant_id, after)) as following:
            try:
                async for changes in following:
                    for each in await _written(service, owner, after, changes):
                        yield each
                    after = changes[-1].seq if changes else after
                    if asyncio.get_running_loop().time() >= ends_at:
                        return
            except StoreError as error:  # opened again, it goes on behind the last event
                logs.warn_of_store(log, "desk.stream_ended", error)


async def _written(
    service: Service, owner: StreamOwner, after: int, changes: Sequence[DeskChange]
) -> list[str]:
    """After a silence, that the stream still lives; and so does who listens."""
    if not changes:
        await _sign(service.engine.upkeep.desk, owner)
        return [BEAT]
    told = await run_in_threadpool(_told, service, owner.tenant_id, changes)
    misses_some = changes[0].seq > after + 1
    return [event("reset", {}, changes[0].seq), *told] if misses_some else told


async def _sign(desk: Desk, owner: StreamOwner) -> None:
    """Who listens is there."""
    try:
        await run_in_threadpool(desk.sign, owner.tenant_id, owner.author, Deadline(LOOK_S))
    except StoreError:
        return  # the next beat tries again


def _told(service: Service, tenant_id: str, changes: Sequence[DeskChange]) -> list[str]:
    return [told for each in changes if (told := _event(service, tenant_id, each))]


def _event(service: Service, tenant_id: str, change: DeskChange) -> str:
    """Empty for what is gone since, and for who typed long ago."""
    desk, number, seq = service.engine.upkeep.desk, change.number, change.seq
    match change.kind:
        case ChangeKind.TICKET:
            ticket = desk.store.find(tenant_id, number, a_deadline())
            if ticket is None:
                return event("ticket", {"number": number, "ticket": None}, seq)
            shown = ticket_json(ticket, desk.place(ticket, a_deadline()))
            return event("ticket", {"number": number, "ticket": shown}, seq)
        case ChangeKind.MESSAGE:
            said = desk.store.messages(tenant_id, number, a_deadline())
            found = next((each for each in said if each.id == change.about), None)
            message = {"number": number, "message": message_json(found)} if found else None
            return event("message", message, seq) if message else ""
        case ChangeKind.SEEN:
            who, up_to = who_saw(change.about)
            return event("seen", {"number": number, "who": who, "up_to": up_to}, seq)
        case ChangeKind.TYPING if is_recent(service, change):
            return event("typing", {"number": number, "who": change.about}, seq)
        case ChangeKind.PRESENCE:
            return event("presence", {"number": number, "visitor": change.about}, seq)
    return ""


def is_recent(service: Service, change: DeskChange) -> bool:
    return (service.clock() - change.at).total_seconds() < TYPING_SHOWN_S


def new_key(service: Service, owner: StreamOwner) -> dict[str, Any]:
    key, expires_at = service.stream_keys.issue(owner, service.clock())
    return {"key": key, "expires_at": expires_at}


async def owner_by_key(request: Request, key: str, *, of_desk: bool) -> StreamOwner:
    """401 for a key that is not good, or that opens the other kind of stream."""
    service = service_of(request)
    found = await run_in_threadpool(
        service.stream_keys.take,
        key,
        service.clock(),
        service.engine.upkeep.gone,
        deadline_of(request),
    )
    if found is None or bool(found.author) != of_desk:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    return found


async def began_after(
    service: Service, tenant_id: str, after: int | None, last_event_id: str | None
) -> int:
    """Where the stream before it ended; else now. The header is the browser's own, when it opens a
    stream again."""
    last, newest = (last_event_id or "").strip(), await service.events.newest(tenant_id)
    if last.isascii() and last.isdecimal():
        after = int(last)
    return newest if after is None else min(after, newest)
