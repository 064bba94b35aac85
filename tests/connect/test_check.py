"""The checker: it takes what the service takes, and refuses each single fault."""

import json
from copy import deepcopy
from typing import Any

import pytest

from aicc.amazon.connect.check import check_text
from aicc.amazon.connect.finding import ActionFinding
from aicc.amazon.connect.rules.flow import NAMED_RULES
from aicc.amazon.connect.variants import RULES
from tests.connect.made import END, Given, ending, flow_of, rows, table
from tests.connect.mutants import document_faults, mutants

ROWS = list(rows())
FAULTS = table("faults.yaml")


def errors(flow: Given) -> list[ActionFinding]:
    return [found for found in check_text(json.dumps(flow)) if found.is_error]


def test_every_type_has_an_example() -> None:
    assert {row["type"] for row in ROWS} >= RULES.keys() - NAMED_RULES.keys() - {
        "ConnectParticipantWithAgenticCX"  # its form is not published
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_the_service_takes_is_accepted(row: Given) -> None:
    assert [str(found) for found in errors(flow_of([row]))] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_single_fault_in_an_action_is_refused(row: Given) -> None:
    flow = flow_of([row])

    survived = [
        mutant.fault
        for mutant in mutants(flow, {row["name"]: row, END: ending()})
        if not errors(mutant.flow)
    ]

    assert survived == []


def test_every_single_fault_in_a_document_is_refused() -> None:
    flow = flow_of(ROWS)

    survived = [mutant.fault for mutant in document_faults(flow) if not errors(mutant.flow)]

    assert errors(flow) == []
    assert survived == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["fault"])
def test_a_fault_is_named_by_its_rule(fault: Given) -> None:
    row = next(row for row in ROWS if row["name"] == fault["action"])
    flow = flow_of([row])
    edit(flow["Actions"][0], fault)

    found = errors(flow)

    assert fault["rule"] in {each.rule for each in found}
    assert fault.get("says", "") in " ".join(each.message for each in found)


def edit(action: Given, fault: Given) -> None:
    for path, value in fault.get("set", {}).items():
        inside, key = parent(action, path)
        inside[key] = "가" * int(value[1:]) if str(value).startswith("%") else deepcopy(value)
    for path in fault.get("drop", ()):
        inside, key = parent(action, path)
        del inside[key]


def parent(action: Given, path: str) -> tuple[Any, Any]:
    *names, last = [int(name) if name.isdecimal() else name for name in path.split("/")]
    inside: Any = action
    for name in names:
        inside = inside[name]
    return inside, last
