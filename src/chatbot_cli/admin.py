"""`aicc admin`: what the owner of an installation does with it: its keys and accounts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import ConfigError, NotFoundError
from aicc.settings import Settings
from aicc.stores.api_keys.memory import MemoryApiKeys
from aicc.stores.api_keys.written import new_key
from aicc.stores.keys import admin_key
from aicc.wiring import Parts, open_parts
from api.roles import RIGHTS

from . import accounts
from .content import Tenant, a_deadline
from .output import listing, out

app = typer.Typer(help="What the owner of an installation does with it.", no_args_is_help=True)
keys = typer.Typer(help="The admin key, and keys for programs.", invoke_without_command=True)
app.add_typer(keys, name="key")
accounts.add_to(app)


@keys.callback()
def key(context: typer.Context) -> None:
    """Without a command: show the key that /api/admin takes where JWT_SECRET is not set."""
    if context.invoked_subcommand:
        return
    settings = Settings.load()
    if settings.jwt_secret:
        raise ConfigError("JWT_SECRET is set: /api/admin takes the company's tokens, and no key")
    typer.echo(admin_key(settings))


@keys.command("new")
def new(
    name: Annotated[str, typer.Argument(help="What it is for; shown as the author.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(RIGHTS)}.")] = "viewer",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Make a key for a program, which /api/admin takes as its bearer token. It is shown once."""
    if role not in RIGHTS:
        raise ConfigError(f"no role {role}: there are {', '.join(RIGHTS)}")
    parts = open_parts(Settings.load())
    if isinstance(parts.api_keys, MemoryApiKeys):
        raise ConfigError(
            "keys are kept in the SQLite file or in DynamoDB, and no store uses one here"
        )
    made, written = new_key(name, role, tenant, utc_now())
    _note(parts, "key: new", made.id, tenant)
    parts.api_keys.add(made, a_deadline())
    typer.echo(written)


@keys.command("list")
def show() -> None:
    """Who was given a key; the keys themselves are not kept."""
    table = listing("id", "name", "role", "tenant", "made", "revoked")
    for each in open_parts(Settings.load()).api_keys.all(a_deadline()):
        revoked = _day(each.revoked_at) if each.revoked_at else ""
        table.add_row(each.id, each.name, each.role, each.tenant_id, _day(each.made_at), revoked)
    out.print(table, markup=False)


@keys.command("revoke")
def revoke(key_id: Annotated[str, typer.Argument(help="As `aicc admin key list` has it.")]) -> None:
    """From now on the key opens nothing."""
    parts = open_parts(Settings.load())
    _note(parts, "key: revoke", key_id, DEFAULT_TENANT)
    if not parts.api_keys.revoke(key_id, utc_now(), a_deadline()):
        raise NotFoundError(f"no key {key_id}")
    out.print(f"{key_id} is revoked", markup=False)


def _note(parts: Parts, what: str, key_id: str, tenant_id: str) -> None:
    if parts.audit:
        entry = AuditEntry(
            tenant_id=tenant_id, at=utc_now(), actor=getpass.getuser(), what=what, about=key_id
        )
        parts.audit.note([entry], a_deadline())


def _day(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d")
