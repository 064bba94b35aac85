"""How the command speaks: rich on a terminal, plain in a pipe."""

import sys

from rich.console import Console
from rich.table import Column, Table

from aicc.domain.finding import Finding

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def listing(first: str, *others: str) -> Table:
    """A table whose first column is never broken: it is what is copied."""
    return Table(Column(first, no_wrap=True), *others, box=None)


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def colour_of(finding: Finding) -> str | None:
    if not out.is_terminal:
        return None
    return "red" if finding.is_error else "yellow"
