"""`aicc admin create | passwd | list | remove`: who signs in to the console."""

import getpass
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.domain.account import Account, account_name
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import ConfigError, InvalidInputError, NotFoundError
from aicc.settings import Settings
from aicc.stores.accounts.memory import MemoryAccounts
from aicc.stores.accounts.passwords import hashed
from aicc.wiring import Parts, open_parts
from api.roles import RIGHTS

from .content import Tenant, a_deadline
from .output import listing, out

Name = Annotated[str, typer.Argument(help="As they sign in: Latin letters, digits and ._-")]
Stdin = Annotated[bool, typer.Option("--stdin", help="The password is the first line of stdin.")]


def add_to(app: typer.Typer) -> None:
    for name, command in (("create", create), ("passwd", passwd), ("remove", remove)):
        app.command(name)(command)
    app.command("list")(show)


def create(
    name: Name,
    role: Annotated[str, typer.Option(help=f"One of {', '.join(RIGHTS)}.")] = "human_agent",
    called: Annotated[str, typer.Option(help="What customers are told: their own name.")] = "",
    stdin: Stdin = False,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Make an account for the console; asks for its password."""
    if role not in RIGHTS:
        raise ConfigError(f"no role {role}: there are {', '.join(RIGHTS)}")
    parts, now, name = _opened(), utc_now(), account_name(name)
    if parts.accounts.find(name, a_deadline()):
        raise InvalidInputError(f"there is an account {name}: `aicc admin passwd {name}`")
    account = Account(
        name=name,
        called=called.strip(),
        role=role,
        tenant_id=tenant,
        hashed=hashed(_password(stdin)),
        made_at=now,
        changed_at=now,
    )
    _note(parts, f"account: create as {role}", account)
    if not parts.accounts.add(account, a_deadline()):
        raise InvalidInputError(f"there is an account {name} by now")
    out.print(f"{name} may sign in at /console", markup=False)


def passwd(name: Name, stdin: Stdin = False) -> None:
    """Set another password; what was signed in with the one before ends within ten minutes."""
    parts = _opened()
    account = replace(_known(parts, name), hashed=hashed(_password(stdin)), changed_at=utc_now())
    _note(parts, "account: password", account)
    parts.accounts.put(account, a_deadline())
    out.print(f"{account.name} has another password", markup=False)


def show() -> None:
    """Who may sign in to the console."""
    table = listing("name", "called", "role", "tenant", "made", "password of")
    for each in _opened().accounts.all(a_deadline()):
        made, changed = _day(each.made_at), _day(each.changed_at)
        table.add_row(each.name, each.called, each.role, each.tenant_id, made, changed)
    out.print(table, markup=False)


def remove(name: Name) -> None:
    """They sign in no more; who is signed in is out within ten minutes."""
    parts = _opened()
    account = _known(parts, name)
    _note(parts, "account: remove", account)
    parts.accounts.remove(account.name, a_deadline())
    out.print(f"{account.name} is removed", markup=False)


def _opened() -> Parts:
    parts = open_parts(Settings.load(), calls_systems=False)
    if isinstance(parts.accounts, MemoryAccounts):
        raise ConfigError(
            "accounts are kept in the SQLite file or in DynamoDB, and no store uses one here"
        )
    return parts


def _known(parts: Parts, name: str) -> Account:
    account = parts.accounts.find(account_name(name), a_deadline())
    if account is None:
        raise NotFoundError(f"no account {name}")
    return account


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _note(parts: Parts, what: str, account: Account) -> None:
    if parts.audit:
        entry = AuditEntry(
            tenant_id=account.tenant_id,
            at=utc_now(),
            actor=getpass.getuser(),
            what=what,
            about=account.name,
        )
        parts.audit.note([entry], a_deadline())


def _day(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d")
