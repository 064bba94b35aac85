"""The measure of the extractor: which cases count as right."""

import json
from pathlib import Path

import pytest

from aicc.understanding.evaluation.entities import evaluate

REFERENCE = "2016-11-07T00:00:00"


def case(kind: str, said: str, *expected: dict[str, object], source: str = "recognizers") -> str:
    entities = [{"text": said, "start": 0, "kind": kind, "expected": value} for value in expected]
    row = {"id": said, "source": source, "type": kind, "utterance": said, "entities": entities}
    return json.dumps(row | {"reference_time": REFERENCE})


RIGHT = [
    case("number", "삼점사", {"value": 3.4}),
    case("number", "5월 4일"),
    case("numberrange", "20 초과 35 이하", {"value": "(20,35]"}),
    case("money", "50센트", {"value": 50, "unit": "Cent", "currency": None}),
    case("money", "5000원 초과", {"min": 5000, "currency": "KRW"}, source="duckling"),
    case("date", "다음 주 금요일", {"date": "2016-11-18"}),
    case("daterange", "이번 주", {"startDate": "2016-11-07", "endDate": "2016-11-14"}),
    case("time", "내일", {"start": "2016-11-08T00:00:00", "grain": "day"}, source="duckling"),
    case("duration", "한 시간", {"duration": "3600"}),
    case("dimension", "5 킬로미터", {"value": 5, "unit": "Kilometer"}),
    case("ordinal.relative", "마지막", {"offset": 0, "relativeTo": "end", "value": "end+0"}),
]
WRONG = [
    case("number", "삼점사", {"value": 3.5}),
    case("number", "다섯"),
    case("numberrange", "20 초과 35 이하", {"value": "[20,35]"}),
    case("money", "50센트", {"value": 50, "unit": "Dollar", "currency": None}),
    case("dimension", "5 킬로미터", {"value": 5, "unit": "Mile"}),
    case("time", "내일", {"start": "2016-11-08T00:00:00", "grain": "hour"}, source="duckling"),
]


def written(folder: Path, rows: list[str]) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("row", RIGHT)
def test_a_case_with_the_expected_values_is_right(row: str, tmp_path: Path) -> None:
    assert evaluate(written(tmp_path, [row]))["right"] == 1


@pytest.mark.parametrize("row", WRONG)
def test_a_case_with_other_values_is_wrong(row: str, tmp_path: Path) -> None:
    assert evaluate(written(tmp_path, [row]))["right"] == 0


def test_the_report_counts_by_type_and_shows_what_came_out(tmp_path: Path) -> None:
    report = evaluate(written(tmp_path, [RIGHT[0], WRONG[0], RIGHT[7]]))

    assert (report["total"], report["right"]) == (3, 2)
    assert report["by_type"] == {
        "duckling/time": {"right": 1, "total": 1},
        "recognizers/number": {"right": 1, "total": 2},
    }
    assert report["wrong"] == [
        {
            "id": "삼점사",
            "type": "number",
            "utterance": "삼점사",
            "expected": [{"value": 3.5}],
            "found": [{"text": "삼점사", "value": 3.4}],
        }
    ]
    assert report["span_exact"] == 1.0
