"""Files of questions: JSON lines with the text and the label that is right, if any is."""

import json
from dataclasses import dataclass
from pathlib import Path

from aicc.errors import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    text: str
    label: str = ""  # empty: nothing here answers it


def read_questions(path: Path) -> tuple[Question, ...]:
    """Raises `InvalidInputError` with the line that cannot be read."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"{path}: cannot be read as UTF-8 text") from error
    questions = tuple(
        _question(line, f"{path.name}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    if not questions:
        raise InvalidInputError(f"{path}: there is no question in it")
    return questions


def _question(line: str, place: str) -> Question:
    try:
        match json.loads(line):
            case {"text": str(text), "label": str(label) | int(label)}:
                return Question(text=text, label=str(label))
            case {"text": str(text), "label": None} | {"text": str(text)}:
                return Question(text=text)
    except ValueError as error:
        raise InvalidInputError(f"{place}: not JSON") from error
    raise InvalidInputError(f'{place}: expected {{"text": …, "label": …}}')
