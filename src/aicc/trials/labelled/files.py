"""Files of labelled sentences: `text<TAB>label` lines, or JSON lines."""

import json
from dataclasses import dataclass
from pathlib import Path

from aicc.errors import InvalidInputError
from aicc.trials.labelled.label import Label, Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    text: str
    label: Label


def read_labelled(path: Path, labels: Labels) -> tuple[LabelledSentence, ...]:
    """`InvalidInputError` names the line that cannot be read; lines after # are for people."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"{path}: cannot be read as UTF-8 text") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            text, label = _parts(line)
            found.append(LabelledSentence(text=text, label=labels.find(label)))
        except InvalidInputError as error:
            raise InvalidInputError(f"{path.name}:{number}: {error}") from error
    if not found:
        raise InvalidInputError(f"{path}: there is no sentence in it")
    return tuple(found)


def _parts(line: str) -> tuple[str, str]:
    if line.lstrip().startswith("{"):
        try:
            match json.loads(line):
                case {"text": str(text), "expected": str(label)}:
                    return text, label
        except ValueError as error:
            raise InvalidInputError("not JSON") from error
        raise InvalidInputError('expected {"text": …, "expected": …}')
    text, tab, label = line.rpartition("\t")
    if not tab or not text.strip() or not label.strip():
        raise InvalidInputError("expected a sentence, a tab and what it should lead to")
    return text.strip(), label.strip()
