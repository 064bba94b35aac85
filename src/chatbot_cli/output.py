"""How the command speaks: rich on a terminal, plain in a pipe, errors on stderr."""

import sys

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(error: object) -> None:
    err.print(f"aicc: {error}", markup=False, style="red" if err.is_terminal else None)


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
