"""Advice about a flow that the service would take: what a caller or the law would mind."""

import re
from collections.abc import Callable, Iterator, Mapping

from aicc.amazon.connect.advice_values import values
from aicc.amazon.connect.finding import ActionFinding, advice
from aicc.amazon.connect.graph import endless, reached
from aicc.amazon.connect.model import Action, Flow, FlowKind
from aicc.amazon.connect.rules.flow import VOICE_ID
from aicc.amazon.connect.variants import RULES, is_true
from aicc.amazon.connect.words import ABOUT_AI, ABOUT_RECORDING, LONG_SPEECH

LONG_LAMBDA_S = 5  # of silence

_TAG = re.compile(r"<[^>]*>")
_PEOPLE = frozenset({
    "TransferContactToQueue", "TransferContactToAgent", "TransferToFlow", "CreateCallbackContact",
    "TransferParticipantToThirdParty", "DequeueContactAndTransferToQueue", "CreateTask",
    "InvokeFlowModule",
})  # fmt: skip
_PAUSES = frozenset({
    "GetParticipantInput", "ConnectParticipantWithLexBot", "Wait", "Loop", "ShowView",
    "MessageParticipantIteratively", "AuthenticateParticipant", "ConnectParticipantWithAgenticCX",
})  # fmt: skip
_BOTS = frozenset({"ConnectParticipantWithLexBot", "ConnectParticipantWithAgenticCX"})
_TTS = ("SSML", "PromptId", "Media")


def look_over(flow: Flow) -> Iterator[ActionFinding]:
    if flow.start_action not in flow.by_identifier():
        return
    for rule in _RULES:
        yield from rule(flow)


def said(action: Action) -> str:
    """What an action says to the customer, without markup."""
    texts = [action.parameters.get("Text"), action.parameters.get("SSML")]
    return " ".join(_TAG.sub(" ", each) for each in texts if isinstance(each, str))


def kind_of(flow: Flow) -> FlowKind:
    """As the file says, or as far as its actions tell."""
    if flow.kind is not None:
        return flow.kind
    types = {action.type for action in flow.actions}
    if "Settings" in flow.given or "EndFlowModuleExecution" in types:
        return FlowKind.MODULE
    return FlowKind.INBOUND


def _unreachable(flow: Flow) -> Iterator[ActionFinding]:
    there = reached(flow)
    for action in flow.actions:
        if action.identifier not in there:
            yield _about(action, "unreachable", "nothing leads here: take it out or lead to it")


def _kinds(flow: Flow) -> Iterator[ActionFinding]:
    kind = kind_of(flow)
    if kind is FlowKind.CAMPAIGN:  # no page says what these may hold
        return
    for action in flow.actions:
        rule = RULES.get(action.type)
        if rule is not None and kind not in rule.kinds:
            yield _about(action, "flow-kind", f"{action.type} is not for flows of type {kind}")


def _recording(flow: Flow) -> Iterator[ActionFinding]:
    """Whoever is recorded must have heard it first; whispers come after the flow that says so."""
    if kind_of(flow) is not FlowKind.INBOUND:
        return
    unwarned = reached(flow, stop=lambda action: bool(ABOUT_RECORDING.search(said(action))))
    for action in flow.actions:
        if _records(action) and action.identifier in unwarned:
            yield _about(action, "recording-notice", "say that the call is recorded before this")


def _records(action: Action) -> bool:
    for name in ("RecordingBehavior", "VoiceBehavior"):
        behavior = action.parameters.get(name)
        if isinstance(behavior, Mapping):
            inner = behavior.get("VoiceRecordingBehavior", behavior)
            if isinstance(inner, Mapping) and inner.get("RecordedParticipants"):
                return True
    return False


def _ai_notice(flow: Flow) -> Iterator[ActionFinding]:
    if kind_of(flow) is not FlowKind.INBOUND:
        return
    unwarned = reached(flow, stop=lambda action: bool(ABOUT_AI.search(said(action))))
    for action in flow.actions:
        is_first = action.type in _BOTS and action.identifier in unwarned
        if is_first and not ABOUT_AI.search(said(action)):
            yield _about(action, "ai-notice", "say that an AI answers before this")


