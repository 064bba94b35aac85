"""`aicc faq` as the people who steer the FAQ use it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import InvalidInputError
from chatbot_cli.main import app
from chatbot_cli.new import new

Aicc = Callable[..., Result]

ENTRIES = """
faqs:
  - id: hours
    category: 안내
    question: 영업시간이 어떻게 되나요?
    variants: [몇 시까지 영업하나요, 영업시간 알려 주세요, 영업은 몇 시부터 하나요, 차 댈 수 있나요]
    answer: 평일 9시부터 6시까지입니다.
  - id: parking
    category: 안내
    question: 주차할 수 있나요?
    variants: [주차장 있어요, 주차장이 어디예요, 차 댈 데가 있나요]
    answer: 건물 지하에 주차하실 수 있습니다.
"""


def a_small_pack() -> str:
    new(Path("small"))
    Path("small/faqs.yaml").write_text(ENTRIES, encoding="utf-8")
    return "small"


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
    assert "card-limit-lower" in below
    assert "연회" in above


def test_a_question_as_json_has_a_score_by_signal_and_the_use_of_each_hit(aicc: Aicc) -> None:
    result = aicc("faq", "test", "연회비 없는 카드로 바꾸기", "--pack", "banking", "--json")

    best, *others = json.loads(result.output)["hits"]
    assert (best["entry"]["id"], best["use"]) == ("card-annual-fee-waiver", "answer")
    assert {"letters", "jamo"} <= set(best["signals"])
    assert others[-1]["use"] == "offer"


def test_a_question_that_fits_nothing_says_so(aicc: Aicc) -> None:
    result = aicc("faq", "test", "?!", "--pack", "banking")

    assert result.exit_code == 0
    assert "nothing fits" in result.output


def test_every_wording_is_asked_and_kept_and_compared(aicc: Aicc) -> None:
    small = a_small_pack()
    first = aicc("faq", "test-all", "--pack", small, "--save", "before.json")
    again = aicc("faq", "test-all", "--pack", small, "--before", "before.json", "--json")

    assert first.exit_code == 0, first.output
    assert "hit_at_1" in first.output
    report = json.loads(again.output)
    assert report["before"]["hit_at_1"] == report["hit_at_1"] > 0.5
    assert (report["better"], report["worse"]) == ([], [])
    assert json.loads(Path("before.json").read_text(encoding="utf-8"))["asked"]


def test_a_hit_rate_below_the_least_one_is_an_exit_code(aicc: Aicc) -> None:
    small = a_small_pack()

    assert aicc("faq", "test-all", "--pack", small, "--min", "0.99").exit_code == 1
    assert aicc("faq", "test-all", "--pack", small, "--min", "0.5").exit_code == 0


def test_a_question_about_an_entry_that_is_not_there_is_named(aicc: Aicc) -> None:
    Path("asked.jsonl").write_text('{"text": "q", "label": "no-such-entry"}', encoding="utf-8")

    result = aicc("faq", "test-all", "--pack", a_small_pack(), "--questions", "asked.jsonl")

    assert isinstance(result.exception, InvalidInputError)
    assert "no-such-entry" in str(result.exception)
