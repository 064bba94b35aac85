"""`aicc export USER` and `aicc erase USER`: what is kept of a person, in all stores."""

import json
from typing import Annotated

import typer

from aicc import logs
from aicc.conversation.personal_data import PersonalData
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.wiring import open_parts

from .content import Tenant

LONGEST_S = 300.0

User = Annotated[str, typer.Argument(help="The user's id, as in the history.")]


def export(user: User, tenant: Tenant = DEFAULT_TENANT) -> None:
    """All that is kept of a person, as JSON: turns, tickets, ratings; masked, as it is kept."""
    found = _personal_data().export_user(tenant, user, Deadline(LONGEST_S))
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def erase(
    user: User,
    tenant: Tenant = DEFAULT_TENANT,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all of a person's conversations, tickets, ratings and questions; prints a receipt."""
    if not yes:
        typer.confirm(f"Erase all that is kept of {user!r}? It cannot be undone", abort=True)
    receipt = _personal_data().erase_user(tenant, user, Deadline(LONGEST_S))
    typer.echo(json.dumps(receipt.to_json(), ensure_ascii=False))


def _personal_data() -> PersonalData:
    logs.configure(mask=mask_value, level="error")
    parts = open_parts(Settings.load())
    return PersonalData(
        sessions=parts.sessions,
        history=parts.history,
        secrets=parts.secrets,
        desk=parts.desk,
        feedback=parts.feedback,
        held=parts.kept_for.held,
    )
