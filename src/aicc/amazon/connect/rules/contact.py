"""Rules of the actions that set something on the contact, or move it."""

from collections.abc import Mapping
from dataclasses import replace

from aicc.amazon.connect.model import FlowKind
from aicc.amazon.connect.rules.rule import (
    INBOUND,
    MODULE,
    NO_MATCH,
    QUEUE,
    TALKING,
    TRANSFER,
    ActionRule,
    Paths,
    dynamic,
    entry,
    fields,
    flag,
    free,
    integer,
    listing,
    mapping,
    path,
    static,
    whole,
)

HOOKS = (
    "AgentHold", "AgentWhisper", "CustomerHold", "CustomerQueue", "CustomerRemaining",
    "CustomerWhisper", "DefaultAgentUI", "DisconnectAgentUI", "PauseContact", "ResumeContact",
)  # fmt: skip
_SWITCH = ("Enabled", "Disabled")
_QUEUE_OR_AGENT = {"QueueId": whole(), "AgentId": whole()}
_EITHER = (("QueueId", "AgentId"),)
_PEOPLE = static("Agent", "Customer")
_RECORDING = fields({
    "RecordedParticipants": listing(_PEOPLE),
    "ScreenRecordedParticipants": listing(static("Agent")),
    "IVRRecordingBehavior": static(*_SWITCH),
}, least=1)  # fmt: skip
# exports hold values here that no page names, "None" among them: the names alone are checked
_MODES = fields({"AnalyticsModes": listing(whole())}, is_open=True)
_ANALYTICS = fields(
    {
        "Enabled": flag(required=True),
        "AnalyticsLanguage": whole(),
        "AnalyticsRedactionBehavior": whole(),
        "AnalyticsRedactionResults": whole(),
        "AnalyticsRedactionMaskMode": whole(),
        "AnalyticsRedactionEntities": listing(whole()),
        "ChannelConfiguration": fields({"Chat": _MODES, "Voice": _MODES}, is_open=True),
        "SentimentConfiguration": free(),
        "SummaryConfiguration": free(),
    },
    is_open=True,
)
_LONGEST_DELAY_S = 259_200  # three days
_CONTACT_DATA = (
    "LanguageCode", "CustomerId", "Name", "Description", "WisdomSessionArn", "WatchlistId",
)  # fmt: skip
_SCORES = (
    "VoiceAuthenticationThreshold", "VoiceAuthenticationResponseTime", "FraudDetectionThreshold",
)  # fmt: skip
_CONTACT_SWITCHES = (
    "IsVoiceIdStreamingEnabled", "IsVoiceAuthenticationEnabled", "IsFraudDetectionEnabled",
)  # fmt: skip
_VOICE_BEHAVIOR = {"VoiceRecordingBehavior": _RECORDING, "VoiceAnalyticsBehavior": free()}
_BEHAVIORS = {
    "VoiceBehavior": fields(_VOICE_BEHAVIOR, is_open=True, least=1),
    "ChatBehavior": fields({"ChatAnalyticsBehavior": free()}, is_open=True, least=1),
    "ScreenRecordingBehavior": free(),
    "TaskBehavior": free(),
    "EmailBehavior": free(),
}

