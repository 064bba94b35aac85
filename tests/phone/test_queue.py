"""Waiting for a person: the queue flow, whispers, the talk, and the flow after it."""

from itertools import groupby
from typing import Any

import pytest

from aicc.amazon.phone.outcome import Ending
from aicc.amazon.phone.shown import Kind
from tests.phone.made import a_world, action, flow, ring, says

HOOKS = {"CustomerQueue": "hold", "AgentWhisper": "whisper", "CustomerRemaining": "after"}
FINISH: dict[str, Any] = {"Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}


def inbound() -> Any:
    return flow(
        {
            "queue hook": hook("CustomerQueue", "whisper hook"),
            "whisper hook": hook("AgentWhisper", "after hook"),
            "after hook": hook("CustomerRemaining", "queue"),
            "queue": action("UpdateContactTargetQueue", {"QueueId": "{{queue:support}}"}, "go"),
            "go": action(
                "TransferContactToQueue",
                {},
                "end",
                errors={"QueueAtCapacity": "full", "NoMatchingError": "failed"},
            ),
            "full": says("가득"),
            "failed": says("실패"),
        },
        "inbound",
    )


def hook(name: str, then: str) -> dict[str, Any]:
    return action("UpdateContactEventHooks", {"EventHooks": {name: HOOKS[name]}}, then)


def others() -> dict[str, Any]:
    music = action(
        "MessageParticipantIteratively",
        {"Messages": [{"Text": "기다려 주십시오"}], "InterruptFrequencySeconds": "30"},
        "metrics",
        conditions=[("Equals", "MessagesInterrupted", "metrics")],
    )
    metrics = action("GetMetricData", {}, "size", errors={"NoMatchingError": "size"})
    return {
        "hold": flow(
            {"music": music, "metrics": metrics, "size": says("$.Metrics.Queue.Size명", "music")},
            "hold",
        ),
        "whisper": flow({"say": says("$.Queue.Name 고객", "done"), "done": FINISH}, "whisper"),
        "after": flow({"say": says("감사합니다")}, "after"),
    }


def test_the_queue_flow_plays_until_a_person_comes_who_hears_the_whisper() -> None:
    call = ring(
        inbound(),
        ["도와주세요", "/leave"],
        others=others(),
        world=a_world(queue_wait_s=70, waiting=2),
    )

    assert [said for said, _ in groupby(call.said)] == [
        "기다려 주십시오",
        "3명",
        "기다려 주십시오",
        "3명",
        "기다려 주십시오",
        "감사합니다",
    ]
    assert call.texts(Kind.PERSON) == ["support 고객"]
    assert call.texts(Kind.CALLER) == ["도와주세요"]


def test_nobody_comes_where_nobody_is_on_duty_until_an_order() -> None:
    call = ring(
        inbound(), ["/wait 300", "/agent", "/leave"], others=others(), world=a_world(agents=0)
    )

    assert call.texts(Kind.PERSON) == ["support 고객"]
    assert call.call.passed_s > 300


def test_a_caller_hangs_up_in_the_queue() -> None:
    call = ring(inbound(), ["/hangup"], others=others(), world=a_world(agents=0))

    assert call.texts(Kind.PERSON) == []
    assert call.ending is Ending.DISCONNECTED


def test_a_full_queue_takes_its_own_branch() -> None:
    call = ring(inbound(), others=others(), world=a_world(queue_is_full=True))

    assert call.said == ["가득"]


def test_a_queue_must_be_set_before_it_is_transferred_to() -> None:
    actions = {
        "go": action("TransferContactToQueue", {}, "end", errors={"NoMatchingError": "failed"}),
        "failed": says("실패"),
    }

    call = ring(flow(actions))

    assert call.said == ["실패"]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("/leave", ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED"]),
        ("/hangup", ["INITIATED", "QUEUED", "DISCONNECTED"]),
    ],
)
def test_contact_events_tell_what_happened_in_order(line: str, kinds: list[str]) -> None:
    told: list[str] = []

    def listens(event: dict[str, Any], context: object) -> dict[str, str]:
        told.append(event["detail"]["eventType"])
        return {}

    ring(inbound(), [line], others=others(), handlers={"contact_events": listens})

    assert told == kinds
