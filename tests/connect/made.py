"""Flows made from `actions.yaml`: every type of action in a form that the service takes."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
END = "end"

Given = dict[str, Any]


def table(name: str) -> list[Given]:
    rows: list[Given] = YAML(typ="safe").load(HERE / name)
    return rows


def flow_of(rows: list[Given]) -> Given:
    """Each action leads to the next, its branches to the end."""
    following = [row["name"] for row in rows[1:]] + [END]
    actions = [action_of(row, after) for row, after in zip(rows, following, strict=True)]
    if rows[-1]["name"] != END:
        actions.append(action_of(ending(), END))
    return {"Version": "2019-10-30", "StartAction": rows[0]["name"], "Actions": actions}


def ending() -> Given:
    return {"name": END, "type": "DisconnectParticipant", "terminal": True, "parameters": {}}


def action_of(row: Given, following: str) -> Given:
    action: Given = {"Identifier": row["name"], "Type": row["type"]}
    if not row.get("no_parameters"):
        action["Parameters"] = deepcopy(row["parameters"])
    action["Transitions"] = {} if row.get("terminal") else transitions_of(row, following)
    return action


def transitions_of(row: Given, following: str) -> Given:
    errors = [*row.get("errors", ()), *row.get("may", ())]
    transitions: Given = {
        "Errors": [{"ErrorType": error, "NextAction": END} for error in errors],
        "Conditions": [
            {"Condition": {"Operator": operator, "Operands": [operand]}, "NextAction": END}
            for operator, operand in row.get("conditions", ())
        ],
    }
    if not row.get("no_next"):
        transitions["NextAction"] = following
    return transitions


def rows() -> Iterator[Given]:
    yield from table("actions.yaml")
