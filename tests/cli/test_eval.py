"""`aicc eval`: figures a person and a script can read."""

import json
from pathlib import Path

from typer.testing import CliRunner

from aicc.understanding.evaluation.pack import evaluate_pack
from chatbot_cli.main import app
from chatbot_cli.new import new

EXAMPLES = {
    "balance": [
        "잔액 알려 주세요",
        "통장 잔고 얼마예요",
        "계좌 잔액 조회",
        "잔액이 궁금해요",
        "잔고 확인",
    ],
    "loss": [
        "카드를 잃어버렸어요",
        "카드 분실했어요",
        "지갑을 잃어버렸어요",
        "카드 분실 신고",
        "카드가 없어요",
    ],
}


def test_every_example_is_judged_once_by_a_model_that_has_not_seen_it() -> None:
    result = evaluate_pack(EXAMPLES)

    assert result["examples"] == 10
    assert sum(map(sum, result["matrix"])) == 10
    assert 0 <= result["accuracy"] <= 1


def test_the_same_example_in_two_intents_is_an_overlap_with_a_suggestion() -> None:
    doubled = {**EXAMPLES, "other": ["카드를 잃어버렸어요!", "다른 말", "딴 이야기", "또 다른 말"]}

    result = evaluate_pack(doubled)

    assert result["overlaps"][0]["intents"] == ["loss", "other"]
    assert any("loss and other" in each for each in result["suggestions"])


def test_few_examples_are_suggested_to_grow() -> None:
    result = evaluate_pack(EXAMPLES)

    assert "balance: write 7 more examples (it has 5)" in result["suggestions"]


def test_a_pack_is_measured_as_json_and_as_a_page(tmp_path: Path) -> None:
    page, small = tmp_path / "confusion.html", tmp_path / "small"
    new(small)

    result = CliRunner().invoke(app, ["eval", "pack", str(small), "--json", "--html", str(page)])

    assert json.loads(result.stdout)["accuracy"] > 0.6
    text = page.read_text(encoding="utf-8")
    assert text.count("<tr>") == len(json.loads(result.stdout)["by_intent"]) + 1
    assert "<script" not in text


def test_entities_are_measured_case_by_case(tmp_path: Path) -> None:
    cases = [
        {
            "id": name,
            "source": "duckling",
            "type": "money",
            "utterance": text,
            "reference_time": None,
            "entities": [{"text": text, "start": 0, "kind": "money", "expected": expected}],
        }
        for name, text, expected in (
            ("right", "만원", {"value": 10000, "currency": "KRW"}),
            ("wrong", "만원", {"value": 20000, "currency": "KRW"}),
        )
    ]
    file = tmp_path / "cases.jsonl"
    lines = (json.dumps(case, ensure_ascii=False) for case in cases)
    file.write_text("\n".join(lines), encoding="utf-8")

    result = CliRunner().invoke(app, ["eval", "entities", str(file), "--json"])

    measured = json.loads(result.stdout)
    assert (measured["right"], measured["total"]) == (1, 2)
    assert [case["id"] for case in measured["wrong"]] == ["wrong"]


def as_lines(path: Path, rows: dict[str, list[str]]) -> Path:
    lines = (
        json.dumps({"text": text, "label": label}, ensure_ascii=False)
        for label, texts in rows.items()
        for text in texts
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_intents_are_measured_on_files(tmp_path: Path) -> None:
    train = as_lines(tmp_path / "train.jsonl", EXAMPLES)
    test = as_lines(
        tmp_path / "test.jsonl", {"loss": ["카드를 분실했어요"], "balance": ["잔고 조회"]}
    )

    result = CliRunner().invoke(
        app, ["eval", "intents", "--train", str(train), "--test", str(test), "--json"]
    )

    measured = json.loads(result.stdout)
    assert measured["accuracy"] == 1.0
    assert {"macro_f1", "oos_auroc", "ece", "cpu_ms", "load_s", "model_bytes"} <= measured.keys()


def test_sentiment_is_measured_on_files(tmp_path: Path) -> None:
    rows = {
        "1": ["정말 좋아요 최고", "재미있고 좋았어요"],
        "0": ["정말 별로예요", "지루하고 나빴어요"],
    }
    train = as_lines(tmp_path / "train.jsonl", {label: texts * 8 for label, texts in rows.items()})
    test = as_lines(tmp_path / "test.jsonl", rows)

    result = CliRunner().invoke(
        app, ["eval", "sentiment", "--train", str(train), "--test", str(test)]
    )

    assert result.exit_code == 0, result.output
    assert "accuracy" in result.output
