"""The shape of plain JSON: state that is stored, values that steps pass on; and its readers."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonMap: TypeAlias = Mapping[str, Json]


def as_map(value: Json) -> JsonMap:
    """The `as_` functions read without trust: what has another shape is as good as empty."""
    return value if isinstance(value, Mapping) else {}


def as_maps(value: Json) -> list[JsonMap]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def as_text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def as_texts(value: Json) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def as_count(value: Json) -> int:
    return value if isinstance(value, int) else 0


def as_number(value: Json, default: float = 0.0) -> float:
    return float(value) if isinstance(value, int | float) else default
