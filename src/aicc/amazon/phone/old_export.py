"""Exports of the old designer, put into the flow language so that the phone can walk them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aicc.amazon.connect.legacy import Branch, LegacyFlow, Module
from aicc.amazon.connect.model import VERSION, Flow, flow_from
from aicc.domain.json import Json, JsonMap

Parameters = Sequence[JsonMap]  # as the designer wrote them: name, value, key, namespace

_ROOTS = {"User Defined": "Attributes", "External": "External", "Lex": "Lex"}
_SYSTEM = {
    "Customer Number": "$.CustomerEndpoint.Address",
    "Dialed Number": "$.SystemEndpoint.Address",
    "Stored customer input": "$.StoredCustomerInput",
    "Queue name": "$.Queue.Name",
    "Queue ARN": "$.Queue.ARN",
    "Contact id": "$.ContactId",
    "Channel": "$.Channel",
}
_ERRORS = {
    "Timeout": "InputTimeLimitExceeded",
    "NoMatch": "NoMatchingCondition",
    "Default": "NoMatchingCondition",
    "Error": "NoMatchingError",
    "AtCapacity": "QueueAtCapacity",
    "InvalidNumber": "InvalidPhoneNumber",
    "NotDialable": "CallbackNumberNotDialable",
}
_RESULTS = {
    "True": "True",
    "False": "False",
    "Looping": "ContinueLooping",
    "Complete": "DoneLooping",
}
_OPERATORS = {
    "Contains": "TextContains",
    "StartsWith": "TextStartsWith",
    "EndsWith": "TextEndsWith",
    "GreaterThan": "NumberGreaterThan",
    "GreaterThanOrEqualTo": "NumberGreaterOrEqualTo",
    "LessThan": "NumberLessThan",
    "LessThanOrEqualTo": "NumberLessOrEqualTo",
}


def in_flow_language(old: LegacyFlow) -> Flow:
    """Block by block; one that is not known here keeps its name, and the phone says so."""
    metadata = old.given.get("metadata")
    return flow_from(
        {
            "Version": VERSION,
            "StartAction": old.start,
            "Metadata": metadata if isinstance(metadata, Mapping) else {},
            "Actions": [_action(module) for module in old.modules],
        }
    )


def _action(module: Module) -> JsonMap:
    given = _given(module)
    kind = _kind(module, given)
    make = _PARAMETERS.get(kind)
    return {
        "Identifier": module.id,
        "Type": kind,
        "Parameters": make(given) if make else {},
        "Transitions": _transitions(module.branches, kind),
    }


def _given(module: Module) -> Parameters:
    listed = module.given.get("parameters")
    return (
        [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    )


def _kind(module: Module, given: Parameters) -> str:
    if module.type == "Transfer":
        return _TRANSFERS.get(module.target, module.type)
    if module.type == "GetUserInput" and (_value(given, "BotName") or module.target == "Lex"):
        return "ConnectParticipantWithLexBot"
    return _TYPES.get(module.type, module.type)


def _transitions(branches: Sequence[Branch], kind: str) -> JsonMap:
    """What succeeds goes on; what is evaluated is a condition; all else is an error's branch."""
    plain = next((each.transition for each in branches if each.condition == "Success"), None)
    conditions = [found for each in branches if (found := _condition(each, kind))]
    errors: list[Json] = [
        {"ErrorType": _ERRORS[each.condition], "NextAction": each.transition}
        for each in branches
        if each.condition in _ERRORS
    ]
    if kind == "CheckMetricData":
        errors += [
            {"ErrorType": "NoMatchingCondition", "NextAction": each.transition}
            for each in branches
            if each.condition == "False"
        ]
    ways: dict[str, Json] = {"Errors": errors, "Conditions": conditions}
    return {**ways, "NextAction": plain} if plain else ways


def _condition(branch: Branch, kind: str) -> JsonMap | None:
    if branch.condition == "Evaluate":
        operator = _OPERATORS.get(branch.condition_type, "Equals")
        return _when(operator, branch.condition_value, branch.transition)
    if kind == "CheckMetricData":
        is_yes = branch.condition == "True"
        return _when("NumberGreaterThan", "0", branch.transition) if is_yes else None
    result = _RESULTS.get(branch.condition)
    return _when("Equals", result, branch.transition) if result else None


def _when(operator: str, operand: str, target: str) -> JsonMap:
    return {"NextAction": target, "Condition": {"Operator": operator, "Operands": [operand]}}


def _value(given: Parameters, name: str) -> str:
    """The parameter's value, as a path where it comes from somewhere."""
    return next((_text(each) for each in given if each.get("name") == name), "")


def _text(parameter: JsonMap) -> str:
    value, space = str(parameter.get("value") or ""), parameter.get("namespace")
    return _path(value, str(space)) if space and value else value


def _path(name: str, space: str) -> str:
    if space == "System":
        return _SYSTEM.get(name, f"$.{name}")
    root = _ROOTS.get(space, space)
    return f"$.{root}.{name}" if name.isidentifier() else f"$.{root}['{name}']"


def _pairs(given: Parameters, name: str) -> dict[str, Json]:
    return {str(each.get("key")): _text(each) for each in given if each.get("name") == name}


