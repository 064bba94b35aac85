"""`aicc lex`: the Amazon Lex V2 bot that a pack makes, written and checked."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aicc.amazon.lex_bot.archive import LARGEST_ARCHIVE, packed
from aicc.amazon.lex_bot.check import Checked, check_archive, check_documents, check_template
from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.from_pack import BOT_NAME, bot_from
from aicc.amazon.lex_bot.model import Bot
from aicc.amazon.lex_bot.names import KO_KR
from aicc.amazon.lex_bot.template import (
    LARGEST_IN_A_CALL,
    alias_settings,
    refuse_no_function,
    template_of,
    to_yaml,
)
from aicc.domain.finding import RuleFinding
from aicc.packs.loader import load_pack

from .output import colour_of, out

FOLDER = Path("build")
TEMPLATES = frozenset({".yaml", ".yml", ".json", ".template"})

app = typer.Typer(help="The Amazon Lex V2 bot that a pack makes.", no_args_is_help=True)


@app.command()
def export(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    file: Annotated[
        Path | None, typer.Option("--out", help="File to write; else build/BOT.zip or .yaml.")
    ] = None,
    bot_name: Annotated[str, typer.Option(help="What the bot is called in Lex.")] = BOT_NAME,
    locale: Annotated[str, typer.Option(help="As Lex writes it.")] = KO_KR,
    lambda_arn: Annotated[
        str, typer.Option(help="The code hook: the template's default, or printed for the alias.")
    ] = "",
    cloudformation: Annotated[
        bool, typer.Option("--cloudformation", help="A template instead of an import archive.")
    ] = False,
) -> None:
    """Write a pack as a Lex V2 bot. What Lex would refuse is shown, and nothing is written."""
    built = bot_from(load_pack(pack), name=bot_name, locale_id=locale)
    if lambda_arn:
        refuse_no_function(lambda_arn)
    findings = check_documents(documents_of(built.bot)).findings
    for finding in findings:
        out.print(finding.shown(pack), markup=False, style=colour_of(finding))
    if any(finding.is_error for finding in findings):
        raise typer.Exit(1)
    for note in built.notes:
        out.print(f"{pack}: {note}", markup=False)
    content = _written(built.bot, lambda_arn, cloudformation)
    path = file or FOLDER / f"{bot_name}.{'yaml' if cloudformation else 'zip'}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    out.print(f"{path}: {_summary(built.bot)}, {len(content):,} bytes", markup=False)
    _say_what_next(content, locale, lambda_arn, cloudformation)


@app.command()
def check(
    archives: Annotated[
        list[Path],
        typer.Argument(
            help="Import archives (zip) or CloudFormation templates.", metavar="FILE..."
        ),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One list, for programs.")] = False,
) -> None:
    """Check bots against what Lex V2 refuses. Exit code 1 when there is an error."""
    reports = [(str(path), _checked(path)) for path in archives]
    if as_json:
        listed = [_report(file, checked.findings) for file, checked in reports]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for file, checked in reports:
            _show(file, checked)
    found = [finding for _, checked in reports for finding in checked.findings]
    if any(finding.is_error or strict for finding in found):
        raise typer.Exit(1)


def _written(bot: Bot, lambda_arn: str, cloudformation: bool) -> bytes:
    if cloudformation:
        return to_yaml(template_of(bot, lambda_arn)).encode()
    return packed(documents_of(bot))


def _say_what_next(content: bytes, locale: str, lambda_arn: str, cloudformation: bool) -> None:
    """What an archive cannot hold, and what a template of its size needs."""
    if cloudformation and len(content) > LARGEST_IN_A_CALL:
        out.print("larger than a call takes: aws cloudformation deploy --s3-bucket BUCKET …")
    if lambda_arn and not cloudformation:
        settings = json.dumps(alias_settings(locale, lambda_arn))
        out.print("the code hook belongs to the alias; after the import, create it with")
        out.print(f"  --bot-alias-locale-settings '{settings}'", markup=False)


def _checked(path: Path) -> Checked:
    """A file that cannot be read is an error of that file: the others are checked all the same."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_ARCHIVE + 1)
        if path.suffix in TEMPLATES:
            return check_template(content.decode("utf-8-sig"))
    except OSError as error:
        return _unread(f"cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        return _unread("is not UTF-8 text")
    return check_archive(content)


def _unread(message: str) -> Checked:
    return Checked(findings=(RuleFinding(rule="file", message=message),))


def _summary(bot: Bot) -> str:
    intents = [intent for locale in bot.locales for intent in locale.intents]
    parts = {
        "intents": len(intents),
        "utterances": sum(len(intent.utterances) for intent in intents),
        "slots": sum(len(intent.slots) for intent in intents),
        "slot types": sum(len(locale.slot_types) for locale in bot.locales),
    }
    locales = ", ".join(f"{each.id} (threshold {each.threshold:g})" for each in bot.locales)
    return f"{bot.name}, {locales}: " + ", ".join(
        f"{count} {what}" for what, count in parts.items()
    )


def _report(file: str, findings: Sequence[RuleFinding]) -> dict[str, object]:
    return {
        "file": file,
        "errors": [_as_json(finding) for finding in findings if finding.is_error],
        "warnings": [_as_json(finding) for finding in findings if not finding.is_error],
    }


def _show(file: str, checked: Checked) -> None:
    for finding in checked.findings:
        out.print(finding.shown(file), markup=False, style=colour_of(finding))
    if checked.bot:
        out.print(f"{file}: {_summary(checked.bot)}", markup=False)
    errors = sum(finding.is_error for finding in checked.findings)
    warnings = len(checked.findings) - errors
    out.print(f"{file}: {errors} errors, {warnings} warnings", markup=False)


def _as_json(finding: RuleFinding) -> dict[str, str]:
    return {"path": finding.place, "rule": finding.rule, "message": finding.message}
