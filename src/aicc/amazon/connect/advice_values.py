"""Advice about values that the service takes and nobody hears, finds or reads."""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from aicc.amazon.connect import jsonpath
from aicc.amazon.connect.check_parameters import PLACEHOLDER
from aicc.amazon.connect.finding import ActionFinding, advice
from aicc.amazon.connect.model import Action, Flow
from aicc.domain.json import Json

ENGINES = frozenset({"Standard", "Neural", "Generative"})

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?")
_UNSAFE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);)")
_SPEAK = "<speak"


def values(flow: Flow) -> Iterator[ActionFinding]:
    for action in flow.actions:
        given = action.parameters
        yield from _speech(action, given)
        for each in _a_list(given.get("Messages")):
            yield from _speech(action, each)
        yield from _names(action)
        yield from _nulls(action)


def _speech(action: Action, given: Mapping[str, Json]) -> Iterator[ActionFinding]:
    text, ssml = given.get("Text"), given.get("SSML")
    if isinstance(text, str) and text.lstrip().startswith(_SPEAK):
        yield _about(action, "ssml", "the tags of Text are read out: give it as SSML")
    if isinstance(ssml, str) and not _is_open(ssml) and not _is_xml(ssml):
        yield _about(action, "ssml", "SSML is no XML, or not inside <speak>: nothing is heard")


def _is_xml(ssml: str) -> bool:
    """What paths put in is not known yet."""
    try:
        root = ElementTree.fromstring(ssml)  # noqa: S314 - an author's own file, no entity is resolved
    except ElementTree.ParseError:
        return False
    return root.tag.rpartition("}")[2] == "speak" and not _UNSAFE_AMPERSAND.search(ssml)


def _names(action: Action) -> Iterator[ActionFinding]:
    language = action.parameters.get("LanguageCode")
    if _is_said(language) and not _LANGUAGE.fullmatch(str(language)):
        yield _about(action, "language", f"{language!r} is no language code: write ko-KR")
    engine = action.parameters.get("TextToSpeechEngine")
    if _is_said(engine) and engine not in ENGINES:
        yield _about(action, "language", f"{engine!r} is no engine: {', '.join(sorted(ENGINES))}")
    function = action.parameters.get("LambdaFunctionARN")
    if _is_said(function) and not str(function).startswith("arn:"):
        yield _about(action, "lambda-arn", f"{function!r} is no ARN: Connect finds no function")


def _nulls(action: Action) -> Iterator[ActionFinding]:
    for name in ("Attributes", "FlowAttributes", "LexSessionAttributes"):
        given = action.parameters.get(name)
        for key, value in given.items() if isinstance(given, Mapping) else ():
            if value is None:
                yield _about(action, "attribute-null", f"{name}.{key} is null: write a text")


def _is_said(value: Json) -> bool:
    """Static, and there."""
    return isinstance(value, str) and bool(value) and not _is_open(value)


def _is_open(text: str) -> bool:
    """Filled in later; `<…>` is a placeholder too, but tags are none."""
    is_speech = text.lstrip().startswith(_SPEAK)
    return jsonpath.is_path(text) or (not is_speech and PLACEHOLDER.search(text) is not None)


def _a_list(value: Json) -> list[Mapping[str, Json]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _about(action: Action, rule: str, message: str) -> ActionFinding:
    return advice(rule, message, action=action.identifier, type=action.type)
