"""Counters: every one that is read from a customer can be said to one."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from aicc.korean.entities.extract import extract
from aicc.korean.speech.speak import to_speech
from aicc.korean.text.said import as_said
from aicc.korean.words.lists import read_list

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "counters.yaml")
NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize(("written", "heard"), TABLE.values(), ids=TABLE)
def test_a_counter_is_said_with_the_numeral_it_wants(written: str, heard: str) -> None:
    assert to_speech(written) == heard


@pytest.mark.parametrize(("counter", "written"), [(name, row[0]) for name, row in TABLE.items()])
def test_a_counter_is_read(counter: str, written: str) -> None:
    read = [extract(as_said(written), now=NOW, kinds=[kind]) for kind in ("count", "quantity")]

    values = [entity.value for entities in read for entity in entities]
    assert counter in [value["unit"] for value in values if isinstance(value, dict)]


def test_every_counter_that_can_be_read_is_said_here() -> None:
    assert set(TABLE) == set(read_list("counters"))


def test_every_counter_has_a_numeral_class() -> None:
    assert {listed[0] for listed in read_list("counters").values()} == {"native", "sino"}