def _prompt(given: Parameters) -> dict[str, Json]:
    text, recording = _value(given, "Text"), _value(given, "AudioPrompt")
    if recording and not text:
        return {"PromptId": recording}
    return {"SSML" if _value(given, "TextToSpeechType") == "ssml" else "Text": text}


def _menu(given: Parameters) -> JsonMap:
    limit = _value(given, "Timeout") or "5"
    return {**_prompt(given), "InputTimeLimitSeconds": limit, "StoreInput": "False"}


def _stored(given: Parameters) -> JsonMap:
    most = _value(given, "MaxDigits") or "20"
    return {
        **_menu(given),
        "StoreInput": "True",
        "InputValidation": {"CustomValidation": {"MaximumLength": most}},
    }


def _either(given: Parameters) -> JsonMap:
    """Blocks of one type, told apart by what they keep."""
    return _stored(given) if _value(given, "CustomerInputType") else _menu(given)


def _bot(given: Parameters) -> JsonMap:
    names = {"Name": _value(given, "BotName"), "Alias": _value(given, "BotAlias"), "Region": ""}
    return {**_prompt(given), "LexBot": names, "LexSessionAttributes": _pairs(given, "Parameter")}


def _lambda(given: Parameters) -> JsonMap:
    return {
        "LambdaFunctionARN": _value(given, "FunctionArn"),
        "InvocationTimeLimitSeconds": _value(given, "TimeLimit") or "8",
        "LambdaInvocationAttributes": _pairs(given, "Parameter"),
    }


def _compared(given: Parameters) -> JsonMap:
    name, space = _value(given, "Attribute"), _value(given, "Namespace")
    return {"ComparisonValue": _path(name, space or "User Defined")}


def _hook(given: Parameters) -> JsonMap:
    return {"EventHooks": {_value(given, "Type") or "CustomerQueue": _flow_in(given)}}


def _flow_in(given: Parameters) -> str:
    """By its name where the export has one: ids belong to an instance."""
    named = (each.get("resourceName") for each in given if each.get("name") == "ContactFlowId")
    return str(next((name for name in named if name), None) or _value(given, "ContactFlowId"))


def _one(name: str, of: str) -> Callable[[Parameters], JsonMap]:
    return lambda given: {name: _value(given, of)}


_TYPES = {
    "PlayPrompt": "MessageParticipant", "GetUserInput": "GetParticipantInput",
    "StoreUserInput": "GetParticipantInput", "SetAttributes": "UpdateContactAttributes",
    "CheckAttribute": "Compare", "InvokeExternalResource": "InvokeLambdaFunction",
    "SetQueue": "UpdateContactTargetQueue", "SetVoice": "UpdateContactTextToSpeechVoice",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetRecordingBehavior": "UpdateContactRecordingBehavior",
    "SetContactFlow": "UpdateContactEventHooks", "SetEventHook": "UpdateContactEventHooks",
    "CheckStaffing": "CheckMetricData", "CheckQueueStatus": "CheckMetricData",
    "GetQueueMetrics": "GetMetricData", "SetCallbackNumber": "UpdateContactCallbackNumber",
    "CreateCallback": "CreateCallbackContact", "LoopPrompts": "MessageParticipantIteratively",
    "ChangeRoutingPriority": "UpdateContactRoutingBehavior",
    "UpdateRoutingPriority": "UpdateContactRoutingBehavior",
    "Disconnect": "DisconnectParticipant", "EndFlow": "DisconnectParticipant",
    "Resume": "EndFlowExecution", "ReturnFromFlowModule": "EndFlowModuleExecution",
}  # fmt: skip
_TRANSFERS = {
    "Queue": "TransferContactToQueue",
    "Flow": "TransferToFlow",
    "PhoneNumber": "TransferParticipantToThirdParty",
}
_PARAMETERS: Mapping[str, Callable[[Parameters], Any]] = {
    "MessageParticipant": _prompt,
    "MessageParticipantIteratively": lambda given: {
        "Messages": [
            _prompt([each]) for each in given if each.get("name") in {"Text", "AudioPrompt"}
        ]
    },
    "GetParticipantInput": _either,
    "ConnectParticipantWithLexBot": _bot,
    "InvokeLambdaFunction": _lambda,
    "UpdateContactAttributes": lambda given: {"Attributes": _pairs(given, "Attribute")},
    "Compare": _compared,
    "UpdateContactTargetQueue": _one("QueueId", "Queue"),
    "UpdateContactTextToSpeechVoice": _one("TextToSpeechVoice", "GlobalVoice"),
    "UpdateContactEventHooks": _hook,
    "UpdateContactCallbackNumber": _one("CallbackNumber", "CallbackNumber"),
    "CheckHoursOfOperation": _one("HoursOfOperationId", "Hours"),
    "CheckMetricData": lambda given: {"MetricType": "NumberOfAgentsStaffed"},
    "Loop": _one("LoopCount", "LoopCount"),
    "TransferToFlow": lambda given: {"ContactFlowId": _flow_in(given)},
    "InvokeFlowModule": _one("FlowModuleId", "FlowModuleId"),
    "TransferParticipantToThirdParty": _one("ThirdPartyPhoneNumber", "PhoneNumber"),
    "Wait": _one("TimeLimitSeconds", "Timeout"),
}
