"""Values as people say them to a step that asks for them: recall and false readings, in halves."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.clock import KST
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.domain.flow import InputType, Step, Validation
from aicc.korean.text.said import as_said

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=KST)
STEPS = {
    "customer": (InputType.DIGITS, Validation(name="customer_number", pattern=r"\d{7}")),
    "order": (InputType.DIGITS, Validation(pattern=r"\d{8}")),
    "phone": (InputType.PHONE, None),
    "birth": (InputType.DATE, Validation(name="birth_date")),
    "name": (InputType.NAME, None),
    "income": (
        InputType.NUMBER,
        Validation(minimum=1_000_000, maximum=1_000_000_000, unit=10_000, is_yearly=True),
    ),
    "amount": (InputType.AMOUNT, Validation(minimum=1_000_000, maximum=300_000_000, unit=10_000)),
}
HELD_RECALL = 0.9
HELD_FALSE = 0.05


def half(name: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load((DATA / f"values_{name}.yaml").read_text("utf-8")))


def rows(name: str) -> list[tuple[str, str, str]]:
    table = half(name)
    return [
        (kind, str(text), str(value))
        for kind in STEPS
        for value, texts in table[kind].items()
        for text in texts
    ]


def no_rows(name: str) -> list[tuple[str, str]]:
    table = half(name)
    return [(kind, str(text)) for kind in STEPS for text in table.get(f"no_{kind}", ())]


def read(kind: str, text: str) -> str | None:
    input_type, validation = STEPS[kind]
    step = Step(id="asked", message="?", input_type=input_type, validation=validation)
    found = read_answer(step, as_said(text), NOW)
    return str(found.value) if isinstance(found, Read) else None


@pytest.mark.parametrize(("kind", "text", "value"), rows("tuned"))
def test_a_value_is_read_however_it_is_said(kind: str, text: str, value: str) -> None:
    assert read(kind, text) == value


@pytest.mark.parametrize(("kind", "text"), no_rows("tuned"))
def test_what_is_no_value_is_not_read_as_one(kind: str, text: str) -> None:
    assert read(kind, text) is None


def test_of_sentences_nobody_tuned_on_nearly_all_are_read() -> None:
    told = rows("held")
    right = sum(read(kind, text) == value for kind, text, value in told)

    assert right / len(told) >= HELD_RECALL


def test_of_sentences_nobody_tuned_on_hardly_any_is_read_as_a_value_it_is_not() -> None:
    told = rows("held")
    wrong = sum(read(kind, text) not in (None, value) for kind, text, value in told)
    false = sum(read(kind, text) is not None for kind, text in no_rows("held"))

    assert (wrong + false) / (len(told) + len(no_rows("held"))) <= HELD_FALSE
