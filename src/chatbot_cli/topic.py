"""`aicc topic`: what the intents are learned from: shown, changed, published, taken back."""

import sys
from typing import Annotated

import typer

from aicc.content.book import BookItem, ContentBook
from aicc.content.topic_checks import checked_topic, examples_of
from aicc.content.topics import TOPICS, Taught
from aicc.domain.json import JsonMap, as_texts
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError

from .book import BookKind, add_book_commands
from .content import Author, PackName, Reason, Tenant, a_deadline, again, open_content, signed
from .output import out

app = typer.Typer(
    no_args_is_help=True,
    help="Topics: the examples that the bot learns, and what only looks like them.",
)

Name = Annotated[str, typer.Argument(help="Of a topic: an intent of the pack.")]
Texts = Annotated[list[str] | None, typer.Option(help="A sentence; repeatable. - reads lines.")]


def open_topics(pack: str | None, tenant: str) -> ContentBook[Taught]:
    return open_content(pack, tenant).packs.topics.book(tenant, a_deadline())


def _about(examples: int, contrasts: int) -> str:
    return f"{examples} examples" + (f", {contrasts} that are none" if contrasts else "")


def _of_body(body: JsonMap) -> str:
    return _about(len(as_texts(body.get("examples"))), len(as_texts(body.get("not"))))


add_book_commands(
    app,
    BookKind(
        name="learned from",
        open=open_topics,
        about=lambda taught: _about(len(taught.examples), len(taught.contrasts)),
        of_body=_of_body,
    ),
)


@app.command("show")
def show(name: Name, pack: PackName = None, tenant: Tenant = DEFAULT_TENANT) -> None:
    """Its sentences in the latest version."""
    item = open_topics(pack, tenant).get(name, a_deadline())
    for text in item.value.examples:
        out.print(text, markup=False)
    for text in item.value.contrasts:
        out.print(f"not: {text}", markup=False)


@app.command("edit")
def edit(
    name: Name,
    add: Texts = None,
    add_not: Texts = None,
    remove: Texts = None,
    pack: PackName = None,
    publish: Annotated[bool, typer.Option("--publish", help="At once; else a draft.")] = False,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Add sentences, and such that only look like it (--add-not), or take some out."""
    opened = open_content(pack, tenant)
    book = opened.packs.topics.book(tenant, a_deadline())
    item = book.get(name, a_deadline())
    taught = _edited(item, _lines(add), _lines(add_not), _lines(remove))
    taught = checked_topic(name, taught, opened.pack, examples_of(opened.as_published))
    by = signed(author, reason)
    book.write([TOPICS.edit(name, taught, expected=item.number)], by, a_deadline())
    if publish:
        book.publish([name], by, a_deadline())
    learn = f"aicc topic publish {name}{again(pack)} lets the bot learn it"
    done = "published" if publish else f"drafted; {learn}"
    about = _about(len(taught.examples), len(taught.contrasts))
    out.print(f"{name}: {about}; {done}", markup=False)


def _edited(
    item: BookItem[Taught], add: list[str], add_not: list[str], remove: list[str]
) -> Taught:
    if not (add or add_not or remove):
        raise InvalidInputError("give --add, --add-not or --remove")
    now = item.value
    unknown = [text for text in remove if text not in (*now.examples, *now.contrasts)]
    if unknown:
        raise InvalidInputError(f"topic {item.id} has no {unknown[0]!r}")
    left = Taught(
        examples=tuple(text for text in now.examples if text not in remove),
        contrasts=tuple(text for text in now.contrasts if text not in remove),
    )
    return left.with_more(add, add_not)


def _lines(texts: list[str] | None) -> list[str]:
    """As given, or the lines of what comes in."""
    if texts != ["-"]:
        return texts or []
    return [line.strip() for line in sys.stdin if line.strip()]