CONTACT_RULES: Mapping[str, ActionRule] = {
    "UpdateContactAttributes": ActionRule(
        parameters={
            "Attributes": mapping(entry(), required=True),
            "TargetContact": static("Current", "Related"),
        },
        errors=(NO_MATCH,),
    ),
    "UpdateContactData": ActionRule(
        parameters={
            **{name: replace(dynamic(), must_say_something=True) for name in _CONTACT_DATA},
            **{name: integer(0, 100, paths=Paths.WHOLE) for name in _SCORES},
            **{name: flag() for name in _CONTACT_SWITCHES},
            "References": free(),
            "SegmentAttributes": free(),
            "TargetContact": static("Current", "Related"),
        },
        some_of=(
            (*_CONTACT_DATA, *_SCORES, *_CONTACT_SWITCHES, "References", "SegmentAttributes"),
        ),
        errors=(NO_MATCH,),
    ),
    "UpdateContactTargetQueue": ActionRule(
        parameters=_QUEUE_OR_AGENT, one_of=_EITHER, errors=(NO_MATCH,), kinds=TALKING - QUEUE
    ),
    "TransferContactToQueue": ActionRule(
        errors=("QueueAtCapacity", NO_MATCH), kinds=INBOUND | TRANSFER | MODULE
    ),
    "DequeueContactAndTransferToQueue": ActionRule(
        parameters=_QUEUE_OR_AGENT,
        at_most_one=_EITHER,
        errors=("QueueAtCapacity", NO_MATCH),
        kinds=QUEUE | MODULE,
    ),
    "TransferContactToAgent": ActionRule(
        is_terminal=True, kinds=TRANSFER | MODULE, channel="voice"
    ),
    "UpdateContactTextToSpeechVoice": ActionRule(
        # the service checks no value of these, and knows no language key
        parameters={
            "TextToSpeechVoice": replace(dynamic(required=True), must_say_something=True),
            "TextToSpeechEngine": dynamic(),
            "TextToSpeechStyle": dynamic(),
        },
        other_errors=(NO_MATCH,),
    ),
    "UpdateContactRecordingBehavior": ActionRule(
        parameters={"RecordingBehavior": _RECORDING, "AnalyticsBehavior": _ANALYTICS},
        some_of=(("RecordingBehavior", "AnalyticsBehavior"),),
        kinds=TALKING | {FlowKind.OUTBOUND_WHISPER},
    ),
    "UpdateContactRecordingAndAnalyticsBehavior": ActionRule(
        parameters=_BEHAVIORS,
        one_of=(tuple(_BEHAVIORS),),
        errors=(NO_MATCH, "ChannelMismatch"),
    ),
    "UpdateContactEventHooks": ActionRule(
        parameters={
            "EventHooks": fields({hook: whole() for hook in HOOKS}, required=True, least=1),
            "EventHooksConfiguration": fields({hook: free() for hook in HOOKS}),
        },
        errors=(NO_MATCH,),
    ),
    "UpdateContactRoutingBehavior": ActionRule(
        parameters={
            "QueuePriority": integer(1),
            "QueueTimeAdjustmentSeconds": integer(-_LONGEST_DELAY_S * 100),
        },
        one_of=(("QueuePriority", "QueueTimeAdjustmentSeconds"),),
        kinds=INBOUND | MODULE,
    ),
    "UpdateContactCallbackNumber": ActionRule(
        parameters={"CallbackNumber": path(required=True)},
        errors=("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        kinds=TALKING,
    ),
    "CreateCallbackContact": ActionRule(
        parameters={
            **_QUEUE_OR_AGENT,
            "InitialCallDelaySeconds": integer(0, _LONGEST_DELAY_S, required=True),
            "MaximumConnectionAttempts": integer(0, required=True),
            "RetryDelaySeconds": integer(0, _LONGEST_DELAY_S, required=True),
            "ContactFlowId": whole(),
            "CallerId": whole(),
        },
        at_most_one=_EITHER,
        errors=(NO_MATCH,),
        kinds=TALKING,
    ),
    "UpdateContactMediaStreamingBehavior": ActionRule(
        parameters={
            "MediaStreamingState": static(*_SWITCH, required=True),
            "MediaStreamType": static("Audio", required=True),
            "Participants": listing(
                fields(
                    {
                        "ParticipantType": static("Agent", "Customer", required=True),
                        "MediaDirections": listing(static("From", "To"), required=True),
                    }
                ),
                required=True,
            ),
        },
        errors=(NO_MATCH,),
        channel="voice",
    ),
    "TagContact": ActionRule(
        parameters={"Tags": mapping(entry(), required=True, most=6)}, errors=(NO_MATCH,)
    ),
    "UntagContact": ActionRule(
        parameters={"TagKeys": listing(static(), required=True)}, errors=(NO_MATCH,)
    ),
    "CreateWisdomSession": ActionRule(
        parameters={"WisdomAssistantArn": whole(required=True)}, is_open=True, errors=(NO_MATCH,)
    ),
    "CreateTask": ActionRule(
        parameters={
            "ContactFlowId": whole(),
            "Name": dynamic(),
            "Description": dynamic(),
            "Attributes": mapping(entry()),
            "References": free(),
            "DelaySeconds": integer(1, 518_400, paths=Paths.WHOLE),
            "ScheduledTime": whole(),
            "TaskTemplateId": whole(),
        },
        some_of=(("Name", "TaskTemplateId"), ("ContactFlowId", "TaskTemplateId")),
        at_most_one=(("DelaySeconds", "ScheduledTime"),),
        errors=(NO_MATCH,),
    ),
}
