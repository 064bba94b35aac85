"""/api/console: signing in to the console, and what its rooms need to begin."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Cookie, Request, Response

from aicc.channels.company_token import Principal
from aicc.domain.bot_sentence import DESK_REPLY
from aicc.packs.pack import Pack

from .admin import REFUSALS, a_deadline
from .console_tokens import SHIFT, SignedIn
from .dependencies import WWW, Service, check_same_site, service_of
from .description import WITH_TOKEN
from .problems import HttpProblem
from .schemas_console import ConsoleState, DeskRoomState, SignInOrder, SignInState
from .sign_in import admitted_as, note, standing
from .staff import AtDesk, people_at_desk

PATH, COOKIE = "/api/console", "aicc_console"
_SIGNED_OUT = "console:"
SIGN_IN_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: REFUSALS[status] for status in (400, 401, 403, 413, 422, 429, 503)
}

router = APIRouter(prefix=PATH, tags=["Console"], responses=SIGN_IN_REFUSALS)

Refresh = Annotated[str, Cookie(alias=COOKIE, max_length=2000)]


@router.get("", response_model=ConsoleState, summary="What the sign-in page shows")
def get_console(request: Request) -> dict[str, Any]:
    service = service_of(request)
    return {
        "company": service.engine.upkeep.pack.name,
        "has_accounts": bool(service.accounts.all(a_deadline())),
        "takes_key": bool(service.admin_key),
    }


@router.post("/login", response_model=SignInState, summary="Sign in")
def login(body: SignInOrder, request: Request, response: Response) -> dict[str, Any]:
    """A token for ten minutes, and a cookie that brings the next one for twelve hours. 429 after
    five wrong passwords, for a quarter of an hour."""
    check_same_site(request)
    service = service_of(request)
    who, stamp = admitted_as(request, body, a_deadline())
    response.set_cookie(
        COOKIE,
        service.console.issue_refresh(who, stamp, service.clock()),
        max_age=int(SHIFT.total_seconds()),
        path=PATH,
        secure=_is_over_https(request),
        httponly=True,
        samesite="strict",
    )
    return _signed_in(service, who)


@router.post("/refresh", response_model=SignInState, summary="The next token")
def refresh(request: Request, cookie: Refresh = "") -> dict[str, Any]:
    """By the cookie alone. 401 once it is signed out, or the account or its password is not what
    it was."""
    check_same_site(request)
    service = service_of(request)
    signed_in = _of_cookie(service, cookie)
    if signed_in is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "signed_out", headers=WWW)
    who = standing(service, signed_in.name, signed_in.stamp, a_deadline())
    if who is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "signed_out", headers=WWW)
    return _signed_in(service, who)


@router.post("/logout", status_code=HTTPStatus.NO_CONTENT, response_model=None, summary="Sign out")
def logout(request: Request, response: Response, cookie: Refresh = "") -> None:
    """The cookie brings nothing any more, here and in a copy of it."""
    check_same_site(request)
    service = service_of(request)
    signed_in = _of_cookie(service, cookie)
    response.delete_cookie(COOKIE, path=PATH)
    if signed_in is None:
        return
    gone, mark = service.engine.upkeep.gone, _SIGNED_OUT + signed_in.id
    gone.mark(signed_in.tenant_id, mark, signed_in.ends_at, a_deadline())
    who = standing(service, signed_in.name, signed_in.stamp, a_deadline())
    if who is not None:
        note(service, who, "console: sign out", a_deadline())


@router.get(
    "/desk",
    response_model=DeskRoomState,
    summary="What the desk's room begins with",
    openapi_extra=WITH_TOKEN,
)
def get_desk_room(request: Request, who: AtDesk) -> dict[str, Any]:
    """Queues of the pack, people who may be handed a request, and sentences to begin with."""
    service = service_of(request)
    pack = service.engine.upkeep.pack
    return {
        "queues": [{"id": each, "name": name} for each, name in pack.queues.items()],
        "people": [
            {"id": each.name, "name": each.called or each.name}
            for each in people_at_desk(service, who.tenant_id, a_deadline())
        ],
        "replies": _replies(pack),
    }


def _replies(pack: Pack) -> list[dict[str, str]]:
    keys = {*pack.catalogue, *pack.replies}
    return [
        {"id": key.removeprefix(DESK_REPLY), "text": pack.sentence(key).chat}
        for key in sorted(keys)
        if key.startswith(DESK_REPLY)
    ]


def _is_over_https(request: Request) -> bool:
    """As the browser says it, which names its page when it posts: a proxy may go on over http."""
    origin = request.headers.get("origin", "")
    return request.url.scheme == "https" or origin.startswith("https://")


def _of_cookie(service: Service, cookie: str) -> SignedIn | None:
    found = service.console.read_refresh(cookie, service.clock())
    if found is None:
        return None
    mark = _SIGNED_OUT + found.id
    return None if service.engine.upkeep.gone.has(found.tenant_id, mark, a_deadline()) else found


def _signed_in(service: Service, who: Principal) -> dict[str, Any]:
    token, expires_at = service.console.issue(who, service.clock())
    person = {
        "id": who.user_id,
        "name": who.name,
        "roles": sorted(who.roles),
        "tenant_id": who.tenant_id,
    }
    return {"token": token, "expires_at": expires_at, "person": person}