def _long_speech(flow: Flow) -> Iterator[ActionFinding]:
    for action in flow.actions:
        length = len(said(action))
        if length > LONG_SPEECH:
            yield _about(
                action,
                "long-prompt",
                f"{length} characters are long to listen to: {LONG_SPEECH} at most",
            )


def _person(flow: Flow) -> Iterator[ActionFinding]:
    there = reached(flow)
    asks = any(each.type in _BOTS or _is_menu(each) for each in flow.actions)
    if kind_of(flow) is not FlowKind.INBOUND or not asks:
        return
    if not any(each.type in _PEOPLE for each in flow.actions if each.identifier in there):
        yield advice("no-person", "there is no way to a person: lead to a queue or a callback")


def _is_menu(action: Action) -> bool:
    stores = is_true(action.parameters.get("StoreInput"))
    return action.type == "GetParticipantInput" and not stores


def _sound(flow: Flow) -> Iterator[ActionFinding]:
    """Sound in a flow that is made for chat and does not branch on the channel."""
    channels = {rule.channel for each in flow.actions if (rule := RULES.get(each.type))}
    chats = "chat" in channels or any(
        "LexInitializationData" in each.parameters or "LexTimeoutSeconds" in each.parameters
        for each in flow.actions
    )
    asks = any(each.parameters.get("ComparisonValue") == "$.Channel" for each in flow.actions)
    if not chats or asks:
        return
    for action in flow.actions:
        rule = RULES.get(action.type)
        is_sound = rule is not None and rule.channel == "voice"
        if is_sound or any(name in action.parameters for name in _TTS):
            yield _about(action, "sound-only", "a chat cannot hear this: branch on $.Channel first")


def _slow_lambda(flow: Flow) -> Iterator[ActionFinding]:
    for action in flow.actions:
        limit = str(action.parameters.get("InvocationTimeLimitSeconds", ""))
        waited = action.parameters.get("InvocationType") != "ASYNCHRONOUS"
        if action.type != "InvokeLambdaFunction" or not limit.isdecimal() or not waited:
            continue
        if int(limit) > LONG_LAMBDA_S:
            yield _about(
                action,
                "long-silence",
                f"the customer hears nothing for up to {limit} s: {LONG_LAMBDA_S} at most",
            )


def _logging(flow: Flow) -> Iterator[ActionFinding]:
    if kind_of(flow) is FlowKind.MODULE:
        return
    if not any(each.parameters.get("FlowLoggingBehavior") == "Enabled" for each in flow.actions):
        yield advice("logging", "add UpdateFlowLoggingBehavior Enabled, or nothing tells why")


def _endless(flow: Flow) -> Iterator[ActionFinding]:
    there = endless(flow, lambda action: action.type in _PAUSES)
    for action in flow.actions:
        if action.identifier in there:
            yield _about(action, "endless", "it can go round for ever: put a Loop in the circle")


def _old(flow: Flow) -> Iterator[ActionFinding]:
    for action in flow.actions:
        if action.type in VOICE_ID:
            yield _about(action, "ended", "Voice ID ended on 2026-05-20")
        if "LexBot" in action.parameters:
            yield _about(action, "old-lex", "LexBot is Lex V1: name an alias with LexV2Bot")
        if action.type == "ConnectParticipantWithLexBot":
            yield from _lex_time_out(action)
        if "EventHooksConfiguration" in action.parameters:
            yield _about(action, "uncertain", "the service has refused EventHooksConfiguration")
        if (
            action.type == "GetParticipantInput"
            and not is_true(action.parameters.get("StoreInput"))
            and "DTMFConfiguration" in action.parameters
        ):
            yield _about(action, "uncertain", "DTMFConfiguration is for stored input")


def _lex_time_out(action: Action) -> Iterator[ActionFinding]:
    if action.transitions.on_error("InputTimeLimitExceeded") is None:
        yield _about(action, "lex-timeout", "wire InputTimeLimitExceeded: newer ones need it")


def _about(action: Action, rule: str, message: str) -> ActionFinding:
    return advice(rule, message, action=action.identifier, type=action.type)


_RULES: tuple[Callable[[Flow], Iterator[ActionFinding]], ...] = (
    _unreachable, _kinds, _recording, _ai_notice, _long_speech, _person, _sound, _slow_lambda,
    _logging, _endless, _old, values,
)  # fmt: skip
