import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from aicc.errors import InvalidInputError
from aicc.understanding.evaluation import intents as evaluate
from aicc.understanding.evaluation.intents import IntentFiles
from tests.understanding.samples import contact_centre, json_lines


def lines(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    path.write_text(
        "".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows), "utf-8"
    )
    return path


def part(path: Path, first: int, last: int) -> Path:
    groups = contact_centre(first, last)
    return lines(path, [(text, label) for label, texts in groups.items() for text in texts])


def strange(path: Path, first: int, last: int) -> Path:
    rows = json_lines("contact_centre_oos.jsonl")[first:last]
    return lines(path, [(row["text"], "oos") for row in rows])


def test_intents_are_measured_with_all_parts(tmp_path: Path) -> None:
    files = IntentFiles(
        train=part(tmp_path / "train", 0, 8),
        valid=part(tmp_path / "valid", 8, 14),
        test=part(tmp_path / "test", 14, 20),
        oos_train=strange(tmp_path / "oos_train", 0, 30),
        oos_valid=strange(tmp_path / "oos_valid", 30, 60),
        oos_test=strange(tmp_path / "oos_test", 60, 100),
    )

    report = evaluate.intents(files)

    assert list(report) == [
        "accuracy", "macro_f1", "oos_auroc", "oos_recall", "in_scope_accuracy", "ece", "cpu_ms",
        "load_s", "model_bytes",
    ]  # fmt: skip
    assert report["accuracy"] is not None
    assert report["in_scope_accuracy"] is not None
    assert report["accuracy"] - 0.1 <= report["in_scope_accuracy"] <= report["accuracy"]
    assert report["oos_auroc"] is not None
    assert report["oos_auroc"] > 0.8


def test_few_shots_are_drawn_anew_for_every_seed(tmp_path: Path) -> None:
    files = IntentFiles(train=part(tmp_path / "train", 0, 10), test=part(tmp_path / "test", 10, 20))
    runs: list[str] = []

    few = evaluate.intents(files, shots=2, seeds=3, progress=runs.append)
    more = evaluate.intents(files, shots=8)

    assert len(runs) == 3
    assert few["oos_auroc"] is None
    assert few["accuracy"] is not None
    assert more["accuracy"] is not None
    assert few["accuracy"] < more["accuracy"]


def test_sentiment_is_measured_on_two_classes(tmp_path: Path) -> None:
    good, bad = ["정말 재미있다 최고", "감동적이고 좋다"], ["지루하고 최악", "재미없다 별로"]
    rows = [(text, "1") for text in good] + [(text, "0") for text in bad]

    report = evaluate.sentiment(lines(tmp_path / "train", rows * 5), lines(tmp_path / "test", rows))

    assert report["accuracy"] == 1
    assert report["macro_f1"] == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "잔액"}', '{"text": 1, "label": "a"}'])
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "a", "label": "b"}\n' + line, "utf-8")

    with pytest.raises(InvalidInputError, match=r"bad\.jsonl:2"):
        evaluate.sentiment(path, path)
