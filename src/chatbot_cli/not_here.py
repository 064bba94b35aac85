"""`aicc not-here`: what the company does not do here: shown, changed, published, taken back."""

from pathlib import Path
from typing import Annotated

import typer

from aicc.content.book import ContentBook
from aicc.content.not_here import NOT_HERE_TOPICS
from aicc.content.topic_checks import checked_not_here, examples_of
from aicc.domain.json import as_text
from aicc.domain.turn import DEFAULT_TENANT
from aicc.packs.files import LineFinding, PackFilesError, read_model
from aicc.packs.pack import NotHereTopic
from aicc.packs.schema.pack import NotHereFile

from .book import BookKind, add_book_commands
from .content import Author, PackName, Reason, Tenant, a_deadline, again, open_content, signed
from .output import out

app = typer.Typer(
    no_args_is_help=True,
    help="What the company does not do here, and where it is done.",
)


def _open(pack: str | None, tenant: str) -> ContentBook[NotHereTopic]:
    return open_content(pack, tenant).faqs.not_here.book(tenant, a_deadline())


add_book_commands(
    app,
    BookKind(
        name="what customers call it",
        open=_open,
        about=lambda topic: topic.label,
        of_body=lambda body: as_text(body.get("label")),
    ),
)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Its name.")],
    pack: PackName = None,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """How customers ask for it, and what they are told."""
    topic = _open(pack, tenant).get(name, a_deadline()).value
    out.print(f"{topic.label}: {topic.reply.chat}", markup=False)
    for text in topic.examples:
        out.print(f"- {text}", markup=False)


@app.command("edit")
def edit(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="YAML, as a pack's not_here.yaml.")
    ],
    pack: PackName = None,
    author: Author = None,
    reason: Reason = "",
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Draft the topics of a file; those that are not in it stay as they are."""
    findings: list[LineFinding] = []
    read = read_model(file, NotHereFile, findings)
    if read is None:
        raise PackFilesError(findings)
    opened = open_content(pack, tenant)
    book = opened.faqs.not_here.book(tenant, a_deadline())
    others = examples_of(opened.as_published)
    edits = [
        NOT_HERE_TOPICS.edit(topic.name, checked_not_here(topic, others)) for topic in read.topics
    ]
    book.write(edits, signed(author, reason or file.name), a_deadline())
    then = f"aicc not-here publish --all{again(pack)} gives them to customers"
    out.print(f"{len(edits)} drafted; {then}", markup=False)
