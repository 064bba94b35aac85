"""What the routes need: the service's own objects, and who is asking. All of it async:
FastAPI moves a plain `def` dependency to a thread, which costs more than the turn."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from aicc.clock import Clock
from aicc.domain.turn import DEFAULT_TENANT
from aicc.settings import Settings
from chatbot_engine import ChatEngine

from .limits import RateLimits
from .problems import HttpProblem
from .tokens import Principal, SessionTokens, Visitor, read_principal

# Read by hand, since both kinds of token come this way; this one puts "Authorize" into /docs.
Bearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, description="A session token, or a company's own")),
]
WWW = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    settings: Settings
    engine: ChatEngine
    tokens: SessionTokens
    limits: RateLimits
    clock: Clock


async def service(request: Request) -> Service:
    return cast(Service, request.app.state.service)


ServiceDep = Annotated[Service, Depends(service)]


async def same_site(request: Request, service: ServiceDep) -> None:
    """A browser says where a script came from: this service, or a site that may embed it."""
    origin = request.headers.get("origin")
    if not origin or origin in service.settings.allowed_origins:
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise HttpProblem(HTTPStatus.FORBIDDEN, "origin")


async def visitor(request: Request, service: ServiceDep, _: Bearer) -> Visitor:
    """The session that the widget's token opens; 401 without a good one."""
    found = service.tokens.read(bearer(request))
    if found is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    return found


async def principal(request: Request, service: ServiceDep, _: Bearer) -> Principal | None:
    """Whom the company's token names; None where no `JWT_SECRET` is set."""
    secret = service.settings.jwt_secret
    if not secret:
        return None
    found = read_principal(bearer(request), secret)
    if found is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
    return found


async def asked_tenant(request: Request, service: ServiceDep) -> str:
    """X-Tenant-ID where tenants are on."""
    if not service.settings.tenants:
        return DEFAULT_TENANT
    tenant_id = request.headers.get("x-tenant-id", "").strip()
    if not tenant_id:
        raise HttpProblem(HTTPStatus.BAD_REQUEST, "tenant_missing")
    return tenant_id


PrincipalDep = Annotated[Principal | None, Depends(principal)]
AskedTenantDep = Annotated[str, Depends(asked_tenant)]


async def own_tenant(asked: AskedTenantDep, who: PrincipalDep, service: ServiceDep) -> str:
    """The tenant of the header, which must be the token's."""
    if service.settings.tenants and (who is None or who.tenant_id != asked):
        raise HttpProblem(HTTPStatus.FORBIDDEN, "tenant_other")
    return asked


VisitorDep = Annotated[Visitor, Depends(visitor)]
OwnTenantDep = Annotated[str, Depends(own_tenant)]


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
