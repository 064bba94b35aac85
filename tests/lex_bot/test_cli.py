"""`aicc lex` from the outside: what is printed, what is written, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import InvalidInputError
from chatbot_cli.main import app
from tests.lex_bot.made import LOCALE, bot_of, files_of, put, zipped

ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:hook"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["lex", *arguments])


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def broken() -> bytes:
    files = files_of("banking")
    put(files[f"{LOCALE}/BotLocale.json"], "nluConfidenceThreshold", 2)
    files["extra.txt"] = "x"
    return zipped(files)


def test_an_archive_that_was_exported_is_a_good_one() -> None:
    exported = run("export", "banking")
    checked = run("check", "--strict", "build/AICC-ChatBot.zip")

    assert exported.exit_code == 0, exported.output
    assert checked.exit_code == 0, checked.output
    (locale,) = bot_of("banking").locales
    assert f"ko_KR (threshold 0.66): {len(locale.intents)} intents" in exported.output
    assert "0 errors, 0 warnings" in checked.output


def test_a_template_that_was_exported_is_a_good_one() -> None:
    exported = run("export", "banking", "--cloudformation", "--out", "made/bot.yaml")
    checked = run("check", "--strict", "made/bot.yaml")

    assert exported.exit_code == 0, exported.output
    assert "aws cloudformation deploy --s3-bucket" in exported.output
    assert checked.exit_code == 0, checked.output


def test_the_bot_and_its_locale_can_be_named_otherwise() -> None:
    done = run("export", "general", "--bot-name", "Shop_Bot", "--locale", "en_US")

    assert done.exit_code == 0, done.output
    assert "build/Shop_Bot.zip: Shop_Bot, en_US" in done.output


def test_the_function_of_an_archive_is_told_for_the_alias() -> None:
    done = run("export", "general", "--lambda-arn", ARN)

    assert f'"lambdaARN": "{ARN}"' in done.output


def test_what_is_no_function_is_refused_before_anything_is_written() -> None:
    done = run("export", "general", "--lambda-arn", "hook")

    assert isinstance(done.exception, InvalidInputError)
    assert not Path("build").exists()


def test_what_lex_would_refuse_is_shown_and_not_written() -> None:
    CliRunner().invoke(app, ["new", "mine"])
    path = Path("mine/intents.yaml")
    text = path.read_text(encoding="utf-8")
    first = text.index("examples:")
    place = text.index("- ", first) + 2
    path.write_text(f"{text[:place]}'{{상품}} 있어요?'\n      - {text[place:]}", encoding="utf-8")

    done = run("export", "mine")

    assert done.exit_code == 1, done.output
    assert "Intent.json: reference: {상품}" in done.output
    assert not Path("build").exists()


def test_what_is_left_out_is_told() -> None:
    CliRunner().invoke(app, ["new", "mine"])

    done = run("export", "mine")

    assert done.exit_code == 0, done.output
    assert "entity contract_number: Lex cannot take its pattern" in done.output


def test_an_error_is_shown_by_file_path_and_rule() -> None:
    Path("bad.zip").write_bytes(broken())

    done = run("check", "bad.zip")

    assert done.exit_code == 1
    where = f"bad.zip: {LOCALE}/BotLocale.json: nluConfidenceThreshold"
    assert f"{where}: limit: 2: at most 1\n" in done.output
    assert "bad.zip: 1 errors, 1 warnings" in done.output


def test_warnings_fail_where_that_is_wanted() -> None:
    Path("extra.zip").write_bytes(zipped(files_of("general") | {"extra.txt": "x"}))

    assert run("check", "extra.zip").exit_code == 0
    assert run("check", "--strict", "extra.zip").exit_code == 1


def test_programs_get_one_list_for_any_number_of_files() -> None:
    Path("bad.zip").write_bytes(broken())
    Path("text.zip").write_text("no zip", encoding="utf-8")

    done = run("check", "--json", "bad.zip", "text.zip", "missing.zip")

    listed = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [each["file"] for each in listed] == ["bad.zip", "text.zip", "missing.zip"]
    assert [[error["rule"] for error in each["errors"]] for each in listed] == [
        ["limit"],
        ["archive"],
        ["file"],
    ]
    assert [warning["path"] for warning in listed[0]["warnings"]] == ["extra.txt"]


def test_a_template_in_another_encoding_is_told() -> None:
    Path("bot.yaml").write_bytes(b"\xff\xfe")

    done = run("check", "bot.yaml")

    assert done.exit_code == 1
    assert "bot.yaml: file: is not UTF-8 text" in done.output
