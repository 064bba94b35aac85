"""The commands of a book: list, publish, archive, rollback, history. The same for every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import typer

from aicc.content.book import BookItem, ContentBook
from aicc.domain.content import ContentStatus
from aicc.domain.json import JsonMap
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError

from .content import Author, PackName, Reason, Tenant, a_deadline, signed
from .output import listing, out

T = TypeVar("T")

Ids = Annotated[list[str], typer.Argument(help="Their names.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookKind(Generic[T]):
    """`about` is one line of a list on an item, `of_body` the same on an earlier version."""

    name: str
    open: Callable[[str | None, str], ContentBook[T]]
    about: Callable[[T], str]
    of_body: Callable[[JsonMap], str]


def add_book_commands(app: typer.Typer, kind: BookKind[T]) -> None:
    """typer reads the signatures of the small functions below."""
    _add_looking(app, kind)
    _add_changing(app, kind)


def _add_looking(app: typer.Typer, kind: BookKind[T]) -> None:
    @app.command("list")
    def show_all(
        pack: PackName = None,
        status: Annotated[ContentStatus | None, typer.Option(help="Only these.")] = None,
        tenant: Tenant = DEFAULT_TENANT,
    ) -> None:
        """Each with its version and state."""
        table = listing("name", "version", "status", kind.name)
        for item in kind.open(pack, tenant).all(a_deadline()):
            if status in {None, item.status}:
                table.add_row(item.id, _version(item), state_of(item), kind.about(item.value))
        out.print(table, markup=False)

    @app.command("history")
    def history(
        name: Annotated[str, typer.Argument(help="Its name.")],
        pack: PackName = None,
        tenant: Tenant = DEFAULT_TENANT,
    ) -> None:
        """All versions of one: who, when and why."""
        versions = kind.open(pack, tenant).versions(name, a_deadline())
        if not versions:
            out.print(f"{name}: as the pack has it, never changed", markup=False)
            return
        table = listing("version", "status", "at", "author", "reason", kind.name)
        for each in versions:
            at = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
            about = kind.of_body(each.body)
            table.add_row(str(each.number), each.status, at, each.author, each.reason, about)
        out.print(table, markup=False)


def _add_changing(app: typer.Typer, kind: BookKind[T]) -> None:
    @app.command("publish")
    def publish(
        names: Annotated[list[str] | None, typer.Argument(help="Their names.")] = None,
        pack: PackName = None,
        every: Annotated[bool, typer.Option("--all", help="Every draft.")] = False,
        author: Author = None,
        reason: Reason = "",
        tenant: Tenant = DEFAULT_TENANT,
    ) -> None:
        """Give customers the latest version."""
        book = kind.open(pack, tenant)
        if every:
            items = book.all(a_deadline())
            names = [each.id for each in items if each.status is ContentStatus.DRAFT]
        if not names and not every:
            raise InvalidInputError("which? Give their names, or --all")
        say_done("published", book.publish(names or [], signed(author, reason), a_deadline()))

    @app.command("archive")
    def archive(
        names: Ids,
        pack: PackName = None,
        author: Author = None,
        reason: Reason = "",
        tenant: Tenant = DEFAULT_TENANT,
    ) -> None:
        """The bot does not know these any more; their versions stay."""
        book = kind.open(pack, tenant)
        say_done("archived", book.archive(names, signed(author, reason), a_deadline()))

    @app.command("rollback")
    def rollback(
        names: Ids,
        pack: PackName = None,
        to: Annotated[
            int | None, typer.Option(min=0, help="Version; 0 for the pack's own. The one before.")
        ] = None,
        author: Author = None,
        reason: Reason = "",
        tenant: Tenant = DEFAULT_TENANT,
    ) -> None:
        """Give customers an earlier version again."""
        book, by = kind.open(pack, tenant), signed(author, reason)
        for name in names:
            number = book.before(name, a_deadline()) if to is None else to
            book.roll_back(name, number, by, a_deadline())
            out.print(f"{name}: version {number} is published again", markup=False)


def state_of(item: BookItem[T]) -> str:
    if item.status is ContentStatus.DRAFT and item.published:
        return "draft (published before)"
    return item.status


def say_done(done: str, count: int) -> None:
    out.print(f"{count} {done}; a running service takes them over within seconds")


def _version(item: BookItem[T]) -> str:
    return str(item.number) if item.number else "pack"
