"""`aicc eval faq`: recall, speed and the no-answer area on files of questions."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import ConfigError, InvalidInputError
from chatbot_cli.main import app

ENTRIES = [
    ("카드를 잃어버렸어요", "loss"),
    ("카드를 만들고 싶어요", "apply"),
    ("이체 한도를 올려 주세요", "limit"),
    ("영업점이 어디에 있나요", "branch"),
]
QUERIES = [("카드 잃어버림", "loss"), ("이체한도 올리기", "limit"), ("연락처 변경", "branch")]

Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ELASTICSEARCH_HOST", raising=False)

    def lines(rows: list[tuple[str, str]]) -> str:
        return "".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows)

    Path("entries.jsonl").write_text(lines(ENTRIES), encoding="utf-8")
    Path("queries.jsonl").write_text(lines(QUERIES), encoding="utf-8")
    files = ("--entries", "entries.jsonl", "--queries", "queries.jsonl")
    return lambda *more: CliRunner().invoke(app, ["eval", "faq", *files, *more])


def test_recall_counts_the_queries_whose_label_comes_first(evaluate: Evaluate) -> None:
    result = json.loads(evaluate("--json").stdout)

    assert (result["entries"], result["queries"]) == (4, 3)
    assert result["recall_at_1"] == pytest.approx(2 / 3)
    assert result["recall_at_1"] <= result["mrr"] <= result["recall_at_5"] <= 1
    assert 0 < result["p50_ms"] <= result["p99_ms"]
    assert result["build_s"] > 0
    assert result["no_answer_auc"] is None


def test_questions_without_an_answer_are_told_apart_by_their_score(evaluate: Evaluate) -> None:
    Path("strange.jsonl").write_text(
        '{"text": "오늘 날씨 어때"}\n{"text": "노래", "label": "x"}\n', encoding="utf-8"
    )

    result = json.loads(evaluate("--near-miss", "strange.jsonl", "--json").stdout)

    assert result["no_answer_auc"] > 0.5


def test_the_figures_can_be_read_by_a_person(evaluate: Evaluate) -> None:
    result = evaluate()

    assert result.exit_code == 0, result.output
    assert "recall_at_1" in result.output


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "queries.jsonl:1: not JSON"),
        ('{"text": 1, "label": "a"}', "queries.jsonl:1: expected"),
        ('{"text": "질문"}', "needs a label"),
        ("", "there is no question in it"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(
    evaluate: Evaluate, line: str, why: str
) -> None:
    Path("queries.jsonl").write_text(line, encoding="utf-8")

    result = evaluate()

    assert isinstance(result.exception, InvalidInputError)
    assert why in str(result.exception)


def test_elasticsearch_without_a_host_says_what_to_set(evaluate: Evaluate) -> None:
    result = evaluate("--engine", "elasticsearch")

    assert isinstance(result.exception, ConfigError)
    assert "ELASTICSEARCH_HOST" in str(result.exception)
