"""What the command has to complain of, on stderr: without rich, which a start need not load."""

import typer


def complain(error: object) -> None:
    typer.secho(f"aicc: {error}", err=True, fg="red")
