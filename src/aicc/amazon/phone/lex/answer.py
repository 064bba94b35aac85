"""What a code hook answered, held against what Lex takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aicc.amazon.phone.lambdas import LambdaFaultError
from aicc.domain.json import Json, JsonMap

MOST_MESSAGES, LONGEST_MESSAGE = 10, 1024
MOST_ANSWER_BYTES, MOST_ATTRIBUTE_BYTES = 25 * 1024, 12 * 1024
CONTENT_TYPES = frozenset({"PlainText", "SSML", "CustomPayload", "ImageResponseCard"})
NEEDS_INTENT = frozenset({"Close", "Delegate", "ElicitSlot", "ConfirmIntent"})
NEEDS_MESSAGES = frozenset({"ElicitIntent", "ConfirmIntent"})
ACTIONS = NEEDS_INTENT | NEEDS_MESSAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    content: str
    is_ssml: bool = False
    is_payload: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HookAnswer:
    action: str
    asked_slot: str
    intent: JsonMap
    attributes: dict[str, str]
    messages: tuple[Message, ...]


def read_hook_answer(answer: Json, *, takes_ssml: bool) -> HookAnswer:
    """`LambdaFaultError` for what Lex refuses: the flow's error branch follows."""
    body = _a_map(answer, "the answer")
    if len(json.dumps(body, ensure_ascii=False).encode()) > MOST_ANSWER_BYTES:
        raise LambdaFaultError("Lex takes 25 KB at most")
    state = _a_map(body.get("sessionState"), "sessionState")
    dialog = _a_map(state.get("dialogAction"), "sessionState.dialogAction")
    action, intent = str(dialog.get("type")), state.get("intent")
    read = HookAnswer(
        action=action,
        asked_slot=str(dialog.get("slotToElicit") or ""),
        intent=intent if isinstance(intent, Mapping) else {},
        attributes=_attributes(state.get("sessionAttributes")),
        messages=_messages(body.get("messages"), takes_ssml=takes_ssml),
    )
    _check(read)
    return read


def _check(read: HookAnswer) -> None:
    if read.action not in ACTIONS:
        raise LambdaFaultError(f"dialogAction.type {read.action!r} is none of Lex")
    if read.action in NEEDS_INTENT and not read.intent.get("name"):
        raise LambdaFaultError(f"{read.action} needs an intent with a name")
    if read.action in NEEDS_MESSAGES and not read.messages:
        raise LambdaFaultError(f"{read.action} needs messages")
    if read.action == "ElicitSlot" and read.asked_slot not in _slots(read.intent):
        raise LambdaFaultError(f"ElicitSlot needs a slot of the intent, not {read.asked_slot!r}")
    if read.action == "Close" and read.intent.get("state") not in {"Fulfilled", "Failed"}:
        raise LambdaFaultError("Close needs an intent that is Fulfilled or Failed")


def _slots(intent: JsonMap) -> JsonMap:
    slots = intent.get("slots")
    return slots if isinstance(slots, Mapping) else {}


def _attributes(given: Json) -> dict[str, str]:
    attributes = _a_map(given or {}, "sessionAttributes")
    wrong = [name for name, value in attributes.items() if not isinstance(value, str)]
    if wrong:
        raise LambdaFaultError(f"session attributes are strings: {', '.join(wrong)}")
    if len(json.dumps(attributes, ensure_ascii=False).encode()) > MOST_ATTRIBUTE_BYTES:
        raise LambdaFaultError("session attributes have 12 KB at most")
    return {name: str(value) for name, value in attributes.items()}


def _messages(given: Json, *, takes_ssml: bool) -> tuple[Message, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > MOST_MESSAGES:
        raise LambdaFaultError(f"messages are a list of at most {MOST_MESSAGES}")
    return tuple(_message(_a_map(each, "a message"), takes_ssml=takes_ssml) for each in given)


def _message(given: JsonMap, *, takes_ssml: bool) -> Message:
    kind, content = given.get("contentType"), given.get("content")
    if kind not in CONTENT_TYPES:
        raise LambdaFaultError(f"contentType {kind!r} is none of Lex")
    if kind == "SSML" and not takes_ssml:
        raise LambdaFaultError("SSML is not accepted on this channel")
    if not isinstance(content, str) or not 0 < len(content) <= LONGEST_MESSAGE:
        raise LambdaFaultError(f"a message has 1 to {LONGEST_MESSAGE} characters")
    return Message(content=content, is_ssml=kind == "SSML", is_payload=kind == "CustomPayload")


def _a_map(given: Json, what: str) -> JsonMap:
    if not isinstance(given, Mapping):
        raise LambdaFaultError(f"{what} must be a map")
    return given
