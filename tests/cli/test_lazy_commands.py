"""Each command is found by its name, and imported only when it is called."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from chatbot_cli.commands import COMMANDS
from chatbot_cli.main import app


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])

    assert result.exit_code == 0, result.output
    assert "--install-completion" not in result.output


def test_the_list_of_commands_fits_eighty_columns() -> None:
    result = CliRunner().invoke(app, ["--help"])

    assert all(f"  {name} " in result.output for name in COMMANDS)
    assert "..." not in result.output.partition("Commands:")[2]
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_wrong_name_is_answered_with_the_near_one() -> None:
    assert "Did you mean 'test'?" in CliRunner().invoke(app, ["tset"]).output


def test_the_version_waits_for_no_engine() -> None:
    code = "import chatbot_cli.main, sys; print('numpy' in sys.modules, 'fastapi' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.stdout.split() == ["False", "False"]
