"""Checks a bot: an import archive, its files before they are one, or a template."""

from collections.abc import Sequence
from dataclasses import dataclass

from aicc.amazon.lex_bot.archive import ArchiveError, unpacked
from aicc.amazon.lex_bot.documents import Documents
from aicc.amazon.lex_bot.layout import check_files
from aicc.amazon.lex_bot.model import Bot
from aicc.amazon.lex_bot.reading import bot_in
from aicc.amazon.lex_bot.rules.bot import check_bot
from aicc.amazon.lex_bot.template_reading import TemplateError, bots_in
from aicc.domain.finding import RuleFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Errors come first. `bot` is what could be read; None when nothing could."""

    findings: tuple[RuleFinding, ...]
    bot: Bot | None = None


def check_archive(content: bytes) -> Checked:
    findings: list[RuleFinding] = []
    try:
        files = unpacked(content, findings)
    except ArchiveError as error:
        return Checked(findings=(RuleFinding(rule="archive", message=str(error)),))
    return check_documents(files, findings)


def check_template(text: str) -> Checked:
    """All bots of a CloudFormation template; `bot` is the first."""
    findings: list[RuleFinding] = []
    try:
        bots = bots_in(text, findings)
    except (TemplateError, RecursionError) as error:
        return Checked(findings=(RuleFinding(rule="template", message=str(error)),))
    checked = [check_documents(files) for files in bots.values()]
    found = (*findings, *(each for one in checked for each in one.findings))
    return Checked(findings=_errors_first(found), bot=checked[0].bot)


def check_documents(files: Documents, before: Sequence[RuleFinding] = ()) -> Checked:
    bot = bot_in(files)
    found = (*before, *check_files(files), *check_bot(bot))
    return Checked(findings=_errors_first(found), bot=bot)


def _errors_first(found: Sequence[RuleFinding]) -> tuple[RuleFinding, ...]:
    return tuple(sorted(found, key=lambda each: not each.is_error))
