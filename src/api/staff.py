"""Who may look at, draft and publish what the bot says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from .dependencies import Caller, caller, service_of
from .problems import HttpProblem
from .roles import Right, right_of

LOCAL_AUTHOR = "local"


_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    tenant_id: str
    author: str


def staff(right: Right) -> Callable[[Request], Awaitable[Staff]]:
    """401 without a token, 403 when its roles do not reach.

    Without `JWT_SECRET` only who sits at this machine is let in: a request from a loopback
    address that names this machine and came through no proxy. A page elsewhere that has its name
    resolved to 127.0.0.1 names itself as the host, and is refused.
    """

    async def checked(request: Request) -> Staff:
        found: Caller = await caller(request)
        if found.who is None:
            if not _is_at_this_machine(request):
                raise HttpProblem(HTTPStatus.FORBIDDEN, "role")
            return Staff(tenant_id=found.tenant_id, author=LOCAL_AUTHOR)
        if right_of(found.who.roles) < right:
            raise HttpProblem(HTTPStatus.FORBIDDEN, "role")
        service_of(request).limits.check(request)
        return Staff(tenant_id=found.tenant_id, author=found.who.user_id)

    return checked


Viewer = Annotated[Staff, Depends(staff(Right.READ))]
Editor = Annotated[Staff, Depends(staff(Right.DRAFT))]
Publisher = Annotated[Staff, Depends(staff(Right.PUBLISH))]


def _is_at_this_machine(request: Request) -> bool:
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    if host not in _LOCAL_NAMES or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
