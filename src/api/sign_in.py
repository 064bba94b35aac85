"""Who signs in: an account with its password, or the owner of the admin key."""

import hmac
from http import HTTPStatus

from fastapi import Request

from aicc.channels.company_token import Principal
from aicc.deadline import Deadline
from aicc.domain.account import account_name
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.stores.accounts.passwords import is_password

from .console_tokens import person_of, stamp_of
from .dependencies import WWW, Service, service_of
from .limits import address_of, neighbours
from .problems import HttpProblem
from .schemas_console import SignInOrder
from .staff import LOCAL_AUTHOR

NOBODY = "?"  # what was typed as a name may be a password


def admitted_as(request: Request, order: SignInOrder, deadline: Deadline) -> tuple[Principal, str]:
    """The person and the stamp of what they proved; 401, and 429 after too many of these."""
    service, name = service_of(request), _name(order.name)
    limits, address = service.sign_ins, neighbours(address_of(request.scope))
    with limits.trying(name, address):
        if order.key.get_secret_value():
            found = _by_key(service, order)
        else:
            found = _by_password(service, name, order.password.get_secret_value(), deadline)
        if found is None:
            limits.failed(name, address)
            _note_refused(service, name, deadline)
            raise HttpProblem(HTTPStatus.UNAUTHORIZED, "sign_in", headers=WWW)
        limits.succeeded(name, address)
    note(service, found[0], "console: sign in", deadline)
    return found


def standing(service: Service, name: str, stamp: str, deadline: Deadline) -> Principal | None:
    """Who signed in before, as they are now; None where the account is gone, or its password or
    the key is another."""
    if name == LOCAL_AUTHOR:
        kept = service.admin_key
        return _owner() if kept and hmac.compare_digest(stamp, stamp_of(kept)) else None
    account = service.accounts.find(name, deadline)
    if account is None or not hmac.compare_digest(stamp, stamp_of(account.hashed)):
        return None
    return person_of(account)


def note(service: Service, who: Principal, what: str, deadline: Deadline) -> None:
    entry = AuditEntry(
        tenant_id=who.tenant_id, at=service.clock(), actor=who.user_id, what=what, about=""
    )
    service.audit.note([entry], deadline)


def _name(typed: str) -> str:
    try:
        return account_name(typed)
    except InvalidInputError:
        return ""


def _by_key(service: Service, order: SignInOrder) -> tuple[Principal, str] | None:
    kept, given = service.admin_key, order.key.get_secret_value().strip()
    if not kept or not hmac.compare_digest(given.encode(), kept.encode()):
        return None
    return _owner(), stamp_of(kept)


def _by_password(
    service: Service, name: str, password: str, deadline: Deadline
) -> tuple[Principal, str] | None:
    account = service.accounts.find(name, deadline) if name else None
    if not is_password(password, account.hashed if account else None) or account is None:
        return None
    return person_of(account), stamp_of(account.hashed)


def _owner() -> Principal:
    return Principal(user_id=LOCAL_AUTHOR, tenant_id=DEFAULT_TENANT, roles=frozenset({"admin"}))


def _note_refused(service: Service, name: str, deadline: Deadline) -> None:
    account = service.accounts.find(name, deadline) if name else None
    entry = AuditEntry(
        tenant_id=account.tenant_id if account else DEFAULT_TENANT,
        at=service.clock(),
        actor=account.name if account else NOBODY,
        what="console: sign in",
        is_refused=True,
    )
    service.audit.note([entry], deadline)
