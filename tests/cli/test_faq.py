"""`aicc faq` as the people who steer the FAQ use it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chatbot_cli.main import app

Aicc = Callable[..., Result]


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_a_question_shows_hits_on_both_sides_of_the_threshold(aicc: Aicc) -> None:
    result = aicc("faq", "test", "신용카드 만들래", "--pack", "banking")

    assert result.exit_code == 0, result.output
    above, _, below = result.output.partition("0.55 answered above")
    assert "card-apply" in above
    assert "card-overseas" in below
    assert "신용" in above


def test_a_question_as_json_has_a_score_by_signal_and_the_use_of_each_hit(aicc: Aicc) -> None:
    result = aicc("faq", "test", "신용카드 만들래", "--pack", "banking", "--json")

    best, *others = json.loads(result.output)["hits"]
    assert (best["entry"]["id"], best["use"]) == ("card-apply", "answer")
    assert {"letters", "jamo"} <= set(best["signals"])
    assert others[-1]["use"] == "leave"


def test_a_question_that_fits_nothing_says_so(aicc: Aicc) -> None:
    result = aicc("faq", "test", "?!", "--pack", "banking")

    assert result.exit_code == 0
    assert "nothing fits" in result.output
