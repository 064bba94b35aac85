"""/v1/events: what the widget hears of the person whom its visitor waits for or talks with."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from aicc import logs
from aicc.channels import web
from aicc.conversation.at_desk import OPEN
from aicc.deadline import Deadline
from aicc.domain.desk_talk import HERE, LEFT, ChangeKind, DeskChange, DeskMessage, Speaker, who_saw
from aicc.domain.handoff import Ticket, TicketState
from aicc.errors import NotFoundError, StoreError

from .chat import REFUSALS
from .dependencies import Service, VisitorDep, check_not_gone, deadline_of, service_of, visitor
from .description import WITH_TOKEN
from .desk_events import (
    EVENT_STREAM,
    After,
    Key,
    LastEventId,
    began_after,
    is_recent,
    new_key,
    owner_by_key,
)
from .desk_json import visitor_state
from .events import LOOK_S
from .schemas_desk import SeenOrder, StreamKey
from .streams import BEAT, STREAM_S, StreamOwner, event, streamed
from .tokens import Visitor

REMIND_EVERY_S = 60.0
LEFT_AFTER_S = 10.0  # a page that is loaded again is there before
TURNS_LOOKED_AT = 20

log = logs.get("aicc.api")

router = APIRouter(prefix="/v1", tags=["widget"], responses=REFUSALS)


@router.post(
    "/events/key",
    response_model=StreamKey,
    status_code=HTTPStatus.CREATED,
    summary="A key that opens one stream",
    openapi_extra=WITH_TOKEN,
)
def post_events_key(request: Request, visitor: VisitorDep) -> dict[str, Any]:
    """`EventSource` can send no token: `GET /v1/events?key=…`, once, within half a minute."""
    check_not_gone(request, visitor)
    owner = StreamOwner(tenant_id=visitor.tenant_id, session_id=visitor.session_id)
    return new_key(service_of(request), owner)


async def _visitor(request: Request, key: Key = None) -> Visitor:
    if key is None:
        found = await visitor(request)
    else:
        owner = await owner_by_key(request, key, of_desk=False)
        found = Visitor(tenant_id=owner.tenant_id, session_id=owner.session_id)
    await run_in_threadpool(check_not_gone, request, found)
    return found


@router.get(
    "/events",
    summary="What happens to a request for a person",
    response_class=StreamingResponse,
    responses=EVENT_STREAM,
    openapi_extra=WITH_TOKEN,
)
async def get_events(
    request: Request,
    who: Annotated[Visitor, Depends(_visitor)],
    after: After = None,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Server-sent events: `state` first and at each change (`waiting` with how many are ahead,
    `taken` with the person's name, `bot` when there is no request any more), `message`, `turn`
    (what the bot said of itself), `typing`, `seen`, `reminder`. Without `after` it tells first
    what the person said and the visitor has not seen. It ends where no request is open. A comment
    every 15 seconds."""
    service = service_of(request)
    service.events.check_place()
    start = await began_after(service, who.tenant_id, after, last_event_id)
    is_new = after is None and not last_event_id
    return streamed(VisitorStream(service, who, start, is_new=is_new).events())


@router.post(
    "/typing",
    status_code=HTTPStatus.NO_CONTENT,
    response_model=None,
    summary="Show the person that you type",
    openapi_extra=WITH_TOKEN,
)
def post_typing(request: Request, visitor: VisitorDep) -> None:
    """At most every three seconds; without a person it does nothing."""
    service, deadline = _limited(request, visitor), deadline_of(request)
    desk = service.engine.upkeep.desk
    ticket = desk.open_of(visitor.tenant_id, visitor.session_id, deadline)
    if ticket and ticket.state is TicketState.TAKEN:
        desk.type(visitor.tenant_id, ticket.number, Speaker.VISITOR, deadline)
        service.events.wake(visitor.tenant_id)


