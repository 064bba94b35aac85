"""`aicc inbox`: turns that a supervisor should look at, and why."""

from datetime import timedelta
from typing import Annotated

import typer

from aicc import logs
from aicc.clock import utc_now
from aicc.conversation.doubtful import Doubt, doubtful
from aicc.domain.turn import DEFAULT_TENANT
from aicc.redact import mask_value

from .content import PackName, Tenant, a_deadline, open_content
from .output import listing, out

_LONGEST = 40  # characters of a reply


def inbox(
    pack: PackName = None,
    days: Annotated[int, typer.Option(min=1, max=90, help="How many days back.")] = 7,
    doubt: Annotated[Doubt | None, typer.Option(help="Only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Turns shown.")] = 50,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Doubtful turns: a scenario left at once, the same asked three times, thumbs down, gone in
    the middle of a scenario. Newest first, masked."""
    logs.configure(mask=mask_value, level="error")
    opened, now = open_content(pack, tenant), utc_now()
    since = now - timedelta(days=days)
    found = [
        each
        for each in doubtful(
            opened.parts.history.since(tenant, since, a_deadline()),
            opened.parts.feedback.ratings(tenant, since, a_deadline()),
            now=now,
            gone_after_s=max(opened.pack.idle_s, opened.pack.resume_s),
        )
        if doubt in {None, each.doubt}
    ]
    table = listing("session", "at", "doubt", "said", "rule", "did", "reply")
    for each in found[:limit]:
        record, facts = each.record, each.reply.facts
        place = f"{facts.flow_id}/{facts.step_id}" if facts.flow_id else ""
        table.add_row(
            record.session_id,
            record.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            each.doubt,
            record.user_input,
            facts.rule,
            place or facts.faq_id or str(each.reply.source),
            _short(record.bot_response),
        )
    out.print(table, markup=False)
    out.print(f"{len(found)} doubtful turns in {days} days; pack: {opened.pack.id}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
