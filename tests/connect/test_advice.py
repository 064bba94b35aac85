"""Advice about flows that Connect would take, and forms of published exports that pass."""

import json
from collections.abc import Callable
from copy import deepcopy

import pytest

from aicc.amazon.connect.check import check_text
from tests.connect.made import END, Given, action_of, ending, flow_of, rows
from tests.connect.test_contact_flows import FLOWS

VOICE: Given = json.loads(FLOWS["inbound_voice"])
CHAT: Given = json.loads(FLOWS["inbound_chat"])


def found(given: Given) -> set[str]:
    return {each.rule for each in check_text(json.dumps(given))}


def action(flow: Given, name: str) -> Given:
    each: Given = next(each for each in flow["Actions"] if each["Identifier"] == name)
    return each


def say(flow: Given, name: str, text: str) -> None:
    action(flow, name)["Parameters"]["Text"] = text


def lead(flow: Given, name: str, target: str) -> None:
    """All ways of the action lead there."""
    transitions = action(flow, name)["Transitions"]
    for way in (*transitions.get("Errors", ()), *transitions.get("Conditions", ())):
        way["NextAction"] = target
    transitions["NextAction"] = target


def close_to_people(flow: Given) -> None:
    for each in flow["Actions"]:
        if each["Type"] in {"TransferContactToQueue", "TransferToFlow"}:
            each["Type"], each["Parameters"] = "Loop", {"LoopCount": "1"}


ADVICE: dict[str, tuple[str, Given, Callable[[Given], object]]] = {
    "nothing leads to an action": (
        "unreachable", VOICE, lambda flow: lead(flow, "hours", "first question"),
    ),
    "recording before its notice": (
        "recording-notice", VOICE, lambda flow: lead(flow, "language", "recording"),
    ),
    "a notice that does not say it": (
        "recording-notice", VOICE, lambda flow: say(flow, "notice", "인공지능이 안내합니다."),
    ),
    "a bot that does not say so": (
        "ai-notice", VOICE, lambda flow: say(flow, "notice", "통화 내용은 녹음됩니다."),
    ),
    "a speech": ("long-prompt", VOICE, lambda flow: say(flow, "sorry", "가" * 121)),
    "tags that are read out": (
        "ssml", VOICE, lambda flow: say(flow, "sorry", "<speak>죄송합니다.</speak>"),
    ),
    "speech that is no XML": (
        "ssml", VOICE,
        lambda flow: action(flow, "pause")["Parameters"].update(SSML="<speak><break></speak>"),
    ),
    "a language by its name": (
        "language", VOICE,
        lambda flow: action(flow, "language")["Parameters"].update(LanguageCode="Korean"),
    ),
    "an engine in small letters": (
        "language", VOICE,
        lambda flow: action(flow, "voice")["Parameters"].update(TextToSpeechEngine="neural"),
    ),
    "a function by its name": (
        "lambda-arn", VOICE,
        lambda flow: action(flow, "turn")["Parameters"].update(LambdaFunctionARN="my-function"),
    ),
    "an attribute that is null": (
        "attribute-null", VOICE,
        lambda flow: action(flow, "first question")["Parameters"]["Attributes"].update(k=None),
    ),
    "no way to a person": ("no-person", VOICE, close_to_people),
    "sound in a chat": (
        "sound-only", CHAT,
        lambda flow: action(flow, "sorry").update(Parameters={"SSML": "<speak>가</speak>"}),
    ),
    "a long silence": (
        "long-silence", VOICE,
        lambda flow: action(flow, "turn")["Parameters"].update(InvocationTimeLimitSeconds="8"),
    ),
    "no logging": (
        "logging", VOICE,
        lambda flow: action(flow, "logging")["Parameters"].update(FlowLoggingBehavior="Disabled"),
    ),
    "a circle without end": (
        "endless", VOICE, lambda flow: lead(flow, "say handover", "keep answer"),
    ),
    "a bot of the first Lex": (
        "old-lex", VOICE,
        lambda flow: action(flow, "listen").update(
            Parameters={"Text": "a", "LexBot": {"Name": "a", "Region": "b", "Alias": "c"}}
        ),
    ),
    "a bot without time-out": (
        "lex-timeout", VOICE, lambda flow: action(flow, "listen")["Transitions"]["Errors"].pop(0),
    ),
    "an action of another kind of flow": (
        "flow-kind", VOICE, lambda flow: action(flow, END).update(Type="EndFlowModuleExecution"),
    ),
    "an ARN that is taken out": (
        "empty", VOICE, lambda flow: action(flow, "queue")["Parameters"].update(QueueId=""),
    ),
    "a path of another world": (
        "jsonpath", VOICE, lambda flow: say(flow, "sorry", "죄송합니다. $.Planet.name"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ADVICE)
def test_advice_is_given(case: str) -> None:
    rule, given, edit = ADVICE[case]
    flow = deepcopy(given)
    edit(flow)

    assert rule not in found(given)
    assert rule in found(flow)


PUBLISHED: dict[str, Callable[[Given], object]] = {
    "a transfer without parameters": lambda flow: action(flow, "transfer").pop("Parameters"),
    "an end without parameters": lambda flow: action(flow, END).pop("Parameters"),
    "empty lists of branches": lambda flow: action(flow, "logging")["Transitions"].update(
        Errors=[], Conditions=[]
    ),
    "EndFlowExecution in an inbound flow": lambda flow: action(flow, END).update(
        Type="EndFlowExecution"
    ),
    "ARNs taken out": lambda flow: action(flow, "queue")["Parameters"].update(QueueId=""),
    "other people's placeholders": lambda flow: action(flow, "turn")["Parameters"].update(
        LambdaFunctionARN="%%TURN_ARN%%"
    ),
    "a number that is bare": lambda flow: action(flow, "polls")["Parameters"].update(LoopCount=3),
    "nobody recorded": lambda flow: action(flow, "recording")["Parameters"].update(
        RecordingBehavior={"RecordedParticipants": []}
    ),
    "analytics as the designer leaves them": lambda flow: action(flow, "recording")[
        "Parameters"
    ].update(
        AnalyticsBehavior={
            "Enabled": "True",
            "AnalyticsRedactionResults": "None",
            "ChannelConfiguration": {"Chat": {"AnalyticsModes": []}},
        }
    ),
    "an attribute of a blank": lambda flow: action(flow, "first question")["Parameters"].update(
        Attributes={"a": " "}
    ),
    "a quoted path in a text": lambda flow: say(
        flow, "sorry", "$.Lex.SessionAttributes.['shouldRoute'] 입니다."
    ),
    "more in the metadata": lambda flow: flow["Metadata"].update(Annotations=[], status="saved"),
    "no metadata": lambda flow: flow.pop("Metadata"),
    "settings": lambda flow: flow.update(Settings={"InputParameters": []}),
    "an identifier of numbers and signs": lambda flow: flow.update(
        json.loads(json.dumps(flow).replace('"sorry"', '"FLOW_OBJECT #1 * a.b?"'))
    ),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_forms_that_published_exports_have_are_no_errors(case: str) -> None:
    flow = deepcopy(VOICE)
    PUBLISHED[case](flow)

    assert [str(each) for each in check_text(json.dumps(flow)) if each.is_error] == []


def test_a_message_loop_may_be_the_end_of_a_queue_flow() -> None:
    hold = next(row for row in rows() if row["name"] == "hold")
    flow = flow_of([hold])
    flow["Actions"] = [action_of(hold, END), action_of(ending(), END)]
    flow["Actions"][0]["Transitions"] = {}

    assert not any(each.is_error for each in check_text(json.dumps(flow)))