@router.post(
    "/seen",
    status_code=HTTPStatus.NO_CONTENT,
    response_model=None,
    summary="Say that a person's message was read",
    openapi_extra=WITH_TOKEN,
)
def post_seen(body: SeenOrder, request: Request, visitor: VisitorDep) -> None:
    """It and all before it."""
    service, deadline = _limited(request, visitor), deadline_of(request)
    desk = service.engine.upkeep.desk
    ticket = desk.open_of(visitor.tenant_id, visitor.session_id, deadline)
    if ticket is None:
        raise NotFoundError("no request for a person")
    desk.see(visitor.tenant_id, ticket.number, Speaker.VISITOR, body.message_id, deadline)
    service.events.wake(visitor.tenant_id)


def _limited(request: Request, visitor: Visitor) -> Service:
    check_not_gone(request, visitor)
    return service_of(request)


class VisitorStream:
    """Of one visitor, as far as it was told. `is_new`: no other stream ended at `after`."""

    def __init__(
        self,
        service: Service,
        who: Visitor,
        after: int,
        *,
        is_new: bool = False,
        left_after_s: float = LEFT_AFTER_S,
    ) -> None:
        self._is_new = is_new
        self._left_after_s = left_after_s
        self._service = service
        self._who = who
        self._after = after
        self._desk = service.engine.upkeep.desk
        self._state: dict[str, Any] = {}
        self._number = ""
        self._beats_over = 0
        self._told_at: datetime = service.clock()

    async def events(self) -> AsyncGenerator[str, None]:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + STREAM_S
        with self._service.events.place():
            first = await run_in_threadpool(self._state_event, self._after)
            if not self._is_open:
                yield first
                return
            await self._is(HERE)
            try:
                yield first
                for each in await run_in_threadpool(self._unseen):
                    yield each
                follow = self._service.events.follow(self._who.tenant_id, self._after)
                async with aclosing(follow) as following:
                    async for changes in following:
                        for each in await run_in_threadpool(self._told, changes):
                            yield each
                        if self._is_over(changes) or loop.time() >= ends_at:
                            return
            except StoreError as error:  # opened again, it goes on behind the last event
                logs.warn_of_store(log, "desk.stream_ended", error)
            finally:
                if self._is_open:
                    self._service.events.beside(self._left())

    @property
    def _is_open(self) -> bool:
        return self._state["state"] in {"waiting", "taken"}

    def _is_over(self, changes: Sequence[DeskChange]) -> bool:
        """Not before the bot has said that it is there again, which comes a moment later: the
        first beat may come before it."""
        if self._is_open:
            return False
        self._beats_over += not changes
        own = [each for each in changes if each.number == self._number]
        return self._beats_over > 1 or (bool(own) and own[-1].kind is ChangeKind.MESSAGE)

    def _told(self, changes: Sequence[DeskChange]) -> list[str]:
        """What of it is this visitor's, in order; after a silence that the stream still lives."""
        if not changes:
            return [self.told_in_silence()]
        said = self._messages(changes)
        return [told for each in changes for told in self._event(each, said)]

    def _event(self, change: DeskChange, said: Mapping[str, DeskMessage]) -> list[str]:
        if change.kind is ChangeKind.TICKET:  # of others too: they were ahead
            before, state = self._state, self._state_event(change.seq)
            return [state] if self._state != before else []
        if change.number != self._number:
            return []
        if change.kind is not ChangeKind.MESSAGE:
            return list(filter(None, [self._sign(change)]))
        message = said.get(change.about)
        return self._said(message, change.seq) if message else []

    def _messages(self, changes: Sequence[DeskChange]) -> Mapping[str, DeskMessage]:
        """Of this ticket by their ids, where one of them is new."""
        kinds = {each.kind for each in changes if each.number == self._number}
        if ChangeKind.MESSAGE not in kinds:
            return {}
        tenant_id, deadline = self._who.tenant_id, Deadline(LOOK_S)
        said = self._desk.store.messages(tenant_id, self._number, deadline)
        return {each.id: each for each in said}

    def _unseen(self) -> list[str]:
        """What was said between the answer that promised a person and this stream; a page knows
        by its id what it had already."""
        if not self._is_new:
            return []
        tenant_id, deadline = self._who.tenant_id, Deadline(LOOK_S)
        said = self._desk.store.messages(tenant_id, self._number, deadline)
        return [told for each in said if not each.seen_at for told in self._said(each, self._after)]

    def _said(self, message: DeskMessage, seq: int) -> list[str]:
        """To the visitor: of the person, or of the bot's own accord."""
        if message.speaker is Speaker.HUMAN_AGENT:
            return [event("message", web.write_message(message), seq)]
        return self._turn(message.id, seq) if message.speaker is Speaker.BOT else []

    def _turn(self, turn_id: str, seq: int) -> list[str]:
        """What the bot said of itself; the answer to a message has its own way."""
        who, upkeep = self._who, self._service.engine.upkeep
        turns = upkeep.history(who.tenant_id, who.session_id, Deadline(LOOK_S), TURNS_LOOKED_AT)
        found = [each for each in turns if each.turn_id == turn_id and not each.user_input]
        return [event("turn", web.write_turn(each), seq) for each in found]

    def _sign(self, change: DeskChange) -> str:
        if change.kind is ChangeKind.TYPING and change.about == Speaker.HUMAN_AGENT:
            return event("typing", {}, change.seq) if is_recent(self._service, change) else ""
        if change.kind is not ChangeKind.SEEN:
            return ""
        who, up_to = who_saw(change.about)
        if who is not Speaker.HUMAN_AGENT:
            return ""
        said = self._desk.store.messages(self._who.tenant_id, self._number, Deadline(LOOK_S))
        seen = [e.id for e in said if e.speaker is Speaker.VISITOR and e.place <= up_to]
        return event("seen", {"message_id": seen[-1]}, change.seq) if seen else ""

    def told_in_silence(self) -> str:
        """Who waits hears of it, now and then; else that the stream still lives."""
        now = self._service.clock()
        if self._state["state"] != "waiting" or not self._is_due(now):
            return BEAT
        self._told_at = now
        self._state_event(0)
        text = self._service.engine.upkeep.still_waiting(self._number, self._place())
        return event("reminder", {**self._state, "text": text})

    def _is_due(self, now: datetime) -> bool:
        return (now - self._told_at).total_seconds() >= REMIND_EVERY_S

    def _place(self) -> Any:
        ticket = self._ticket()
        return self._desk.place(ticket, Deadline(LOOK_S)) if ticket else None

    def _ticket(self) -> Ticket | None:
        """The one that is known, as long as it is open."""
        who = self._who
        if self._number:
            found = self._desk.store.find(who.tenant_id, self._number, Deadline(LOOK_S))
            if found and found.state in OPEN:
                return found
        return self._desk.open_of(who.tenant_id, who.session_id, Deadline(LOOK_S))

    def _state_event(self, seq: int) -> str:
        ticket = self._ticket()
        self._number = ticket.number if ticket else ""
        self._state = visitor_state(ticket, self._place() if ticket else None)
        return event("state", self._state, seq)

    async def _is(self, how: str) -> None:
        who = self._who
        try:
            await run_in_threadpool(
                self._desk.visitor_is, who.tenant_id, self._number, how, Deadline(LOOK_S)
            )
        except StoreError:
            return  # nobody is told; the conversation goes on
        self._service.events.wake(who.tenant_id)

    async def _left(self) -> None:
        """Unless the page is there again by then, here or in another process."""
        at, name = self._service.clock(), f"visitor:{self._number}"
        await asyncio.sleep(self._left_after_s)
        try:
            signs = await run_in_threadpool(
                self._desk.store.signs, self._who.tenant_id, Deadline(LOOK_S)
            )
        except StoreError:
            return
        if name not in signs or signs[name] <= at:
            await self._is(LEFT)
