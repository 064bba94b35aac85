"""What the routes need: the service's own objects, and who is asking.

One dependency a route, and all of them async: FastAPI's solving of a small tree of them costs
as much as a turn of the bot, and a plain `def` goes to a thread.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from aicc.channels.company_token import Principal, TokenRules, is_tenant
from aicc.clock import Clock
from aicc.conversation.announcing import Announcing
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT
from aicc.settings import Settings
from aicc.stores.accounts.port import AccountStore
from aicc.stores.api_keys.port import ApiKeyStore
from aicc.stores.api_keys.written import is_written_key, known_key
from aicc.stores.audit.audit import Audit
from chatbot_engine import ChatEngine

from .console_tokens import ConsoleTokens
from .events import DeskEvents
from .limits import RateLimits
from .origins import Hosts, is_same_site
from .problems import HttpProblem
from .sign_in_limits import SignInLimits
from .streams import StreamKeys
from .tokens import SessionTokens, Visitor

WWW = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    settings: Settings
    engine: ChatEngine
    tokens: SessionTokens
    company: TokenRules
    limits: RateLimits
    clock: Clock
    hosts: Hosts
    audit: Audit
    api_keys: ApiKeyStore
    events: DeskEvents
    stream_keys: StreamKeys
    accounts: AccountStore
    console: ConsoleTokens
    sign_ins: SignInLimits
    announcing: Announcing
    admin_key: str  # of the data folder; with JWT_SECRET nothing asks for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks `/chat` and `/api`: the tenant, and whom the company's token names.

    `who` is None where no `JWT_SECRET` is set.
    """

    tenant_id: str
    who: Principal | None


def service_of(request: Request) -> Service:
    return cast(Service, request.app.state.service)


def deadline_of(request: Request) -> Deadline:
    """Of a turn; it began when the request had arrived."""
    return cast(Deadline, request.state.deadline)


async def visitor(request: Request) -> Visitor:
    """The session that the widget's token opens; 401 without a good one."""
    check_same_site(request)
    service = service_of(request)
    found = service.tokens.read(bearer(request), service.clock())
    if found is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    return found


def check_not_gone(request: Request, visitor: Visitor) -> None:
    """A deleted session is not opened again by its token. It asks a store: not for the loop."""
    gone = service_of(request).engine.upkeep.gone
    if gone.has(visitor.tenant_id, visitor.session_id, deadline_of(request)):
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)


async def newcomer(request: Request) -> str:
    """The tenant of somebody who has no session yet."""
    check_same_site(request)
    return _asked_tenant(request)


async def caller(request: Request) -> Caller:
    """401 without a good token where one is wanted; 403 when the tenant is not the token's."""
    check_same_site(request)
    return caller_as(request, _principal(request, service_of(request).company))


async def program(request: Request, deadline: Deadline) -> Caller:
    """Who signed in to the console, whom one of the installation's own keys names, or as
    `caller`."""
    written, service = bearer(request), service_of(request)
    signed_in = service.console.read(written, service.clock())
    if signed_in is not None:
        check_same_site(request)
        return caller_as(request, signed_in)
    if not is_written_key(written):
        return await caller(request)
    check_same_site(request)
    store = service.api_keys
    key = await run_in_threadpool(known_key, store, written, deadline)
    if key is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    roles = frozenset({key.role})
    named = Principal(user_id=f"key:{key.name}", tenant_id=key.tenant_id, roles=roles)
    return caller_as(request, named)


def caller_as(request: Request, who: Principal | None) -> Caller:
    service = service_of(request)
    tenant_id = _asked_tenant(request)
    if service.settings.tenants and (who is None or who.tenant_id != tenant_id):
        raise HttpProblem(HTTPStatus.FORBIDDEN, "tenant_other")
    return Caller(tenant_id=tenant_id, who=who)


VisitorDep = Annotated[Visitor, Depends(visitor)]
NewcomerDep = Annotated[str, Depends(newcomer)]
CallerDep = Annotated[Caller, Depends(caller)]


def check_same_site(request: Request) -> None:
    """A browser says where a script came from: this service, or a site that may embed it."""
    origin, service = request.headers.get("origin"), service_of(request)
    if not origin or origin in service.settings.allowed_origins:
        return
    host = request.headers.get("host", "")
    if not is_same_site(origin, host):
        raise HttpProblem(HTTPStatus.FORBIDDEN, "origin")
    if not service.hosts.know(host):
        raise HttpProblem(HTTPStatus.FORBIDDEN, "host")


def _principal(request: Request, rules: TokenRules) -> Principal | None:
    if not rules.secrets:
        return None
    found = rules.read(bearer(request))
    if found is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    return found


def _asked_tenant(request: Request) -> str:
    """X-Tenant-ID where tenants are on."""
    if not service_of(request).settings.tenants:
        return DEFAULT_TENANT
    tenant_id = request.headers.get("x-tenant-id", "").strip()
    if not tenant_id:
        raise HttpProblem(HTTPStatus.BAD_REQUEST, "tenant_missing")
    if not is_tenant(tenant_id):
        raise HttpProblem(HTTPStatus.BAD_REQUEST, "tenant_invalid")
    return tenant_id


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
