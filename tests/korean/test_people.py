"""How many people come, in halves: one to tune on, one to measure."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.people import party_changed, party_told
from aicc.korean.text.said import as_said

DATA: dict[str, Any] = YAML(typ="safe").load(
    (Path(__file__).parent / "data" / "people.yaml").read_text("utf-8")
)
HELD_RIGHT = 0.85


def read(kind: str, text: str) -> str | None:
    if kind != "changed":
        told = party_told(as_said(text), asked=kind == "asked")
        return None if told is None else str(told)
    party = party_changed(as_said(text))
    if party is None:
        return None
    if party.total:
        return f"={party.total}"
    return "?" if party.is_open else f"{party.more:+d}"


def rows(half: str) -> list[tuple[str, str, str | None]]:
    return [
        (kind, text, None if value is None else str(value))
        for kind, texts in DATA[half].items()
        for text, value in texts.items()
    ]


@pytest.mark.parametrize(("kind", "text", "value"), rows("tuned"))
def test_a_party_is_counted_however_it_is_told(kind: str, text: str, value: str | None) -> None:
    assert read(kind, text) == value


def test_what_was_not_tuned_on_is_counted_as_well() -> None:
    held = rows("held")

    right = [text for kind, text, value in held if read(kind, text) == value]

    assert len(right) >= HELD_RIGHT * len(held)
