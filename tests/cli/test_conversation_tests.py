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


def test_made_up_customers_walk_the_scenarios_and_find_nothing(aicc: Aicc) -> None:
    result = aicc("test", "general", "--fuzz", "--walks", "20", "--seed", "3")

    assert result.exit_code == 0, result.output
    assert "seed 3: 20 walks" in result.output
    assert "0 findings" in result.output


def test_a_walk_that_finds_something_is_shown_and_fails(aicc: Aicc) -> None:
    path = Path("my_pack/flows/callback.yaml")
    text = path.read_text(encoding="utf-8").replace("{topic:으로/로}", "{nothing}")
    path.write_text(text, encoding="utf-8")

    result = aicc("test", "my_pack", "--fuzz", "--walks", "30")

    assert result.exit_code == 1
    assert "FOUND broken: no value for {nothing}" in result.output
    assert "callback/topic" in result.output, "the turns before it are shown"
