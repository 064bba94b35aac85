"""`aicc test`: what it says of a pack's conversations, and when it fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chatbot_cli.main import app

Aicc = Callable[..., Result]


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command, in a folder with a new pack."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    run("new", "my_pack")
    return run


def test_the_ways_that_no_conversation_took_are_listed(aicc: Aicc) -> None:
    result = aicc("test", "my_pack", "--on", "chat")

    assert result.exit_code == 0, result.output
    assert "covered: 4 of 5 steps (80 %), 4 of 6 ways (67 %)" in result.output
    assert "not covered: callback/agreed:no" in result.output
    assert "callback/agreed:yes" not in result.output


@pytest.mark.parametrize(("least", "code"), [("66", 0), ("68", 1)])
def test_too_little_coverage_fails(aicc: Aicc, least: str, code: int) -> None:
    result = aicc("test", "my_pack", "--min-coverage", least)

    assert result.exit_code == code, result.output
    assert ("less than 68 %" in result.output) is (code == 1)
