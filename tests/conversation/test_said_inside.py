"""Sentences inside a scenario beside its answers: one half was tuned on, the other measured."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.done import asked_if_done
from aicc.korean.answers.step_questions import unable
from aicc.korean.answers.stopping import stop_answer
from aicc.korean.answers.telling import tells_of_self
from aicc.korean.text.asking import asks
from aicc.korean.text.said import as_said

DATA: dict[str, Any] = YAML(typ="safe").load(
    (Path(__file__).parent / "data" / "inside.yaml").read_text("utf-8")
)
HELD_RIGHT = 0.85


def read(kind: str, text: str) -> str:
    said = as_said(text)
    match kind:
        case "stop":
            return str(stop_answer(said) or "neither")
        case "done":
            return str(asked_if_done(said) is not None).lower()
        case "unable":
            return str(unable(said) or "neither")
        case _:
            return str(tells_of_self(said) and not asks(said)).lower()


def rows(half: str) -> list[tuple[str, str, str]]:
    return [
        (kind, str(text), str(label).lower())
        for kind, labels in DATA[half].items()
        for label, texts in labels.items()
        for text in texts
    ]


@pytest.mark.parametrize(("kind", "text", "label"), rows("tuned"))
def test_what_is_said_inside_a_scenario_is_told_apart(kind: str, text: str, label: str) -> None:
    assert read(kind, text) == label


@pytest.mark.parametrize("kind", list(DATA["held"]))
def test_what_was_not_tuned_on_is_told_apart_as_well(kind: str) -> None:
    held = [(text, label) for each, text, label in rows("held") if each == kind]

    right = [text for text, label in held if read(kind, text) == label]

    assert len(right) >= HELD_RIGHT * len(held)
