"""`aicc thresholds`: from which chances the bot acts: shown, changed, taken back."""

from dataclasses import replace
from typing import Annotated

import typer

from aicc.content.book import ContentBook
from aicc.content.thresholds import ITEM, THRESHOLDS
from aicc.domain.meaning import Thresholds
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError

from .book import state_of
from .content import Author, PackName, Reason, Tenant, a_deadline, open_content, signed
from .output import out

app = typer.Typer(
    no_args_is_help=True,
    help="From which chances the bot acts by itself, and how near it offers.",
)

Chance = Annotated[float | None, typer.Option(min=0, max=1)]


def _open(pack: str | None, tenant: str) -> ContentBook[Thresholds]:
    return open_content(pack, tenant).packs.thresholds.book(tenant, a_deadline())


@app.command("show")
def show(pack: PackName = None, tenant: Tenant = DEFAULT_TENANT) -> None:
    """What counts, and a draft that waits."""
    item = _open(pack, tenant).get(ITEM, a_deadline())
    if item.published:
        out.print(f"published: {_line(item.published)}")
    if item.published != item.value:
        out.print(f"{state_of(item)}: {_line(item.value)}")


@app.command("set")
def set_thresholds(
    intent: Chance = None,
    faq: Chance = None,
    margin: Chance = None,
    publish: Annotated[bool, typer.Option("--publish", help="At once; else a draft.")] = False,
    pack: PackName = None,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Draft other thresholds; what is not given stays."""
    given = {"intent": intent, "faq": faq, "margin": margin}
    named = {name: value for name, value in given.items() if value is not None}
    if not named and not publish:
        raise InvalidInputError("give --intent, --faq or --margin")
    book, by = _open(pack, tenant), signed(author, reason)
    item = book.get(ITEM, a_deadline())
    if named:
        edit = THRESHOLDS.edit(ITEM, replace(item.value, **named), expected=item.number)
        book.write([edit], by, a_deadline())
    if publish:
        book.publish([ITEM], by, a_deadline())
    after = book.get(ITEM, a_deadline())
    out.print(f"{state_of(after)}: {_line(after.value)}")


@app.command("rollback")
def rollback(
    to: Annotated[
        int | None, typer.Option(min=0, help="Version; 0 for the pack's own. The one before.")
    ] = None,
    pack: PackName = None,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Earlier ones count again."""
    book = _open(pack, tenant)
    number = book.before(ITEM, a_deadline()) if to is None else to
    book.roll_back(ITEM, number, signed(author, reason), a_deadline())
    out.print(f"version {number} is published again")


def _line(given: Thresholds) -> str:
    return f"intent {given.intent:g}, faq {given.faq:g}, margin {given.margin:g}"
