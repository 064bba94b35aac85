"""`aicc validate`: everything wrong in a pack, by file and line."""

from pathlib import Path
from typing import Annotated

import typer

from aicc.errors import PackError
from aicc.packs.files import LineFinding
from aicc.packs.lint.pack import lint
from aicc.packs.loader import find_pack
from aicc.wiring import demo_backend

from .output import colour_of, out


def validate(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
) -> None:
    """Check a pack's files. Exit code 1 when there is an error."""
    folder = find_pack(pack)
    if not folder.is_dir():
        raise PackError(f"{folder}: not a folder: validate the files that a pack is made from")
    findings = lint(folder, demo_backend().actions)
    for finding in findings:
        out.print(_relative(finding), markup=False, style=colour_of(finding))
    errors = sum(finding.is_error for finding in findings)
    out.print(f"{pack}: {errors} errors, {len(findings) - errors} warnings")
    if errors or (strict and findings):
        raise typer.Exit(1)


def _relative(finding: LineFinding) -> str:
    """With the path as short as it can be from here."""
    here, text = Path.cwd(), str(finding)
    return text.removeprefix(f"{here}/")
