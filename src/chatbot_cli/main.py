"""`aicc`: the subcommands together, and how an error ends."""

import sys
from typing import Annotated

import typer
from dotenv import find_dotenv, load_dotenv

from aicc.errors import AiccError

from . import (
    admin,
    audit,
    chat,
    connect,
    doctor,
    evaluate,
    faq_feedback,
    flow,
    inbox,
    lex,
    new,
    not_here,
    phone,
    schema,
    serve,
    test,
    thresholds,
    topic_sheet,
    train,
    validate,
)
from .output import complain

app = typer.Typer(
    name="aicc",
    help="A contact-centre bot, Korean first: run it, talk to it, test it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("serve")(serve.serve)
app.command("chat")(chat.chat)
app.command("phone")(phone.phone)
app.command("test")(test.replay_pack)
app.command("validate")(validate.validate)
app.command("doctor")(doctor.doctor)
app.command("new")(new.new)
app.command("train")(train.train)
app.command("schema")(schema.schema)
app.command("inbox")(inbox.inbox)
app.add_typer(evaluate.app, name="eval")
app.add_typer(faq_feedback.app, name="faq")
app.add_typer(topic_sheet.app, name="topic")
app.add_typer(not_here.app, name="not-here")
app.add_typer(thresholds.app, name="thresholds")
app.add_typer(flow.app, name="flow")
app.add_typer(admin.app, name="admin")
app.add_typer(audit.app, name="audit")
app.add_typer(connect.app, name="connect")
app.add_typer(lex.app, name="lex")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"aicc {version('aicc')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Settings come from the environment and from .env in this folder."""


def run() -> None:
    """The console script: our own errors end in one line and exit code 1."""
    load_dotenv(find_dotenv(usecwd=True))
    try:
        app()
    except AiccError as error:
        complain(error)
        sys.exit(1)


if __name__ == "__main__":
    run()
