"""`aicc connect`: contact flows checked, filled in and compared."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aicc.connect.check import check_text
from aicc.connect.finding import Finding

from .output import out

app = typer.Typer(help="Amazon Connect contact flows.", no_args_is_help=True)
Files = Annotated[list[str], typer.Argument(help="Flow files (JSON).", show_default=False)]


@app.command()
def check(
    files: Files,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One list, for programs.")] = False,
) -> None:
    """Check flows against what Amazon Connect refuses. Exit code 1 when there is an error.

    Errors are what the service refuses; warnings are advice. Reads the flow language, exports of
    the old designer, and what CreateContactFlow and DescribeContactFlow carry.
    """
    reports = [(file, _findings(file)) for file in files]
    if as_json:
        typer.echo(json.dumps([_report(*each) for each in reports], ensure_ascii=False, indent=2))
    else:
        for file, findings in reports:
            _show(file, findings)
    found = [finding for _, findings in reports for finding in findings]
    if any(finding.is_error or strict for finding in found):
        raise typer.Exit(1)


def _findings(file: str) -> Sequence[Finding]:
    """A file that cannot be read is an error of that file: the others are checked all the same."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as error:
        return (Finding(rule="file", message=f"cannot be read: {error.strerror}"),)
    except UnicodeDecodeError:
        return (Finding(rule="file", message="is not UTF-8 text"),)
    return check_text(text)


def _report(file: str, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "file": file,
        "errors": [finding.as_json() for finding in findings if finding.is_error],
        "warnings": [finding.as_json() for finding in findings if not finding.is_error],
    }


def _show(file: str, findings: Sequence[Finding]) -> None:
    for finding in findings:
        out.print(finding.shown(file), markup=False, style=_colour(finding))
    errors = sum(finding.is_error for finding in findings)
    out.print(f"{file}: {errors} errors, {len(findings) - errors} warnings", markup=False)


def _colour(finding: Finding) -> str | None:
    if not out.is_terminal:
        return None
    return "red" if finding.is_error else "yellow"
