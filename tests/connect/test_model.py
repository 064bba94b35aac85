"""A flow's file as data: lenient with its content, exact about what is not JSON."""

import json

import pytest

from aicc.amazon.connect.model import FlowKind, FlowTextError, is_legacy, read_flow, read_json

FLOW = {
    "Version": "2019-10-30",
    "StartAction": "ask",
    "Metadata": {"name": "첫 흐름", "type": "customerQueue", "later": 1},
    "Later": True,
    "Actions": [
        {
            "Identifier": "ask",
            "Type": "GetParticipantInput",
            "Parameters": {"Text": "번호를 눌러 주십시오."},
            "Transitions": {
                "NextAction": "bye",
                "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "bye"}],
                "Conditions": [
                    {"NextAction": "ask", "Condition": {"Operator": "Equals", "Operands": ["1"]}}
                ],
            },
        },
        {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Extra": 1},
    ],
}


def test_a_flow_is_read_with_its_branches_in_connects_order() -> None:
    flow = read_flow(json.dumps(FLOW))

    ask = flow.by_identifier()["ask"]
    assert (flow.name, flow.kind, flow.start_action) == ("첫 흐름", FlowKind.CUSTOMER_QUEUE, "ask")
    assert list(ask.transitions.ways()) == [
        ("Equals 1", "ask"),
        ("NoMatchingError", "bye"),
        ("NextAction", "bye"),
    ]
    assert ask.transitions.on_error("NoMatchingError") == "bye"
    assert ask.transitions.on_error("QueueAtCapacity") is None


def test_unknown_fields_are_kept() -> None:
    flow = read_flow(json.dumps(FLOW))

    assert flow.given == FLOW
    assert flow.by_identifier()["bye"].given["Extra"] == 1


def test_fields_of_a_wrong_shape_become_empty() -> None:
    flow = read_flow('{"Version": 1, "Actions": [3, {"Identifier": [], "Transitions": "no"}]}')

    assert (flow.version, flow.kind, len(flow.actions)) == ("", None, 1)
    assert flow.actions[0].transitions.next_action is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n  "Version": \n}', "line 3: not JSON"),
        ("[]", "not one JSON object"),
        ("{}", "no Actions"),
        ('{"Actions": NaN}', "NaN"),
        ("[" * 100_000, "nested too deep"),
        ('{"modules": []}', "old designer"),
    ],
)
def test_what_is_not_a_flow_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(FlowTextError, match=message):
        read_flow(text)


def test_a_byte_order_mark_is_tolerated() -> None:
    assert read_json('\ufeff{"Actions": []}') == {"Actions": []}


def test_content_that_was_saved_as_a_quoted_text_is_read() -> None:
    assert read_json(json.dumps(json.dumps({"Actions": []}))) == {"Actions": []}


def test_an_export_of_the_old_designer_is_told_apart() -> None:
    assert is_legacy({"modules": [], "start": "a"})
    assert not is_legacy({"Actions": [], "modules": []})
