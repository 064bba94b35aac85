"""`aicc topic`: examples from and to sheets."""

from pathlib import Path
from typing import Annotated

import typer

from aicc.content.sheets.topics import TOPIC_SHEETS, read_topics
from aicc.content.topic_checks import planned
from aicc.domain.content import ContentStatus
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError

from .book import say_done
from .content import Author, PackName, Reason, Tenant, a_deadline, open_content, signed
from .output import out
from .topic import app

__all__ = ["app"]  # with the commands of this file


@app.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx or .csv")],
    pack: PackName = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look, and write nothing.")] = False,
    publish: Annotated[
        bool, typer.Option("--publish/--draft", help="For customers at once, or as drafts.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="What a topic has and the sheet has not goes.")
    ] = False,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Take examples from Excel or CSV: one sentence a row; topics not in it stay as they are."""
    opened = open_content(pack, tenant)
    book = opened.packs.topics.book(tenant, a_deadline())
    sheet = read_topics(file.read_bytes(), opened.pack.locale)
    status = ContentStatus.PUBLISHED if publish else ContentStatus.DRAFT
    kept = book.all(a_deadline())
    edits = planned(sheet, kept, opened.pack, status=status, replaces=replace)
    out.print(f"changed: {', '.join(edit.id for edit in edits) or 'nothing'}", markup=False)
    if dry_run:
        out.print("dry run: nothing was written")
        return
    book.write(edits, signed(author, reason or file.name), a_deadline())
    say_done("published" if publish else "drafted", len(edits))


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=".xlsx or .csv; replaced if it is there.")],
    pack: PackName = None,
    english: Annotated[bool, typer.Option("--english", help="Headings in English.")] = False,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Write the examples of all topics to a sheet that imports back."""
    opened, suffix = open_content(pack, tenant), file.suffix.lower()
    if suffix not in TOPIC_SHEETS:
        raise InvalidInputError(f"{file.name}: end it with .xlsx or .csv")
    items = opened.packs.topics.book(tenant, a_deadline()).all(a_deadline())
    file.write_bytes(TOPIC_SHEETS[suffix](items, "en" if english else opened.pack.locale))
    count = sum(len(each.value.examples) + len(each.value.contrasts) for each in items)
    out.print(f"{file}: {count} sentences of {len(items)} topics", markup=False)
