"""Two flows compared: what is said of them, and what makes no difference."""

import json
from collections.abc import Callable
from copy import deepcopy

import pytest

from aicc.amazon.connect.diff import differences
from aicc.amazon.connect.model import flow_from
from tests.connect.made import Given
from tests.connect.test_contact_flows import FLOWS

VOICE: Given = json.loads(FLOWS["inbound_voice"])


def changed(edit: Callable[[Given], object], given: Given = VOICE) -> list[str]:
    after = deepcopy(given)
    edit(after)
    return [str(each) for each in differences(flow_from(given), flow_from(after))]


def action(flow: Given, name: str) -> Given:
    found: Given = next(each for each in flow["Actions"] if each["Identifier"] == name)
    return found


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_does_not_differ_from_itself_moved_about(name: str) -> None:
    given = json.loads(FLOWS[name])

    def move(flow: Given) -> None:
        flow["Metadata"]["entryPointPosition"] = {"x": 1, "y": 2}
        flow["Actions"].reverse()

    assert changed(move, given) == []


@pytest.mark.parametrize("name", FLOWS)
def test_actions_that_are_merely_renamed_make_no_difference(name: str) -> None:
    given = json.loads(FLOWS[name])

    def rename(flow: Given) -> None:
        flow.update(renamed(flow))

    assert changed(rename, given) == []


def renamed(flow: Given) -> Given:
    """Every action gets a number for a name, as exports have it."""
    numbers = {each["Identifier"]: f"id-{n}" for n, each in enumerate(flow["Actions"])}

    def number(value: object) -> object:
        if isinstance(value, dict):
            targets = {"Identifier", "NextAction", "StartAction"}
            return {k: numbers[v] if k in targets else number(v) for k, v in value.items()}
        return [number(each) for each in value] if isinstance(value, list) else value

    return {name: number(each) for name, each in flow.items() if name != "StartAction"} | {
        "StartAction": numbers[flow["StartAction"]]
    }


def test_a_changed_sentence_is_said_with_both_wordings() -> None:
    said = changed(lambda flow: action(flow, "sorry")["Parameters"].update(Text="안녕히 계십시오."))

    assert len(said) == 1
    assert said[0].startswith("changed sorry: Parameters.Text: 죄송합니다.")
    assert said[0].endswith("-> 안녕히 계십시오.")


def test_a_branch_that_leads_elsewhere_is_said() -> None:
    said = changed(lambda flow: action(flow, "hours")["Transitions"].update(NextAction="end"))

    assert said == ["changed hours: NextAction: desk open -> end"]


def test_a_branch_that_is_gone_is_said() -> None:
    said = changed(lambda flow: action(flow, "listen")["Transitions"]["Errors"].pop(0))

    assert said == ["changed listen: InputTimeLimitExceeded: silence -> -"]


def test_added_and_removed_actions_are_said() -> None:
    def swap(flow: Given) -> None:
        gone = action(flow, "after hours")
        gone["Identifier"], gone["Type"], gone["Parameters"] = "new", "Loop", {"LoopCount": "1"}

    said = changed(swap)

    assert "added new" in said
    assert "removed after hours" in said


def test_another_start_is_said() -> None:
    said = changed(lambda flow: flow.update(StartAction="notice"))

    assert said == ["changed the flow: StartAction: logging -> notice"]
