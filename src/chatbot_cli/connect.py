"""`aicc connect`: contact flows checked, filled in and compared."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, cast

import typer

from aicc.amazon.connect.check import check_text
from aicc.amazon.connect.diff import differences
from aicc.amazon.connect.finding import ActionFinding
from aicc.amazon.connect.instance import ConnectLists, Instance, LexModels
from aicc.amazon.connect.model import read_flow, read_json
from aicc.amazon.connect.names_file import read_names
from aicc.amazon.connect.placeholders import Kind, MissingNamesError, Names, filled, placeholders
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError, NotFoundError
from aicc.settings import Settings
from aicc.stores.aws import aws_client

from .output import colour_of, out

LIST_TIMEOUT_S = 10.0  # a person waits for these calls, not a caller

app = typer.Typer(help="Amazon Connect contact flows.", no_args_is_help=True)
Flows = Annotated[
    list[str],
    typer.Argument(
        help="Flow files (JSON), or names of flows that are shipped.", metavar="FLOW..."
    ),
]


@app.command()
def check(
    flows: Flows,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One list, for programs.")] = False,
) -> None:
    """Check flows against what Amazon Connect refuses. Exit code 1 when there is an error.

    Errors are what the service refuses; warnings are advice. Reads the flow language, exports of
    the old designer, and what CreateContactFlow and DescribeContactFlow carry.
    """
    reports = [(flow, _findings(flow)) for flow in flows]
    if as_json:
        typer.echo(json.dumps([_report(*each) for each in reports], ensure_ascii=False, indent=2))
    else:
        for flow, findings in reports:
            _show(flow, findings)
    found = [finding for _, findings in reports for finding in findings]
    if any(finding.is_error or strict for finding in found):
        raise typer.Exit(1)


@app.command()
def render(
    flows: Flows,
    names: Annotated[
        Path | None, typer.Option("--map", help="YAML file: ARNs by kind and name.")
    ] = None,
    instance: Annotated[
        str, typer.Option("--instance", help="Instance to ask for what the map does not name.")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder to write to; else one flow is printed.")
    ] = None,
) -> None:
    """Fill in the {{kind:name}} placeholders of flows. Every name must be found."""
    if folder is None and len(flows) > 1:
        raise InvalidInputError("several flows need --out")
    documents = {flow: read_json(_text(flow)) for flow in flows}
    known = _names(list(documents.values()), names, instance)
    rendered = _rendered(documents, known)
    for flow, document in rendered.items():
        text = json.dumps(document, ensure_ascii=False, indent=2)
        if folder is None:
            typer.echo(text)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{Path(flow).stem}.json"
            path.write_text(f"{text}\n", encoding="utf-8")
            out.print(f"{path}", markup=False)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="The older flow.")],
    after: Annotated[str, typer.Argument(help="The newer flow.")],
) -> None:
    """Compare two flows action by action. Exit code 1 when they differ.

    Positions in the designer and names of actions that were merely renamed make no difference.
    """
    found = differences(read_flow(_text(before)), read_flow(_text(after)))
    for each in found:
        out.print(str(each), markup=False)
    if found:
        raise typer.Exit(1)


@app.command("export-tests")
def export_tests(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    flow_arn: Annotated[
        str, typer.Option("--flow", help="ARN of the flow that is called: inbound_voice.")
    ],
    folder: Annotated[Path, typer.Option("--out", help="Folder to write to.")] = Path(
        "build/connect-tests"
    ),
) -> None:
    """Write a pack's conversations as test cases of Amazon Connect. Experimental.

    Each file is what `aws connect create-test-case --cli-input-json` takes.
    """
    from .connect_tests import export_tests as export  # the engine, which no other command wants

    export(pack, flow_arn, folder)


def _text(flow: str) -> str:
    """Of a file, or of a flow that comes with the wheel."""
    shipped = files("contact_flows") / f"{flow}.json"
    source = shipped if not Path(flow).exists() and shipped.is_file() else Path(flow)
    try:
        return source.read_text(encoding="utf-8")
    except OSError as error:
        raise NotFoundError(f"{flow}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"{flow}: is not UTF-8 text") from error


def _findings(flow: str) -> Sequence[ActionFinding]:
    """A file that cannot be read is an error of that file: the others are checked all the same."""
    try:
        return check_text(_text(flow))
    except (NotFoundError, InvalidInputError) as error:
        return (ActionFinding(rule="file", message=str(error).removeprefix(f"{flow}: ")),)


def _names(documents: Sequence[JsonMap], path: Path | None, instance: str) -> Names:
    """The map first; the instance is asked for what the map leaves open."""
    known = read_names(path) if path else {}
    kinds = {
        each.kind
        for document in documents
        for each in placeholders(document)
        if each.kind and each.name not in known.get(each.kind, {})
    }
    asked = _instance(instance).names(kinds) if instance and kinds else {}
    return {kind: {**asked.get(kind, {}), **known.get(kind, {})} for kind in Kind}


def _instance(instance_id: str) -> Instance:
    region = Settings.load().aws_region
    connect = aws_client("connect", region, read_timeout_s=LIST_TIMEOUT_S)
    lex = aws_client("lexv2-models", region, read_timeout_s=LIST_TIMEOUT_S)
    return Instance(instance_id, cast("ConnectLists", connect), cast("LexModels", lex))


def _rendered(documents: dict[str, JsonMap], names: Names) -> dict[str, JsonMap]:
    """All of them or none: everything missing is said at once."""
    rendered, missing = {}, []
    for flow, document in documents.items():
        try:
            rendered[flow] = filled(document, names)
        except MissingNamesError as error:
            missing.append(f"{flow}: {error}")
    if missing:
        raise NotFoundError("\n".join(missing))
    return rendered


def _report(flow: str, findings: Sequence[ActionFinding]) -> dict[str, object]:
    return {
        "file": flow,
        "errors": [_as_json(finding) for finding in findings if finding.is_error],
        "warnings": [_as_json(finding) for finding in findings if not finding.is_error],
    }


def _show(flow: str, findings: Sequence[ActionFinding]) -> None:
    for finding in findings:
        out.print(finding.shown(flow), markup=False, style=colour_of(finding))
    errors = sum(finding.is_error for finding in findings)
    out.print(f"{flow}: {errors} errors, {len(findings) - errors} warnings", markup=False)


def _as_json(finding: ActionFinding) -> dict[str, str]:
    return {
        "action": finding.place,
        "type": finding.type,
        "rule": finding.rule,
        "message": finding.message,
    }
