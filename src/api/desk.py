"""/api/admin/desk/tickets: people at the desk see who waits, take a request, and end it."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from aicc.conversation.at_desk import AtDesk as Desk
from aicc.domain.desk_talk import Speaker
from aicc.domain.handoff import HumanAgent, Ticket, TicketState
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.domain.queue_place import place_of
from aicc.domain.ticket_moves import Close, Move, Release, Reopen, Take, Transfer
from aicc.errors import AiccError
from aicc.ids import new_id
from aicc.redact import mask

from .admin import REFUSALS, a_deadline, log
from .dependencies import service_of
from .description import WITH_TOKEN
from .desk_json import file_json, is_live, message_json, ticket_json
from .problems import HttpProblem
from .schemas_desk import (
    CloseOrder,
    DeskMessageState,
    DeskTicket,
    Listed,
    MessageOrder,
    NoteOrder,
    QueueName,
    SeenOrder,
    TakeOrder,
    TicketFileState,
    TicketPage,
    TicketProblem,
    TransferOrder,
)
from .staff import AtDesk, SignsAtDesk, Staff, people_at_desk

MOST_LISTED = 200
STATES = {
    Listed.TAKEN: {TicketState.TAKEN},
    Listed.CLOSED: {TicketState.CLOSED},
    Listed.ALL: set(TicketState) - {TicketState.ERASED},
}
DESK_REFUSALS: dict[int | str, dict[str, Any]] = {
    **{status: REFUSALS[status] for status in (400, 401, 403, 404, 413, 422, 429, 503)},
    409: {"model": TicketProblem, "description": "It does not stand there: who holds it"},
}
TICKET_NUMBER = r"^A-[0-9]{4,15}$"

router = APIRouter(prefix="/api/admin/desk", tags=["Desk"], responses=DESK_REFUSALS)

Number = Annotated[str, Path(pattern=TICKET_NUMBER)]


@router.get(
    "/tickets",
    response_model=TicketPage,
    summary="Who waits, who is taken, what was closed",
    openapi_extra=WITH_TOKEN,
)
def get_tickets(
    request: Request,
    who: AtDesk,
    state: Listed = Listed.WAITING,
    queue: QueueName | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
    cursor: Annotated[str | None, Query(pattern=TICKET_NUMBER)] = None,
) -> dict[str, Any]:
    """Those who wait come in the order in which they are served, on one page; all others newest
    number first."""
    desk = desk_of(request)
    if state is Listed.WAITING:
        return {"items": _waiting(desk, who.tenant_id, queue, limit), "cursor": None}
    found = desk.store.page(
        who.tenant_id, STATES[state], a_deadline(), before=cursor or "", limit=limit
    )
    items = [ticket_json(each) for each in found if queue in {None, each.request.queue}]
    return {"items": items, "cursor": found[-1].number if len(found) == limit else None}


@router.get(
    "/tickets/{number}",
    response_model=TicketFileState,
    summary="A request with all that is known",
    openapi_extra=WITH_TOKEN,
)
def get_ticket(number: Number, request: Request, who: AtDesk) -> dict[str, Any]:
    """Its summary, what was said, the conversation before it, earlier requests of the user."""
    return file_json(desk_of(request).file(who.tenant_id, number, a_deadline()))


@router.post(
    "/tickets/{number}/take",
    response_model=DeskTicket,
    summary="Take a request",
    openapi_extra=WITH_TOKEN,
)
def take(number: Number, body: TakeOrder, request: Request, who: AtDesk) -> dict[str, Any]:
    """The customer is told by name, and the bot is silent. 409 where somebody else was first."""
    by = HumanAgent(id=who.author, name=body.name or who.name)
    return _moved(request, who, number, Take(by=by))


@router.post(
    "/tickets/{number}/release",
    response_model=DeskTicket,
    summary="Give a request back to its queue",
    openapi_extra=WITH_TOKEN,
)
def release(number: Number, request: Request, who: AtDesk) -> dict[str, Any]:
    """A supervisor may, whoever holds it."""
    return _moved(request, who, number, Release(by=_holder(who)))


@router.post(
    "/tickets/{number}/transfer",
    response_model=DeskTicket,
    summary="Hand a request to a queue or a person",
    openapi_extra=WITH_TOKEN,
)
def transfer(number: Number, body: TransferOrder, request: Request, who: AtDesk) -> dict[str, Any]:
    """It waits there. What still waits here may be handed on by anybody at the desk."""
    queues = service_of(request).engine.upkeep.pack.queues
    if body.queue and body.queue not in {DEFAULT_QUEUE, *queues}:
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_queue")
    there = people_at_desk(service_of(request), who.tenant_id, a_deadline())
    people = {each.name for each in there}
    if body.to and people and body.to not in people | {who.author}:
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_person")
    move = Transfer(by=_holder(who), queue=body.queue or "", to=body.to or "")
    return _moved(request, who, number, move)


@router.post(
    "/tickets/{number}/close",
    response_model=DeskTicket,
    summary="Close a request with its result",
    openapi_extra=WITH_TOKEN,
)
def close(number: Number, body: CloseOrder, request: Request, who: AtDesk) -> dict[str, Any]:
    """The bot goes on where it was. What nobody took yet may be closed too."""
    move = Close(
        by=_person(who), outcome=body.result, note=mask(body.note), is_ordered=who.is_supervisor
    )
    return _moved(request, who, number, move)


@router.post(
    "/tickets/{number}/reopen",
    response_model=DeskTicket,
    summary="Open a closed request again",
    openapi_extra=WITH_TOKEN,
)
def reopen(number: Number, request: Request, who: AtDesk) -> dict[str, Any]:
    """Within a day, unless the conversation has another request by now. It waits again."""
    return _moved(request, who, number, Reopen(by=_person(who)))


@router.post(
    "/tickets/{number}/notes",
    response_model=DeskMessageState,
    status_code=HTTPStatus.CREATED,
    summary="Write a note for colleagues",
    openapi_extra=WITH_TOKEN,
)
def post_note(number: Number, body: NoteOrder, request: Request, who: AtDesk) -> dict[str, Any]:
    """The customer never sees it."""
    return _said(request, who, number, new_id(), Speaker.NOTE, body.text)


@router.post(
    "/tickets/{number}/messages",
    response_model=DeskMessageState,
    status_code=HTTPStatus.CREATED,
    summary="Say something to the customer",
    openapi_extra=WITH_TOKEN,
)
def post_message(
    number: Number, body: MessageOrder, request: Request, who: AtDesk
) -> dict[str, Any]:
    """Only who holds the request. The same `id` again says it once. 422 where the customer has no
    page that hears it: on the telephone, or behind another server."""
    if not is_live(desk_of(request).find(who.tenant_id, number, a_deadline())):
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "not_live")
    return _said(request, who, number, body.id, Speaker.HUMAN_AGENT, body.text)


@router.post(
    "/tickets/{number}/typing",
    status_code=HTTPStatus.NO_CONTENT,
    response_model=None,
    summary="Show the customer that you type",
    openapi_extra=WITH_TOKEN,
)
def post_typing(number: Number, request: Request, who: SignsAtDesk) -> None:
    """At most every three seconds; it is shown for six."""
    desk = desk_of(request)
    desk.find(who.tenant_id, number, a_deadline())
    desk.type(who.tenant_id, number, Speaker.HUMAN_AGENT, a_deadline())
    _signed(request, who)


@router.post(
    "/tickets/{number}/seen",
    status_code=HTTPStatus.NO_CONTENT,
    response_model=None,
    summary="Say that a message was read",
    openapi_extra=WITH_TOKEN,
)
def post_seen(number: Number, body: SeenOrder, request: Request, who: SignsAtDesk) -> None:
    """It and all before it."""
    desk = desk_of(request)
    desk.find(who.tenant_id, number, a_deadline())
    desk.see(who.tenant_id, number, Speaker.HUMAN_AGENT, body.message_id, a_deadline())
    _signed(request, who)


def desk_of(request: Request) -> Desk:
    return service_of(request).engine.upkeep.desk


def _waiting(desk: Desk, tenant_id: str, queue: str | None, limit: int) -> list[dict[str, Any]]:
    waiting = desk.store.waiting(tenant_id, a_deadline())
    takes = desk.takes(tenant_id, a_deadline())
    shown = [each for each in waiting if queue in {None, each.request.queue}][:limit]
    return [ticket_json(each, place_of(each, waiting, takes)) for each in shown]


def _person(who: Staff) -> HumanAgent:
    return HumanAgent(id=who.author, name=who.name)


def _holder(who: Staff) -> HumanAgent | None:
    """None where it does not matter who holds it."""
    return None if who.is_supervisor else _person(who)


def _moved(request: Request, who: Staff, number: str, move: Move) -> dict[str, Any]:
    desk = desk_of(request)
    ticket = desk.move(who.tenant_id, number, move, a_deadline())
    _signed(request, who)
    tell(request, ticket)
    return ticket_json(ticket, desk.place(ticket, a_deadline()))


def tell(request: Request, ticket: Ticket) -> None:
    """The customer, at once. Where it cannot be said now, their next turn begins with it."""
    try:
        service_of(request).engine.follow_desk(ticket, a_deadline())
    except AiccError as error:
        log.warning("ticket.not_told", ticket=ticket.number, error=str(error))


def _said(
    request: Request, who: Staff, number: str, message_id: str, speaker: Speaker, typed: str
) -> dict[str, Any]:
    said = desk_of(request).say(
        who.tenant_id, number, message_id, speaker, who.author, typed, a_deadline()
    )
    _signed(request, who)
    return message_json(said)


def _signed(request: Request, who: Staff) -> None:
    """They are there; and whoever listens looks at once."""
    service = service_of(request)
    service.engine.upkeep.desk.sign(who.tenant_id, who.author, a_deadline())
    service.events.wake(who.tenant_id)
