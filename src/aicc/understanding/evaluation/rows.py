"""JSON lines of labelled sentences, as people keep them for training and testing."""

import json
from dataclasses import dataclass
from pathlib import Path

from aicc.errors import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    text: str
    label: str


def read_rows(path: Path | None) -> tuple[Row, ...]:
    """Empty for no file. Raises `InvalidInputError` with the line that cannot be read."""
    if path is None:
        return ()
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read") from error
    return tuple(
        _row(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    )


def _row(line: str, place: str) -> Row:
    try:
        match json.loads(line):
            case {"text": str(text), "label": str(label) | int(label)}:
                return Row(text=text, label=str(label))
    except ValueError as error:
        raise InvalidInputError(f"{place}: not JSON") from error
    raise InvalidInputError(f'{place}: expected {{"text": …, "label": …}}')
