"""`aicc faq` as the people who steer the FAQ use it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import InvalidInputError
from chatbot_cli.main import app

Aicc = Callable[..., Result]


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_a_question_shows_hits_on_both_sides_of_the_threshold(aicc: Aicc) -> None:
    result = aicc("faq", "test", "연회비 없는 카드로 바꾸기", "--pack", "banking")

    assert result.exit_code == 0, result.output
    above, _, below = result.output.partition("answered above")
    assert "card-annual-fee-waiver" in above
    assert "card-transit" in below
    assert "연회" in above


def test_a_question_as_json_has_a_score_by_signal_and_the_use_of_each_hit(aicc: Aicc) -> None:
    result = aicc("faq", "test", "연회비 없는 카드로 바꾸기", "--pack", "banking", "--json")

    best, *others = json.loads(result.output)["hits"]
    assert (best["entry"]["id"], best["use"]) == ("card-annual-fee-waiver", "answer")
    assert {"letters", "jamo"} <= set(best["signals"])
    assert others[-1]["use"] == "leave"


def test_a_question_that_fits_nothing_says_so(aicc: Aicc) -> None:
    result = aicc("faq", "test", "?!", "--pack", "banking")

    assert result.exit_code == 0
    assert "nothing fits" in result.output


def test_every_wording_is_asked_and_kept_and_compared(aicc: Aicc) -> None:
    first = aicc("faq", "test-all", "--pack", "general", "--save", "before.json")
    again = aicc("faq", "test-all", "--pack", "general", "--before", "before.json", "--json")

    assert first.exit_code == 0, first.output
    assert "hit_at_1" in first.output
    report = json.loads(again.output)
    assert report["before"]["hit_at_1"] == report["hit_at_1"] > 0.5
    assert (report["better"], report["worse"]) == ([], [])
    assert json.loads(Path("before.json").read_text(encoding="utf-8"))["asked"]


def test_a_hit_rate_below_the_least_one_is_an_exit_code(aicc: Aicc) -> None:
    assert aicc("faq", "test-all", "--pack", "general", "--min", "0.99").exit_code == 1
    assert aicc("faq", "test-all", "--pack", "general", "--min", "0.5").exit_code == 0


def test_a_question_about_an_entry_that_is_not_there_is_named(aicc: Aicc) -> None:
    Path("asked.jsonl").write_text('{"text": "q", "label": "no-such-entry"}', encoding="utf-8")

    result = aicc("faq", "test-all", "--pack", "general", "--questions", "asked.jsonl")

    assert isinstance(result.exception, InvalidInputError)
    assert "no-such-entry" in str(result.exception)
