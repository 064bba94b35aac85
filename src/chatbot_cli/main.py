"""`aicc`: the subcommands together, and how an error ends."""

import sys
from typing import Annotated

import typer
from dotenv import find_dotenv, load_dotenv

from aicc.errors import AiccError

from .commands import LazyCommands
from .complaint import complain

app = typer.Typer(
    name="aicc",
    cls=LazyCommands,
    help="A contact-centre bot, Korean first: run it, talk to it, test it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


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
