"""`aicc faq`: what customers asked in vain, and how they like the answers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.domain.turn import DEFAULT_TENANT
from aicc.faqs.report.thumbs import Rated, report
from aicc.faqs.report.unanswered import UnansweredQuestions
from aicc.faqs.sheets.columns import no_category

from .content import Author, PackName, Reason, Tenant, a_deadline, again, signed
from .faq_content import app
from .faq_store import OpenFaqs, open_faqs
from .output import listing, out

__all__ = ["app"]  # with the commands of this file

_TEXTS = 5  # of a cluster

ClusterId = Annotated[str, typer.Argument(help="As `aicc faq unanswered` shows it.")]


@app.command("unanswered")
def unanswered(
    pack: PackName = None,
    limit: Annotated[int, typer.Option(min=1, help="Clusters shown.")] = 20,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Questions without an answer, those of one sort together, most asked first."""
    found = _unanswered(open_faqs(pack, tenant)).all(a_deadline())
    table = listing("id", "count", "last asked", "questions")
    for each in found[:limit]:
        left = len(each.texts) - _TEXTS
        shown = " / ".join(each.texts[:_TEXTS]) + (f" … and {left} more" if left > 0 else "")
        table.add_row(each.id, str(each.count), each.last_at[:10], shown)
    out.print(table, markup=False)
    out.print(f"{len(found)} clusters, {sum(each.count for each in found)} questions")


@app.command("answer")
def answer(
    cluster_id: ClusterId,
    text: Annotated[str | None, typer.Option("--text", help="Draft a new entry with it.")] = None,
    entry: Annotated[
        str | None, typer.Option("--entry", help="Or add them to this entry, as a draft.")
    ] = None,
    pack: PackName = None,
    category: Annotated[str, typer.Option(help="Of a new entry.")] = "",
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Turn unanswered questions into a draft: a new entry, or variants of one."""
    if bool(text) == bool(entry):
        raise typer.BadParameter("give one of --text and --entry")
    kept, by = open_faqs(pack, tenant), signed(author, reason)
    unheard = _unanswered(kept)
    cluster = unheard.get(cluster_id, a_deadline())
    if entry:
        unheard.add_to(cluster, entry, by, a_deadline())
    else:
        category = category or no_category(kept.pack.locale)
        entry = unheard.draft(cluster, text or "", category, by, a_deadline())
    then = f"aicc faq publish {entry}{again(pack)} gives it to customers"
    out.print(f"{entry}: drafted; {then}", markup=False)


@app.command("report")
def show_report(
    pack: PackName = None,
    days: Annotated[int, typer.Option(min=1, help="Counted over these.")] = 30,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Most asked, never asked and worst rated entries."""
    kept = open_faqs(pack, tenant)
    feedback, since = kept.parts.feedback, utc_now() - timedelta(days=days)
    entries = [each.published for each in kept.book.all(a_deadline()) if each.published]
    given = feedback.given(tenant, since, a_deadline())
    missed = sum(each.count for each in feedback.unanswered(tenant, a_deadline()))
    made = report(entries, given, missed)
    out.print(
        f"{days} days: {made.answers} answers, {made.up} thumbs up, {made.down} down; "
        f"{made.unanswered} questions unanswered; "
        f"conversations: {made.talks_up} thumbs up, {made.talks_down} down"
    )
    _show("most asked", made.most_asked)
    _show("worst rated", made.worst_rated)
    _show(f"never asked ({made.never_asked_count})", made.never_asked)


def _unanswered(kept: OpenFaqs) -> UnansweredQuestions:
    return UnansweredQuestions(kept.parts.feedback, kept.tenant_id, kept.book)


def _show(title: str, rows: Sequence[Rated]) -> None:
    table = listing(title, "asked", "up", "down", "question")
    for row in rows:
        table.add_row(row.id, str(row.count), str(row.up), str(row.down), row.question)
    if rows:
        out.print()
        out.print(table, markup=False)
