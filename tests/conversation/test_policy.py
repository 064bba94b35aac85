"""What is decided, rule by rule: which goes first, and where each threshold lies."""

from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.conversation.decision import NAMES, Decision
from aicc.conversation.policy import RULES, Situation, decide, fall_back
from aicc.domain.session import Choice
from tests.conversation.situations import Row, situation

TABLE: Row = YAML(typ="safe", pure=True).load(Path(__file__).with_name("policy.yaml"))
BANK: Row = TABLE["bank"]
NEIGHBOURS: list[Row] = TABLE["neighbours"]
NAMED: list[Row] = [*TABLE["edges"], *TABLE["rows"]]
BY_NAME = {rule.__name__: rule for rule in (*RULES, fall_back)}


def pair(row: Row) -> str:
    return f"{row['before']} before {row['after']}"


def seen(decision: Decision, names: dict[str, Any]) -> dict[str, Any]:
    """The fields that a row names, choices as their labels."""
    assert is_dataclass(decision)
    known = {each.name: getattr(decision, each.name) for each in fields(decision)}
    return {name: _plain(known.get(name, "no such field")) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Choice):
        return value.label
    return [each.label for each in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("row", NEIGHBOURS, ids=pair)
def test_of_two_rules_that_would_decide_the_first_does(row: Row) -> None:
    first, second = BY_NAME[row["before"]], BY_NAME[row["after"]]

    decided = decide(situation(BANK, row))

    assert decided.rule == row["before"]
    assert seen(decided.decision, row["gives"]) == row["gives"]
    other = second(situation(BANK, row))
    assert other is not None
    assert other != first(situation(BANK, row))


@pytest.mark.parametrize("row", NAMED, ids=[row["name"] for row in NAMED])
def test_a_situation_is_decided_by_its_rule(row: Row) -> None:
    decided = decide(situation(BANK, row))

    assert decided.rule == row["rule"]
    assert seen(decided.decision, row["gives"]) == row["gives"]
    assert decided.name == row.get("decides", decided.name)


def test_every_two_neighbours_have_a_row() -> None:
    rows = [(row["before"], row["after"]) for row in (*NEIGHBOURS, *TABLE["never_both"])]
    ordered = [rule.__name__ for rule in (*RULES, fall_back)]

    assert sorted(rows) == sorted(pairwise(ordered))


def test_every_rule_and_every_decision_is_reached() -> None:
    decided = [decide(situation(BANK, row)) for row in (*NEIGHBOURS, *NAMED)]

    assert {each.rule for each in decided} == set(BY_NAME)
    assert {each.name for each in decided} == set(NAMES.values())


def test_what_a_command_decides_is_not_weighed() -> None:
    given = situation(BANK, {"said": "도움말", "guard": "help"})
    now = Situation(opened=given.opened, reading=given.reading)

    decided = decide(now)

    assert decided.rule == "steer"
    assert "candidates" not in vars(now)
