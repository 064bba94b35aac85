"""Exports of the old designer: read and checked, taken with a warning, refused when broken."""

import json
from collections.abc import Callable
from copy import deepcopy

import pytest

from aicc.amazon.connect.check import check_text
from aicc.amazon.connect.legacy import legacy_from
from tests.connect.made import Given, table

EXPORT: Given = table("old_export.yaml")[0]


def found(given: Given, *, errors: bool) -> list[str]:
    return [each.rule for each in check_text(json.dumps(given)) if each.is_error == errors]


def test_a_sound_export_has_one_warning_and_no_error() -> None:
    assert found(EXPORT, errors=True) == []
    assert found(EXPORT, errors=False) == ["old-export"]


def test_an_export_is_read_with_its_branches() -> None:
    flow = legacy_from(EXPORT)

    hours = flow.modules[1]
    assert (flow.start, flow.type, hours.type) == ("log", "contactFlow", "CheckHoursOfOperation")
    assert [branch.condition for branch in hours.branches] == ["True", "False", "Error"]


def module(flow: Given, name: str) -> Given:
    each: Given = next(each for each in flow["modules"] if each["id"] == name)
    return each


FAULTS: dict[str, tuple[str, Callable[[Given], object]]] = {
    "a start that is not there": ("start", lambda flow: flow.update(start="nowhere")),
    "no start": ("start", lambda flow: flow.pop("start")),
    "no modules": ("actions", lambda flow: flow.update(modules=[])),
    "modules as a map": ("document", lambda flow: flow.update(modules={"a": 1})),
    "an id twice": ("duplicate", lambda flow: module(flow, "say").update(id="ask")),
    "no id": ("identifier", lambda flow: module(flow, "bye").pop("id")),
    "a type misspelt": ("type", lambda flow: module(flow, "say").update(type="PlayPromt")),
    "no type": ("type", lambda flow: module(flow, "say").pop("type")),
    "a branch to nowhere": (
        "target",
        lambda flow: module(flow, "say")["branches"][0].update(transition="nowhere"),
    ),
    "a branch without condition": (
        "condition",
        lambda flow: module(flow, "ask")["branches"][0].pop("condition"),
    ),
    "an end that goes on": (
        "terminal",
        lambda flow: module(flow, "bye").update(
            branches=[{"condition": "Success", "transition": "say"}]
        ),
    ),
    "a prompt that leads nowhere": (
        "error-missing",
        lambda flow: module(flow, "say").update(branches=[]),
    ),
    "a function without its error branch": (
        "error-missing",
        lambda flow: module(flow, "function")["branches"].pop(1),
    ),
    "a branch that is open": (
        "next-missing",
        lambda flow: module(flow, "ask")["branches"][3].pop("transition"),
    ),
    "a function of 9 s": (
        "parameter-value",
        lambda flow: module(flow, "function")["parameters"][1].update(value="9"),
    ),
    "101 times round": (
        "parameter-value",
        lambda flow: module(flow, "loop")["parameters"][0].update(value=101),
    ),
    "the next version": ("version", lambda flow: flow.update(version="2019-10-30")),
    "a type of flow that is none": ("document", lambda flow: flow.update(type="contactFlows")),
    "a target that is none": ("type", lambda flow: module(flow, "ask").update(target="Voice")),
    "a block without branches": (
        "next-missing",
        lambda flow: module(flow, "callback").update(branches=[]),
    ),
    "a full queue unheard of": (
        "error-missing",
        lambda flow: module(flow, "go")["branches"].pop(0),
    ),
    "keys without a time-out": (
        "error-missing",
        lambda flow: module(flow, "ask")["branches"].pop(1),
    ),
    "a condition by an odd operator": (
        "operator",
        lambda flow: module(flow, "ask")["branches"][0].update(conditionType="Matches"),
    ),
    "a function without its name": (
        "parameter-missing",
        lambda flow: module(flow, "function")["parameters"].pop(0),
    ),
    "a prompt of nothing": (
        "parameter-missing",
        lambda flow: module(flow, "say").update(parameters=[]),
    ),
    "a bot without its alias": (
        "parameter-missing",
        lambda flow: module(flow, "ask")["parameters"].append({"name": "BotName", "value": "b"}),
    ),
    "speech without words": (
        "parameter-missing",
        lambda flow: module(flow, "say")["parameters"][0].update(name="TextToSpeechType"),
    ),
    "an outside call of an hour": (
        "parameter-value",
        lambda flow: module(flow, "outside")["parameters"][0].update(value="3600"),
    ),
    "a condition that compares with nothing": (
        "operand",
        lambda flow: module(flow, "ask")["branches"][0].pop("conditionValue"),
    ),
    "an outside call that comes back and cannot fail": (
        "error-missing",
        lambda flow: module(flow, "outside")["branches"].pop(1),
    ),
    "a phone number that is always right": (
        "error-missing",
        lambda flow: module(flow, "number")["branches"].pop(1),
    ),
    "logging perhaps": (
        "parameter-value",
        lambda flow: module(flow, "log")["parameters"][0].update(value="Enabled"),
    ),
    "a time in words": (
        "parameter-value",
        lambda flow: module(flow, "ask")["parameters"][1].update(value="soon"),
    ),
    "branches as a text": ("document", lambda flow: module(flow, "say").update(branches="bye")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_an_export_is_refused_by_its_rule(fault: str) -> None:
    rule, edit = FAULTS[fault]
    broken = deepcopy(EXPORT)
    edit(broken)

    assert rule in found(broken, errors=True)
