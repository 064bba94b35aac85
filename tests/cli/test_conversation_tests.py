"""`aicc test`: what it says of a pack's conversations, and when it fails."""

import json
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


DIALOGUE = (
    '{"id": "a-1", "pack": "general", "kind": "closed", "turns": [{"say": "안녕하세요", '
    '"right": [{"says": "%s"}], "harm": [{"flow": "any"}]}]}'
)


def test_dialogues_are_judged_in_a_table(aicc: Aicc) -> None:
    Path("d.jsonl").write_text(DIALOGUE % "안녕", encoding="utf-8")

    result = aicc("test", "--dialogues", "d.jsonl")

    assert result.exit_code == 0, result.output
    numbers = ["1", "100", "0", "0", "0", "1", "100.0", "0.0", "0.0"]
    assert ["closed", *numbers] in [line.split() for line in result.output.splitlines()]
    assert "packs: general" in result.output


def test_turns_of_a_verdict_are_shown_with_their_reply(aicc: Aicc) -> None:
    Path("d.jsonl").write_text(DIALOGUE % "이런 말은 없다", encoding="utf-8")

    shown = aicc("test", "--dialogues", "d.jsonl", "--show", "wrong").output
    hidden = aicc("test", "--dialogues", "d.jsonl", "--show", "harmful").output

    assert "wrong a-1 [closed] 안녕하세요\n    " in shown
    assert "a-1" not in hidden


def test_the_table_is_there_as_json(aicc: Aicc) -> None:
    Path("d.jsonl").write_text(DIALOGUE % "안녕", encoding="utf-8")

    rows = json.loads(aicc("test", "--dialogues", "d.jsonl", "--json").output)

    assert [row["kind"] for row in rows] == ["closed", "all"]
    assert rows[0]["turns"]["right"] == 100


def test_a_kind_that_no_dialogue_has_is_an_error(aicc: Aicc) -> None:
    Path("d.jsonl").write_text(DIALOGUE % "안녕", encoding="utf-8")

    result = aicc("test", "--dialogues", "d.jsonl", "--kind", "nothing")

    assert result.exit_code != 0
