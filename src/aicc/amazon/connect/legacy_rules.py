"""What published exports of the old designer show of each block: its branches and parameters.

A name with a colon is a block with that target, one with a space a block with that parameter, in
small letters where the value counts. Blocks that are not here are known by name alone.
"""

from collections.abc import Mapping

from aicc.amazon.connect.type_names import MEANT
from aicc.amazon.connect.variants import RULES

VERSION = "1"
ENDS = frozenset({"Disconnect", "Resume", "EndFlow", "EndFlowExecution", "ReturnFromFlowModule"})
# a transfer to the agent ends the flow; looped prompts end when the contact is taken
MAY_END = frozenset({"Transfer", "LoopPrompts"})
TARGETS: Mapping[str, tuple[str, ...]] = {
    "GetUserInput": ("Digits", "Lex"),
    "InvokeExternalResource": ("Lambda",),
    "Transfer": ("Agent", "Flow", "PhoneNumber", "Queue"),
}
_DONE = ("Success", "Error")
_YES_OR_NO = ("True", "False", "Error")
NEEDED_BRANCHES: Mapping[str, tuple[str, ...]] = {
    "CheckAttribute": ("NoMatch",),
    "CheckHoursOfOperation": _YES_OR_NO,
    "CheckStaffing": _YES_OR_NO,
    "CheckVoiceId": ("Error",),
    "CreateCallback": _DONE,
    "GetMetricData": _DONE,
    "GetUserInput": ("NoMatch", "Error"),
    "GetUserInput:Digits": ("Timeout",),
    "InvokeExternalResource": _DONE,
    "Loop": ("Looping", "Complete"),
    "LoopPrompts InterruptSeconds": ("Timeout",),
    "PlayPrompt": ("Success",),
    "SetAttributes": _DONE,
    "SetCallBackNumber": ("Success", "InvalidPhoneNumber", "NonDialableNumber"),
    "SetContactData": _DONE,
    "SetContactFlow": ("Success",),
    "SetEventHook": ("Success",),
    "SetLoggingBehavior": ("Success",),
    "SetQueue": _DONE,
    "SetRecordingBehavior": ("Success",),
    "SetVoice": ("Success",),
    "SetVoiceId": _DONE,
    "StartMediaStreaming": _DONE,
    "StopMediaStreaming": _DONE,
    "StoreUserInput": _DONE,
    "storeuserinput customerinputtype=phonenumber": ("InvalidNumber",),
    "Transfer:Flow": ("Error",),
    "Transfer:PhoneNumber": ("Error",),
    "Transfer:Queue": ("AtCapacity", "Error"),
    "Wait": ("Timeout", "Error"),
    "transfer blindtransfer=false": ("Success", "CallFailure", "Timeout"),
    "wait interruptoncustomerreturn=true": ("CustomerReturn",),
}
OPERATORS = frozenset({
    "Equals", "StartsWith", "EndsWith", "Contains", "GreaterThan", "GreaterThanOrEqualTo",
    "LessThan", "LessThanOrEqualTo",
})  # fmt: skip
# one of each group
NEEDED_PARAMETERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "CheckAttribute": (("Attribute",), ("Namespace",)),
    "CheckStaffing": (("Status",),),
    "CreateCallback": (("InitialDelaySeconds",), ("RetryDelaySeconds",), ("MaxRetryAttempts",)),
    "GetUserInput BotName": (("BotAlias",),),
    "GetUserInput TextToSpeechType": (("Text",),),
    "GetUserInput:Digits": (("Timeout",),),
    "InvokeExternalResource": (("FunctionArn",), ("TimeLimit",)),
    "Loop": (("LoopCount",),),
    "PlayPrompt TextToSpeechType": (("Text",),),
    "SetAttributes": (("Attribute",),),
    "SetCallBackNumber": (("CallBackNumber",),),
    "SetContactFlow": (("Type",), ("ContactFlowId",)),
    "SetEventHook": (("Type",), ("ContactFlowId",)),
    "SetLoggingBehavior": (("LoggingBehavior",),),
    "SetQueue": (("Queue", "Agent"),),
    "SetRecordingBehavior": (("RecordingBehaviorOption",),),
    "SetVoice": (("GlobalVoice",),),
    "StartMediaStreaming": (("Track",),),
    "StopMediaStreaming": (("Track",),),
    "StoreUserInput": (("Timeout",), ("CustomerInputType",)),
    "StoreUserInput TextToSpeechType": (("Text",),),
    "Transfer:Flow": (("ContactFlowId",),),
    "Transfer:PhoneNumber": (("PhoneNumber",), ("TimeLimit",), ("BlindTransfer",)),
    "Wait": (("TimeoutSeconds",),),
}
LIMITS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "CreateCallback": {
        "InitialDelaySeconds": (0, 259_200),
        "RetryDelaySeconds": (0, 259_200),
    },
    "GetUserInput": {"Timeout": (1, 180)},
    "InvokeExternalResource": {"TimeLimit": (1, 8)},
    "Loop": {"LoopCount": (0, 100)},
    "StoreUserInput": {"Timeout": (1, 180)},
    "Transfer": {"TimeLimit": (1, 600)},
    "Wait": {"TimeoutSeconds": (1, 604_800)},
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "CustomerInputType": ("Custom", "PhoneNumber"),
    "LoggingBehavior": ("Enable", "Disable"),
    "TextToSpeechType": ("text", "ssml"),
}
_ALSO = frozenset({
    "AssociateContactToCustomerProfile", "AuthenticateParticipant", "Cases",
    "ChangeRoutingPriority", "CheckCallProgress", "CheckVoiceId", "CreateCallback",
    "CustomerProfiles", "Dial", "DistributeByPercentage", "GetCustomerProfile",
    "HoldCustomerOrAgent", "HoldParticipant", "InvokeFlowModule", "SetContactFlow",
    "SetPriority", "SetRecordingAndAnalyticsBehavior", "SetRoutingCriteria",
    "SetRoutingBehavior", "SetVoiceId", "SetWisdomAssistant", "StartVoiceIdStream",
    "UpdateAgentState",
    "UpdateRoutingPriority",
})  # fmt: skip
_WITH_RULES = (name for name in NEEDED_BRANCHES if name.isalpha())
KNOWN = frozenset({*MEANT, *_WITH_RULES, *ENDS, *TARGETS, *_ALSO, *RULES})
