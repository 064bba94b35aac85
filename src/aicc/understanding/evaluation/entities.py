"""Measures the Korean extractor on a file of cases: `aicc eval entities FILE`.

A case asks for one type at one reference time and is right when exactly the expected values come
back, in order of place. The two sources write values in their own ways; the functions below put
our values into each of them. Only the source, the type and the case's `expected` decide.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import isclose
from pathlib import Path

from aicc.domain.meaning import Entity
from aicc.korean.entities.extract import extract
from aicc.korean.numbers.units import CUP
from aicc.korean.text.said import as_said

Value = Mapping[str, object]

_KINDS: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "numberrange": ("number_range",),
    "ordinal": ("ordinal",),
    "ordinal.relative": ("relative_ordinal",),
    "percent": ("percent",),
    "money": ("money",),
    "date": ("date",),
    "daterange": ("date_range",),
    "time": ("when",),
    "duration": ("duration",),
    "age": ("age",),
    "dimension": ("dimension",),
    "distance": ("distance",),
    "volume": ("volume",),
    "temperature": ("temperature",),
    "quantity": ("quantity",),
}
_CURRENCIES = {
    "dollar": "USD", "united states dollar": "USD", "cent": "USD/100", "pence": "GBP/100",
    "penny": "GBP/100", "pound": "GBP", "british pound": "GBP", "euro": "EUR", "won": "KRW",
    "south korean won": "KRW", "korean won": "KRW", "yen": "JPY", "japanese yen": "JPY",
    "chinese yuan": "CNY", "renminbi": "CNY", "yuan": "CNY", "franc": "FRF", "french franc": "FRF",
    "mark": "DEM", "deutsche mark": "DEM", "german mark": "DEM", "peso": "MXN", "lira": "TRY",
    "rupee": "INR", "ruble": "RUB", "russian ruble": "RUB", "us_cent": "USD/100",
}  # fmt: skip
_UNITS = {
    "c": "celsius", "f": "fahrenheit", "°c": "celsius", "°f": "fahrenheit", "cup": CUP,
    "pound": "pound", "tonne": "metric ton",
}  # fmt: skip


def evaluate(path: str | Path) -> dict[str, object]:
    """`total`, `right`, `by_type` (right and total of each), `wrong` cases, `span_exact` (0–1)."""
    cases = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line]
    by_type: dict[str, dict[str, int]] = {}
    wrong: list[dict[str, object]] = []
    spans: list[bool] = []
    for case in cases:
        found = found_in(case)
        right = is_right(case, found)
        counts = by_type.setdefault(f"{case['source']}/{case['type']}", {"right": 0, "total": 0})
        counts["total"] += 1
        counts["right"] += right
        spans.append(_same_spans(case, found))
        if not right:
            wrong.append(_report(case, found))
    return {
        "total": len(cases),
        "right": len(cases) - len(wrong),
        "by_type": dict(sorted(by_type.items())),
        "wrong": wrong,
        "span_exact": sum(spans) / len(spans) if spans else 0.0,
    }


def found_in(case: Mapping[str, object]) -> tuple[Entity, ...]:
    given = case["reference_time"]
    now = datetime.fromisoformat(str(given)) if given else datetime(2026, 1, 1, tzinfo=UTC)
    kinds = _KINDS.get(str(case["type"]), (str(case["type"]),))
    return extract(as_said(str(case["utterance"])), now=now, kinds=kinds)


def is_right(case: Mapping[str, object], found: Sequence[Entity]) -> bool:
    expected = _in_order(case["entities"])
    if len(found) != len(expected):
        return False
    same = _SAME[str(case["type"])]
    return all(_matches(same, entity, want) for entity, want in zip(found, expected, strict=True))


def _matches(same: "Judge", entity: Entity, want: Mapping[str, object]) -> bool:
    allowed = want.get("any_of") or [want["expected"]]
    if not isinstance(allowed, list):
        return False
    return any(same(entity.value, expected) for expected in [want["expected"], *allowed])


def _in_order(entities: object) -> list[Mapping[str, object]]:
    """By place; a case that does not say where keeps the order written."""
    listed = list(entities) if isinstance(entities, list) else []
    if all(entity["start"] is not None for entity in listed):
        listed.sort(key=lambda entity: entity["start"])
    return listed


def _same_spans(case: Mapping[str, object], found: Sequence[Entity]) -> bool:
    wanted = [str(entity["text"]) for entity in _in_order(case["entities"])]
    return [entity.text for entity in found] == wanted


def _report(case: Mapping[str, object], found: Sequence[Entity]) -> dict[str, object]:
    return {
        "id": case["id"],
        "type": case["type"],
        "utterance": case["utterance"],
        "expected": [entity["expected"] for entity in _in_order(case["entities"])],
        "found": [{"text": entity.text, "value": entity.value} for entity in found],
    }


Judge = Callable[[object, Value], bool]


def _close(ours: object, expected: object) -> bool:
    """Equal numbers, whether written as 1, 1.0 or "1"."""
    if ours is None or expected is None:
        return ours is expected
    return isclose(float(str(ours)), float(str(expected)), rel_tol=1e-9)


def _number(ours: object, expected: Value) -> bool:
    return _close(ours, expected["value"])


def _relative(ours: object, expected: Value) -> bool:
    value = _map(ours)
    offset, to = value.get("offset"), value.get("relative_to")
    return to == expected["relativeTo"] and offset == expected["offset"]


def _number_range(ours: object, expected: Value) -> bool:
    """`(20,35]`: a round bracket leaves its number out."""
    written, value = str(expected["value"]), _map(ours)
    low, _, high = written[1:-1].partition(",")
    closed = (written[0] == "[", written[-1] == "]")
    return _same_bound(value, "min", low, closed[0]) and _same_bound(value, "max", high, closed[1])


def _same_bound(value: Value, name: str, written: str, closed: bool) -> bool:
    if not written:
        return name not in value
    return name in value and _close(value[name], written) and value[f"{name}_included"] is closed


def _money(ours: object, expected: Value) -> bool:
    """A named `unit` gives the currency where no code does; ranges are compared side by side."""
    value = _map(ours)
    unit = str(expected.get("currency") or _CURRENCIES.get(str(expected.get("unit")).lower()))
    code, _, share = unit.partition("/")
    if value.get("currency") != code:
        return False
    if "min" in expected or "max" in expected:
        sides = [name for name in ("min", "max") if name in expected]
        same = all(_close(value.get(name), expected[name]) for name in sides)
        return same and "amount" not in value and value.keys() & {"min", "max"} == set(sides)
    amount = value.get("amount")
    if "unit" in expected:  # this source names the number of an at-least or at-most alone
        amount = value.get("amount", value.get("min", value.get("max")))
    return _close(amount if not share else float(str(amount)) * 100, expected["value"])


def _date(ours: object, expected: Value) -> bool:
    return ours == expected["date"]


def _date_range(ours: object, expected: Value) -> bool:
    """Periods end before `endDate`; in a pair of days it is the second one named."""
    value = _map(ours)
    if not isinstance(value.get("start"), str) or not isinstance(value.get("end"), str):
        return False
    start, end = str(value["start"]), date.fromisoformat(str(value["end"]))
    pair = value.get("grain") == "day" and "count" not in value
    last = end if pair else end + timedelta(days=1)
    return start == expected["startDate"] and last.isoformat() == expected["endDate"]


def _when(ours: object, expected: Value) -> bool:
    return dict(_map(ours)) == dict(expected)


def _duration(ours: object, expected: Value) -> bool:
    value = _map(ours)
    if "duration" in expected:
        return _close(value.get("seconds"), expected["duration"])
    return value.get("unit") == expected["unit"] and _close(value.get("value"), expected["value"])


def _measure(ours: object, expected: Value) -> bool:
    value = _map(ours)
    if str(expected.get("product") or "") != str(value.get("product") or ""):
        return False
    same_unit = value.get("unit") == _unit(str(expected["unit"]))
    return same_unit and _close(value.get("value"), expected["value"])


def _unit(written: str) -> str:
    """Kilometer, SQUARE_METER, C: lower case, British, blanks."""
    name = written.lower().replace("_", " ")
    if name in _UNITS:
        return _UNITS[name]
    for american, british in (("meter", "metre"), ("liter", "litre")):
        name = name.replace(american, british)
    return name


def _map(value: object) -> Value:
    return value if isinstance(value, Mapping) else {}


_SAME: dict[str, Judge] = {
    "number": _number,
    "ordinal": _number,
    "percent": _number,
    "ordinal.relative": _relative,
    "numberrange": _number_range,
    "money": _money,
    "date": _date,
    "daterange": _date_range,
    "time": _when,
    "duration": _duration,
    "age": _measure,
    "dimension": _measure,
    "distance": _measure,
    "volume": _measure,
    "temperature": _measure,
    "quantity": _measure,
}
