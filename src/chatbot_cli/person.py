"""`aicc export USER` and `aicc erase USER`: what is kept of a person, in all stores."""

import getpass
import json
from typing import Annotated

import typer

from aicc import logs
from aicc.clock import utc_now
from aicc.conversation.personal_data import PersonalData, digest_of
from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.wiring import open_parts

from .content import Tenant, a_deadline

LONGEST_S = 300.0

User = Annotated[str, typer.Argument(help="The user's id, as in the history.")]


def export(user: User, tenant: Tenant = DEFAULT_TENANT) -> None:
    """All that is kept of a person, as JSON: turns, tickets, ratings; masked, as it is kept."""
    found = _noted("person: export", tenant, user).export_user(tenant, user, Deadline(LONGEST_S))
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def erase(
    user: User,
    tenant: Tenant = DEFAULT_TENANT,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all of a person's conversations, tickets, ratings and questions; prints a receipt."""
    if not yes:
        typer.confirm(f"Erase all that is kept of {user!r}? It cannot be undone", abort=True)
    receipt = _noted("person: erase", tenant, user).erase_user(tenant, user, Deadline(LONGEST_S))
    typer.echo(json.dumps(receipt.to_json(), ensure_ascii=False))


def _noted(what: str, tenant_id: str, user: str) -> PersonalData:
    """The audit has it first; it names the person by the digest of the receipt."""
    logs.configure(mask=mask_value, level="error")
    parts = open_parts(Settings.load())
    if parts.audit:
        entry = AuditEntry(
            tenant_id=tenant_id,
            at=utc_now(),
            actor=getpass.getuser(),
            what=what,
            about=digest_of(tenant_id, user),
        )
        parts.audit.note([entry], a_deadline())
    return PersonalData(
        sessions=parts.sessions,
        history=parts.history,
        secrets=parts.secrets,
        desk=parts.desk,
        feedback=parts.feedback,
        held=parts.kept_for.held,
    )
