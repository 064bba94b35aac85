"""Files of dialogues: one JSON object a line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError
from aicc.trials.dialogues.conditions import Condition

Conditions = tuple[Condition, ...]
_KINDS_OF_CONDITIONS = ("right", "fine", "harm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueTurn:
    """What is said, and the conditions of a right, an acceptable and a harmful reply; one that
    holds is enough."""

    say: str
    right: Conditions
    fine: Conditions
    harm: Conditions

    @classmethod
    def from_json(cls, data: Json) -> Self:
        if not isinstance(data, dict) or not isinstance(data.get("say"), str):
            raise InvalidInputError("a turn is an object with say")
        unknown = data.keys() - {"say", *_KINDS_OF_CONDITIONS}
        if unknown:
            raise InvalidInputError(f"unknown in a turn: {', '.join(sorted(unknown))}")
        right, fine, harm = (_conditions(data, name) for name in _KINDS_OF_CONDITIONS)
        return cls(say=str(data["say"]), right=right, fine=fine, harm=harm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    id: str
    pack: str
    kind: str
    turns: tuple[DialogueTurn, ...]

    @classmethod
    def from_json(cls, data: Json) -> Self:
        if not isinstance(data, dict):
            raise InvalidInputError("a dialogue is an object")
        texts = {name: data.get(name) for name in ("id", "pack", "kind")}
        turns = data.get("turns")
        if not all(isinstance(text, str) and text for text in texts.values()):
            raise InvalidInputError("a dialogue has id, pack and kind")
        if not isinstance(turns, list) or not turns:
            raise InvalidInputError("a dialogue has turns")
        return cls(
            id=str(texts["id"]),
            pack=str(texts["pack"]),
            kind=str(texts["kind"]),
            turns=tuple(map(DialogueTurn.from_json, turns)),
        )


def read_dialogues(paths: Sequence[Path]) -> list[Dialogue]:
    """`InvalidInputError` names the file and the line that cannot be used."""
    dialogues: dict[str, Dialogue] = {}
    for path in paths:
        for where, dialogue in _of_file(path):
            if dialogue.id in dialogues:
                raise InvalidInputError(f"{where}: there is another dialogue {dialogue.id}")
            dialogues[dialogue.id] = dialogue
    return list(dialogues.values())


def _of_file(path: Path) -> Iterator[tuple[str, Dialogue]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InvalidInputError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield where, Dialogue.from_json(json.loads(line))
        except (ValueError, InvalidInputError) as error:
            raise InvalidInputError(f"{where}: {error}") from error


def _conditions(turn: JsonMap, name: str) -> Conditions:
    listed = turn.get(name, [])
    if not isinstance(listed, list):
        raise InvalidInputError(f"{name}: a list of conditions, not {listed!r}")
    return tuple(map(Condition.from_json, listed))
