"""The command and the script as people call them; what the guide shows is what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from aicc.errors import ConflictError
from chatbot_cli.deploy_stage import CUT_OFF, running
from chatbot_cli.main import app
from tests.deploy.fake_account import INSTANCE
from tests.deploy.made import ROOT, Desk
from tests.readme import blocks

PLAN = ["deploy", "plan", "--dry-run", "--project", "aicc-prod"]
GUIDE = ROOT / "docs/how-to/deploy.md"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """In the checkout, with no account behind it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "PROJECT_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(ROOT)
    return CliRunner()


def steady(text: str) -> str:
    """Without what every commit changes, and what hangs on this machine's interpreters."""
    lines = [line for line in text.splitlines() if "source only" not in line]
    digests = re.sub(r"\b[0-9a-f]{12}\b|(?<=BotVersion)[0-9a-f]{8}", "…", "\n".join(lines))
    return re.sub(r"\d+ files", "… files", digests)


def test_the_guide_shows_what_the_plan_says(cli: CliRunner) -> None:
    [shown] = [code for language, code in blocks(GUIDE) if "plan --dry-run" in code]

    said = cli.invoke(app, [*PLAN, "--set", f"ConnectInstanceArn={INSTANCE}"])

    assert said.exit_code == 0, said.output
    assert steady(said.stdout) == steady(shown.partition(INSTANCE)[2].lstrip("\n"))


def test_a_dry_apply_is_a_dry_plan(cli: CliRunner) -> None:
    planned = cli.invoke(app, [*PLAN, "--without", "web"])
    applied = cli.invoke(app, ["deploy", "apply", *PLAN[2:], "--without", "web"])

    assert applied.stdout == planned.stdout
    assert "aicc-prod-web" not in planned.stdout


def test_every_resource_has_a_row_where_that_is_wanted(cli: CliRunner) -> None:
    said = cli.invoke(app, [*PLAN, "--all", "--without", "web"])

    assert re.search(r"add +1 +AWS::DynamoDB::Table +ContentTable\n", said.stdout)


@pytest.mark.parametrize("command", ["plan", "apply", "status", "rollback", "destroy"])
def test_without_credentials_it_ends_in_one_line(cli: CliRunner, command: str) -> None:
    said = cli.invoke(app, ["deploy", command, "--project", "aicc-prod"])

    assert str(said.exception) == "no AWS credentials"


def test_without_credentials_the_doctor_says_what_it_saw_and_what_it_could_not(
    cli: CliRunner,
) -> None:
    said = cli.invoke(app, ["deploy", "doctor", "--project", "aicc-prod"])

    assert said.exit_code == 1
    assert "ok     values: none is missing for base, web" in said.stdout
    assert "WRONG  credentials: no AWS credentials: log in with" in said.stdout
    assert re.search(r"\?      not looked at: may use cloudformation, .*tables", said.stdout)


@pytest.mark.parametrize("command", ["plan", "apply", "doctor"])
def test_what_is_wanted_of_a_checkout_is_told_alike_to_every_command(
    cli: CliRunner, command: str
) -> None:
    said = cli.invoke(app, ["deploy", command, "--help"])

    assert said.exit_code == 0
    for option in ("--project", "--preset", "--set", "--without", "--image", "--image-base"):
        assert option in said.stdout


def test_the_script_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "deploy_chatbot.sh", "plan", "--dry-run", "--set", "nonsense"],
        env={
            "PROJECT_NAME": "aicc-test",
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, "aicc: --set nonsense: write it as Name=value\n")


def test_ctrl_c_is_noted_as_a_run_that_was_cut_off(desk: Desk) -> None:
    with pytest.raises(typer.Exit) as ended, running(desk.world, "apply"):
        cut_off_at("code", desk)

    last = desk.world.state.last()
    assert ended.value.exit_code == CUT_OFF
    assert last is not None
    assert (last.command, last.step, last.was_cut_off) == ("apply", "code", True)


def cut_off_at(step: str, desk: Desk) -> None:
    desk.world.state.step(step)
    raise KeyboardInterrupt


def test_an_error_is_noted_and_goes_on_to_the_person(desk: Desk) -> None:
    with pytest.raises(ConflictError), running(desk.world, "apply"):
        raise ConflictError("made up")

    last = desk.world.state.last()
    assert last is not None
    assert (last.error, last.was_cut_off) == ("made up", False)
    assert desk.told == ["failed: made up"]


def test_an_environment_of_another_account_is_not_touched(desk: Desk) -> None:
    desk.world.state.begin("apply", "999999999999")

    with (
        pytest.raises(ConflictError, match="into account 999999999999"),
        running(desk.world, "apply"),
    ):
        pytest.fail("it was begun")


def test_notes_that_cannot_be_read_are_as_good_as_none(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data/state.json").write_text('{"command": "ap', encoding="utf-8")

    assert desk.world.state.last() is None
