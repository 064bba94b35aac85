"""Who may look at, draft and publish what the bot says."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from aicc.deadline import Deadline
from aicc.domain.account import Account
from aicc.domain.audit import AuditEntry

from .dependencies import WWW, Caller, Service, bearer, deadline_of, program, service_of
from .origins import LOCAL_NAMES, host_name
from .problems import HttpProblem
from .roles import Right, allows

LOCAL_AUTHOR = "local"


_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """`name` is what the token calls them, for customers."""

    tenant_id: str
    author: str
    name: str = ""
    is_supervisor: bool = False


def staff(right: Right, *, is_noted: bool = True) -> Callable[[Request], Awaitable[Staff]]:
    """401 without a token, 403 when its roles do not reach.

    Without `JWT_SECRET` the admin key of the data folder is the token. That a request comes from
    this machine and names no proxy proves nothing: nginx's default is just such a request.
    Without `is_noted` only who is refused is written down.
    """

    async def checked(request: Request) -> Staff:
        return await admitted(request, right, deadline_of(request), is_noted=is_noted)

    return checked


async def admitted(
    request: Request, right: Right, deadline: Deadline, *, is_noted: bool = True
) -> Staff:
    """As `staff` has it, by a deadline that is not the request's own: a file that is read first
    takes longer than a request has."""
    found: Caller = await program(request, deadline)
    if found.who is None:
        _check_local(request)
        who = Staff(tenant_id=found.tenant_id, author=LOCAL_AUTHOR, is_supervisor=True)
    else:
        who = Staff(
            tenant_id=found.tenant_id,
            author=found.who.user_id,
            name=found.who.name,
            is_supervisor=allows(found.who.roles, Right.UNMASK),
        )
    is_refused = found.who is not None and not allows(found.who.roles, right)
    if is_noted or is_refused:
        await run_in_threadpool(_write_down, request, who, is_refused, deadline)
    if is_refused:
        raise HttpProblem(HTTPStatus.FORBIDDEN, "role")
    return who


Viewer = Annotated[Staff, Depends(staff(Right.READ))]
Editor = Annotated[Staff, Depends(staff(Right.DRAFT))]
Publisher = Annotated[Staff, Depends(staff(Right.PUBLISH))]


def people_at_desk(service: Service, tenant_id: str, deadline: Deadline) -> Sequence[Account]:
    """Accounts that may be handed a request; empty where people come with a company's tokens."""
    return [
        each
        for each in service.accounts.all(deadline)
        if each.tenant_id == tenant_id and allows({each.role}, Right.DESK)
    ]


Unmasker = Annotated[Staff, Depends(staff(Right.UNMASK))]
AtDesk = Annotated[Staff, Depends(staff(Right.DESK))]
# That somebody types, or has read: every few seconds, and nothing is done by it
SignsAtDesk = Annotated[Staff, Depends(staff(Right.DESK, is_noted=False))]


def _write_down(request: Request, who: Staff, is_refused: bool, deadline: Deadline) -> None:
    """Before anything is shown or done: what cannot be written down does not happen."""
    service = service_of(request)
    route = getattr(request.scope.get("route"), "path", request.url.path)
    entry = AuditEntry(
        tenant_id=who.tenant_id,
        at=service.clock(),
        actor=who.author,
        what=f"{request.method} {route}",
        about=", ".join(request.path_params.values()),
        is_refused=is_refused,
    )
    service.audit.note([entry], deadline)


def _check_local(request: Request) -> None:
    service = service_of(request)
    key, given = service.admin_key.encode(), bearer(request).encode()
    if key and hmac.compare_digest(given, key):
        return
    if not (service.settings.local_admin and _is_at_this_machine(request)):
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)


def _is_at_this_machine(request: Request) -> bool:
    """As far as a request tells. A page elsewhere that has its name resolved to 127.0.0.1 names
    itself as the host."""
    if host_name(request.headers.get("host", "")) not in LOCAL_NAMES:
        return False
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
