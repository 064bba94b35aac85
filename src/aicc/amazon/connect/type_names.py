"""Names that are not action types, and what was meant: the old designer's, and common guesses."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

MEANT: Mapping[str, str] = {
    "PlayPrompt": "MessageParticipant",
    "SendMessage": "MessageParticipant",
    "GetUserInput": "GetParticipantInput or ConnectParticipantWithLexBot",
    "GetCustomerInput": "GetParticipantInput or ConnectParticipantWithLexBot",
    "StoreUserInput": "GetParticipantInput with StoreInput True",
    "StoreCustomerInput": "GetParticipantInput with StoreInput True",
    "CheckAttribute": "Compare",
    "CheckContactAttributes": "Compare",
    "CheckCondition": "Compare",
    "CheckValue": "Compare",
    "SetAttributes": "UpdateContactAttributes",
    "SetContactAttributes": "UpdateContactAttributes",
    "SetFlowAttributes": "UpdateFlowAttributes",
    "SetContactData": "UpdateContactData",
    "SetQueue": "UpdateContactTargetQueue",
    "SetWorkingQueue": "UpdateContactTargetQueue",
    "InvokeExternalResource": "InvokeLambdaFunction",
    "InvokeLambda": "InvokeLambdaFunction",
    "InvokeAPI": "InvokeLambdaFunction",
    "SetVoice": "UpdateContactTextToSpeechVoice",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetRecordingBehavior": "UpdateContactRecordingBehavior",
    "CheckStaffing": "CheckMetricData",
    "CheckQueueStatus": "CheckMetricData",
    "GetQueueMetrics": "GetMetricData",
    "SetCallbackNumber": "UpdateContactCallbackNumber",
    "SetCallBackNumber": "UpdateContactCallbackNumber",
    "ChangeRoutingPriority": "UpdateContactRoutingBehavior",
    "UpdateRoutingPriority": "UpdateContactRoutingBehavior",
    "UpdateRoutingCriteria": "UpdateContactRoutingCriteria",
    "Disconnect": "DisconnectParticipant",
    "EndFlow": "DisconnectParticipant",
    "Transfer": "TransferContactToQueue, TransferToFlow or TransferParticipantToThirdParty",
    "TransferToQueue": "TransferContactToQueue",
    "TransferToAgent": "TransferContactToQueue",
    "TransferToPhoneNumber": "TransferParticipantToThirdParty",
    "TransferToThirdParty": "TransferParticipantToThirdParty",
    "Resume": "EndFlowExecution",
    "ReturnFromFlowModule": "EndFlowModuleExecution",
    "LoopPrompts": "MessageParticipantIteratively",
    "SetEventHook": "UpdateContactEventHooks",
    "SetContactFlow": "UpdateContactEventHooks",
    "SetCustomerQueueFlow": "UpdateContactEventHooks",
    "SetDisconnectFlow": "UpdateContactEventHooks",
    "SetWhisperFlow": "UpdateContactEventHooks",
    "SetHoldFlow": "UpdateContactEventHooks",
    "Distribute": "DistributeByPercentage",
    "StartMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StopMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "InvokeModule": "InvokeFlowModule",
    "UnTagContact": "UntagContact",
    "ConnectToLexBot": "ConnectParticipantWithLexBot",
}
NOTHING = frozenset({"Trigger", "EntryPoint"})  # StartAction names where a flow begins


def suggestion(name: str, known: Collection[str]) -> str:
    """What to write instead, as the end of a sentence; empty where nothing is near."""
    if name in NOTHING:
        return ": leave it out, StartAction names the first action"
    meant = MEANT.get(name) or closest(name, known)
    return f": write {meant}" if meant else ""


def closest(name: str, known: Collection[str]) -> str:
    by_lower = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""
