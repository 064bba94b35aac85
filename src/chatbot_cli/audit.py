"""`aicc audit`: what staff did, and that nobody changed what is written of it."""

import getpass
import json
from datetime import date, datetime
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores.audit.audit import Audit
from aicc.stores.audit.chain import entry_to_json
from aicc.stores.audit.memory import MemoryAudit
from aicc.wiring import Parts, open_parts

from .complaint import complain
from .content import a_deadline
from .output import out

app = typer.Typer(
    help="What staff did, and that nobody changed what is written of it.", no_args_is_help=True
)
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day (UTC).")]


@app.command("verify")
def verify() -> None:
    """Every row is as it was written, in its place. Exit code 1 when one is not."""
    audit = kept_audit(open_parts(Settings.load()))
    faults = list(audit.faults(a_deadline()))
    for fault in faults:
        complain(fault)
    rows = audit.rows(date.min, a_deadline())
    days = {(row.writer, row.day) for row in rows}
    seals = audit.store.seals(date.min, a_deadline())
    out.print(f"{len(rows)} rows of {len(days)} days, {len(seals)} days sealed")
    if faults:
        raise typer.Exit(1)
    out.print("unbroken")


@app.command("export")
def export(
    since: Day = None,
    who: Annotated[str | None, typer.Option(help="Only what this user of a token did.")] = None,
) -> None:
    """One JSON object a line, oldest first; actors are pseudonyms."""
    audit = kept_audit(open_parts(Settings.load()))
    actor = audit.pseudonym(who) if who else None
    for row in audit.rows(since.date() if since else date.min, a_deadline()):
        if actor in {None, row.entry.actor}:
            place = {"writer": row.writer, "day": row.day.isoformat(), "number": row.number}
            shown = {**place, **entry_to_json(row.entry), "link": row.link}
            typer.echo(json.dumps(shown, ensure_ascii=False))


@app.command("drop")
def drop(
    before: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="Days before this.")],
) -> None:
    """Drop the rows of sealed days; how many they were, and who dropped them, stays."""
    if before.date() > utc_now().date():
        raise ConfigError("that day has not been yet")
    dropped = kept_audit(open_parts(Settings.load())).drop(
        before.date(), getpass.getuser(), utc_now(), a_deadline()
    )
    out.print(f"{dropped} rows dropped")


def kept_audit(parts: Parts) -> Audit:
    """That one which outlives this command."""
    audit = parts.audit
    if audit is None or isinstance(audit.store, MemoryAudit):
        raise ConfigError(
            "the audit is kept in the SQLite file, or in DynamoDB with AICC_SESSION_KEY, and here "
            "it is in neither: its rows are in the service's log alone, as audit.row"
        )
    return audit
