"""Actions that change what is known of the contact: attributes, data, hooks, numbers."""

import re
from collections.abc import Mapping

from aicc.amazon.connect.model import Action
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.outcome import Failed, Next, Outcome
from aicc.amazon.phone.paths import as_text
from aicc.amazon.phone.shown import Kind
from aicc.domain.json import Json

MOST_ATTRIBUTE_BYTES = 32 * 1024

_NUMBER = re.compile(r"\+?\d{7,15}")


def attributes(call: Call, action: Action) -> Outcome:
    changed = call.texts(action.parameters.get("Attributes"))
    kept = {**call.contact.attributes, **changed}
    if sum(len(f"{name}{value}".encode()) for name, value in kept.items()) > MOST_ATTRIBUTE_BYTES:
        return Failed(why="attributes of a contact have 32 kB at most")
    _show_changes(call, call.contact.attributes, changed)
    call.contact.attributes = kept
    return Next()


def flow_attributes(call: Call, action: Action) -> Outcome:
    given = action.parameters.get("FlowAttributes")
    named = given.items() if isinstance(given, Mapping) else ()
    changed = {
        name: call.text(as_text(each.get("Value")))
        for name, each in named
        if isinstance(each, Mapping)
    }
    _show_changes(call, call.contact.flow_attributes, changed)
    call.contact.flow_attributes |= changed
    return Next()


def contact_data(call: Call, action: Action) -> Outcome:
    given, contact = action.parameters, call.contact
    contact.language = call.text(given.get("LanguageCode")) or contact.language
    contact.customer_id = call.text(given.get("CustomerId")) or contact.customer_id
    contact.name = call.text(given.get("Name")) or contact.name
    contact.description = call.text(given.get("Description")) or contact.description
    return Next()


def voice(call: Call, action: Action) -> Outcome:
    call.contact.voice = call.text(action.parameters.get("TextToSpeechVoice"))
    return Next(remark=call.contact.voice)


def event_hooks(call: Call, action: Action) -> Outcome:
    hooks = call.texts(action.parameters.get("EventHooks"))
    for name, flow in hooks.items():
        if call.shelf.find(flow) is None:
            return Failed(why=f"there is no flow {flow!r} for {name}")
    call.contact.hooks |= hooks
    return Next()


def callback_number(call: Call, action: Action) -> Outcome:
    number = call.text(action.parameters.get("CallbackNumber"))
    if not _NUMBER.fullmatch(number):
        return Failed(error="InvalidCallbackNumber", why=number or "no number")
    call.contact.callback_number = number
    return Next(remark=number)


def tag(call: Call, action: Action) -> Outcome:
    call.contact.tags |= call.texts(action.parameters.get("Tags"))
    return Next()


def untag(call: Call, action: Action) -> Outcome:
    keys = action.parameters.get("TagKeys")
    for key in keys if isinstance(keys, list) else ():
        call.contact.tags.pop(str(key), None)
    return Next()


def noted(call: Call, action: Action) -> Outcome:
    """What changes nothing that a caller could hear: logging, recording, routing, streaming."""
    return Next(remark=_short(action.parameters))


def _show_changes(call: Call, before: Mapping[str, str], changed: Mapping[str, str]) -> None:
    for name, value in changed.items():
        if before.get(name) != value:
            call.put(Kind.DATA, f"{name} = {value}")


def _short(given: Mapping[str, Json]) -> str:
    texts = [each for each in given.values() if isinstance(each, str)]
    return ", ".join(texts)
