"""`aicc faq`: entries from and to sheets, drafts and publication, earlier versions."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from aicc.domain.content import ContentStatus
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.faqs.sheets.export import SHEETS, as_yaml
from aicc.faqs.sheets.import_entries import Effect, ImportPlan, plan_import

from .book import say_done, state_of
from .complaint import complain
from .content import Author, PackName, Reason, Tenant, a_deadline, signed
from .faq import app
from .faq_store import open_faqs
from .output import err, listing, out

__all__ = ["app"]  # with the commands of this file

_YAML = {".yaml", ".yml"}
_SHOWN = 20  # findings and duplicates of an import

Ids = Annotated[list[str], typer.Argument(help="Ids of entries.")]


@app.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx or .csv")],
    pack: PackName = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look, and write nothing.")] = False,
    publish: Annotated[
        bool, typer.Option("--publish/--draft", help="For customers at once, or as drafts.")
    ] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Take the good rows of a sheet with errors.")
    ] = False,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Take entries from Excel or CSV: all rows, or none when one of them is wrong."""
    kept = open_faqs(pack, tenant)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        plan = plan_import(
            file.read_bytes(),
            kept.book.all(a_deadline()),
            status=ContentStatus.PUBLISHED if publish else ContentStatus.DRAFT,
            locale=kept.pack.locale,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
        _show_plan(plan)
        stops = plan.errors and not skip_bad_rows
        if not dry_run and not stops:
            kept.book.write(plan.edits, signed(author, reason or file.name), a_deadline())
    if dry_run:
        out.print("dry run: nothing was written")
    if plan.errors and (stops or dry_run):
        if not dry_run:
            complain("nothing was written: correct these rows, or give --skip-bad-rows")
        raise typer.Exit(1)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=".xlsx, .csv or .yaml; replaced if it is there.")],
    pack: PackName = None,
    english: Annotated[bool, typer.Option("--english", help="Headings in English.")] = False,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Write all entries to a sheet that imports back, or what customers get as faqs.yaml."""
    kept = open_faqs(pack, tenant)
    entries, suffix = kept.book.all(a_deadline()), file.suffix.lower()
    if suffix in _YAML:
        published = [each.published for each in entries if each.published]
        data, count = as_yaml(published, kept.pack.synonyms), len(published)
    elif suffix in SHEETS:
        data, count = SHEETS[suffix](entries, "en" if english else kept.pack.locale), len(entries)
    else:
        raise InvalidInputError(f"{file.name}: end it with .xlsx, .csv or .yaml")
    file.write_bytes(data)
    out.print(f"{file}: {count} entries", markup=False)


@app.command("list")
def show_all(
    pack: PackName = None,
    status: Annotated[ContentStatus | None, typer.Option(help="Only these.")] = None,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Every entry with its state."""
    entries = open_faqs(pack, tenant).book.all(a_deadline())
    table = listing("id", "version", "status", "category", "question")
    for kept in entries:
        if status in {None, kept.status}:
            entry, version = kept.value, str(kept.number) if kept.number else "pack"
            table.add_row(entry.id, version, state_of(kept), entry.category, entry.question)
    out.print(table, markup=False)


@app.command("history")
def history(
    faq_id: Annotated[str, typer.Argument(help="Id of an entry.")],
    pack: PackName = None,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """All versions of an entry: who, when and why."""
    versions = open_faqs(pack, tenant).book.versions(faq_id, a_deadline())
    if not versions:
        out.print(f"{faq_id}: as the pack has it, never changed", markup=False)
        return
    table = listing("version", "status", "at", "author", "reason", "question")
    for each in versions:
        at = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
        question = str(each.body.get("question", ""))
        table.add_row(str(each.number), each.status, at, each.author, each.reason, question)
    out.print(table, markup=False)


@app.command("publish")
def publish(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of entries.")] = None,
    pack: PackName = None,
    every: Annotated[bool, typer.Option("--all", help="Every draft.")] = False,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Give customers the latest version."""
    kept = open_faqs(pack, tenant)
    if every:
        drafts = (each for each in kept.book.all(a_deadline()))
        ids = [each.id for each in drafts if each.status is ContentStatus.DRAFT]
    if not ids and not every:
        raise InvalidInputError("which entries? Give their ids, or --all")
    say_done("published", kept.book.publish(ids or [], signed(author, reason), a_deadline()))


@app.command("archive")
def archive(
    ids: Ids,
    pack: PackName = None,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Customers no longer get these; their versions stay."""
    kept = open_faqs(pack, tenant)
    say_done("archived", kept.book.archive(ids, signed(author, reason), a_deadline()))


@app.command("rollback")
def rollback(
    ids: Ids,
    pack: PackName = None,
    to: Annotated[
        int | None, typer.Option(min=0, help="Version; 0 for the pack's own. The one before.")
    ] = None,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Give customers an earlier version again."""
    kept, by = open_faqs(pack, tenant), signed(author, reason)
    for faq_id in ids:
        number = kept.book.before(faq_id, a_deadline()) if to is None else to
        kept.book.roll_back(faq_id, number, by, a_deadline())
        out.print(f"{faq_id}: version {number} is published again", markup=False)


def _show_plan(plan: ImportPlan) -> None:
    counts = {effect: plan.count(effect) for effect in Effect}
    for finding in plan.findings[:_SHOWN]:
        err.print(str(finding), markup=False)
    _say_left(len(plan.findings), "findings")
    for near in plan.near[:_SHOWN]:
        other = f"row {near.other_row}" if near.other_row else "an entry kept already"
        line = f"nearly the same ({near.likeness:.0%}): row {near.row or '-'} {near.faq_id}"
        err.print(f"{line} {near.text!r} and {other} {near.other_id} {near.other_text!r}")
    _say_left(len(plan.near), "near-duplicates")
    out.print(", ".join(f"{count} {effect}" for effect, count in counts.items()), end=", ")
    out.print(f"{plan.errors} wrong, {len(plan.near)} nearly the same")


def _say_left(count: int, what: str) -> None:
    if count > _SHOWN:
        err.print(f"… and {count - _SHOWN} more {what}")
