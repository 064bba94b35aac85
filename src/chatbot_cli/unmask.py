"""`aicc unmask SESSION`: what is hidden of a scenario under way, with a reason, in the audit."""

import getpass
import json
from typing import Annotated

import typer

from aicc import logs
from aicc.clock import utc_now
from aicc.conversation.keeping import SecretKeeper
from aicc.conversation.unmasking import Unmasking
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.metrics import Metrics
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.wiring import open_parts
from api.admin_unmask import LONGEST_REASON, SHORTEST_REASON, UNMASKED

from .audit import kept_audit
from .content import Tenant, a_deadline


def unmask(
    session: Annotated[str, typer.Argument(help="The session's id, as in the history.")],
    reason: Annotated[str, typer.Option(help="Why; kept in the audit.")],
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """What a transcript hides of a scenario under way, as JSON; afterwards it is kept nowhere."""
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise typer.BadParameter(
            f"say why, in {SHORTEST_REASON} to {LONGEST_REASON} characters", param_hint="--reason"
        )
    logs.configure(mask=mask_value, level="error")
    parts = open_parts(Settings.load(), calls_systems=False)
    entry = AuditEntry(
        tenant_id=tenant,
        at=utc_now(),
        actor=getpass.getuser(),
        what=UNMASKED,
        about=session,
        reason=reason,
    )
    kept_audit(parts).note([entry], a_deadline())
    keeper = SecretKeeper(
        parts.secrets, parts.seal, idle_s=parts.pack.idle_s, metrics=Metrics(), clock=utc_now
    )
    found = Unmasking(parts.sessions, keeper).of_session(tenant, session, a_deadline())
    shown = {"values": dict(found.values), "lost": list(found.lost)}
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
