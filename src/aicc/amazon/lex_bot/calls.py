"""The files of an archive as what the API takes: the same things under names of its own."""

from collections.abc import Mapping
from typing import Any

from aicc.domain.json import JsonMap

# An archive's name -> the API's, wherever it stands
_MEMBERS = {"messageGroupsList": "messageGroups", "isActive": "active"}
_WORDS = {"TOP_RESOLUTION": "TopResolution", "ORIGINAL_VALUE": "OriginalValue"}
# Empty: the API has no such member
_OF_ARCHIVES = {"identifier": "", "version": ""}
_LOCALE = {
    "identifier": "localeId", "version": "", "name": "",
    "nluConfidenceThreshold": "nluIntentConfidenceThreshold",
}  # fmt: skip


def bot_call(document: JsonMap) -> dict[str, Any]:
    return _call(document, {**_OF_ARCHIVES, "name": "botName"})


def locale_call(document: JsonMap) -> dict[str, Any]:
    return _call(document, _LOCALE)


def slot_type_call(document: JsonMap) -> dict[str, Any]:
    return _call(document, {**_OF_ARCHIVES, "name": "slotTypeName"})


def intent_call(document: JsonMap) -> dict[str, Any]:
    """Without priorities, which name slots by the ids that only the service gives."""
    names = {"name": "intentName", "displayName": "intentDisplayName", "slotPriorities": ""}
    return _call(document, {**_OF_ARCHIVES, **names})


def slot_call(document: JsonMap) -> dict[str, Any]:
    """Without its type, which is named by such an id too."""
    return _call(document, {**_OF_ARCHIVES, "name": "slotName", "slotTypeName": ""})


def _call(document: JsonMap, names: Mapping[str, str]) -> dict[str, Any]:
    given = {names.get(name, name): _said(each) for name, each in document.items()}
    given.pop("", None)
    return {name: each for name, each in given.items() if each is not None}


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            _MEMBERS.get(name, name): _said(each)
            for name, each in value.items()
            if each is not None
        }
    if isinstance(value, list):
        return [_said(each) for each in value]
    return _WORDS.get(value, value) if isinstance(value, str) else value
