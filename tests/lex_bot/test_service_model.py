"""What we write against the model of the Lex V2 API, and our limits against its limits.

An archive has the shapes of the API under names of its own: the differences stand here by hand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.model import Shape, StructureShape

from aicc.amazon.lex_bot.from_pack import BOT_NAME
from aicc.amazon.lex_bot.shapes import Limits, shapes
from aicc.amazon.lex_bot.template import alias_settings
from tests.lex_bot.made import LOCALE, PACKS, files_of
from tests.understanding.aws_model import operation, refuse_wrong_request, without_nulls

SERVICE = "lexv2-models"
ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:hook"
ID = "ABCDEFGHIJ"
IN_BOT = {"botId": ID, "botVersion": "DRAFT"}
IN_LOCALE = {**IN_BOT, "localeId": "ko_KR"}
# An archive's name -> the API's, wherever it stands
MEMBERS = {"messageGroupsList": "messageGroups", "isActive": "active"}
WORDS = {"TOP_RESOLUTION": "TopResolution", "ORIGINAL_VALUE": "OriginalValue"}
# Ours is narrower, because the reference says so, or because exports have words of their own
OWN_LIMITS = {
    "Utterance", "SpeechLength", "ResolutionStrategy", "Text", "Flag", "ResourceType",
    "SchemaVersion", "FileFormat",
}  # fmt: skip
LISTS = {
    "MessageGroups": "MessageGroupsList",
    "MessageVariations": "MessageVariationsList",
    "Buttons": "ButtonsList",
    "InputContexts": "InputContextsList",
    "OutputContexts": "OutputContextsList",
    "SlotDefaultValues": "SlotDefaultValueList",
}


def as_the_api_says(value: Any) -> Any:
    if isinstance(value, dict):
        return {MEMBERS.get(name, name): as_the_api_says(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_the_api_says(each) for each in value]
    return WORDS.get(value, value) if isinstance(value, str) else value


def request(document: Mapping[str, Any], names: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """With members called as the API does; empty names are those it has not."""
    given = as_the_api_says(without_nulls(dict(document)))
    kept = {names.get(name, name): each for name, each in given.items()}
    kept.pop("", None)
    return {**kept, **more}


def requests_of(files: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file as the call that makes the same thing."""
    of_archives = {"identifier": "", "version": ""}
    role = "arn:aws:iam::123456789012:role/made-up"
    yield (
        "CreateBot",
        request(files[f"{BOT_NAME}/Bot.json"], {**of_archives, "name": "botName"}, roleArn=role),
    )
    threshold = {"nluConfidenceThreshold": "nluIntentConfidenceThreshold"}
    locale = request(
        files[f"{LOCALE}/BotLocale.json"],
        {"identifier": "localeId", "version": "", "name": "", **threshold},
        **IN_BOT,
    )
    yield "CreateBotLocale", locale
    for path, document in files.items():
        if path.endswith("/SlotType.json"):
            names = {**of_archives, "name": "slotTypeName"}
            yield "CreateSlotType", request(document, names, **IN_LOCALE)
        elif path.endswith("/Intent.json"):
            names = {**of_archives, "name": "intentName", "displayName": "intentDisplayName"}
            priorities = [
                {"priority": each["priority"], "slotId": ID} for each in document["slotPriorities"]
            ]
            created = request(document, {**names, "slotPriorities": ""}, **IN_LOCALE)
            yield "CreateIntent", created
            more = {**IN_LOCALE, "intentId": ID, "slotPriorities": priorities}
            yield "UpdateIntent", request(document, names, **more)
        elif path.endswith("/Slot.json"):
            kind = document["slotTypeName"]
            names = {**of_archives, "name": "slotName", "slotTypeName": ""}
            type_id = kind if kind.startswith("AMAZON.") else ID
            more = {**IN_LOCALE, "intentId": ID, "slotTypeId": type_id}
            yield "CreateSlot", request(document, names, **more)
        elif path.endswith("/CustomVocabulary.json"):
            names = {"customVocabularyItems": "customVocabularyItemList"}
            items = document["customVocabularyItems"]
            for at in range(0, len(items), 10):  # as many as a call takes
                some = {"customVocabularyItems": items[at : at + 10]}
                yield "BatchCreateCustomVocabularyItem", request(some, names, **IN_LOCALE)


@pytest.mark.parametrize("pack", PACKS)
def test_every_file_is_a_request_that_the_api_takes(pack: str) -> None:
    called = set()

    for name, parameters in requests_of(files_of(pack)):
        refuse_wrong_request(operation(SERVICE, name), parameters)
        called.add(name)

    assert called == {
        "CreateBot", "CreateBotLocale", "CreateSlotType", "CreateIntent", "UpdateIntent",
        "CreateSlot", "BatchCreateCustomVocabularyItem",
    }  # fmt: skip


def test_the_settings_that_are_printed_for_the_alias_are_what_it_takes() -> None:
    settings = alias_settings("ko_KR", ARN)

    refuse_wrong_request(
        operation(SERVICE, "CreateBotAlias"),
        {"botAliasName": "live", "botId": ID, "botAliasLocaleSettings": settings},
    )


@pytest.mark.parametrize("name", sorted(shapes().values.keys() - OWN_LIMITS))
def test_a_limit_is_that_of_the_service(name: str) -> None:
    assert limits_of(shapes().values[name]) == theirs(name)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_as_long_as_the_service_takes(name: str) -> None:
    ours = shapes().lists[name]

    model = shape(LISTS[name]).metadata

    assert (ours.least or 0, ours.most) == (model.get("min", 0), model.get("max"))


@pytest.mark.parametrize("name", ["PromptAttemptSpecification", "AllowedInputTypes", "Message",
    "AudioAndDTMFInputSpecification", "AudioSpecification", "DTMFSpecification", "SampleValue",
    "TextInputSpecification", "OutputContext", "InputContext", "VoiceSettings", "Button",
    "ImageResponseCard", "PlainTextMessage", "DataPrivacy", "SlotTypeValue", "SampleUtterance",
    "ObfuscationSetting", "MultipleValuesSetting", "SlotCaptureSetting",
])  # fmt: skip
def test_an_object_has_the_members_that_the_service_has(name: str) -> None:
    model = shape(name)
    ours = shapes().objects[name]

    assert isinstance(model, StructureShape)
    assert ours.keys() == model.members.keys()
    required = {member for member, each in ours.items() if each.is_required}
    assert required >= set(model.required_members)


def shape(name: str) -> Shape:
    return operation(SERVICE, "CreateSlot").service_model.shape_for(name)


def limits_of(ours: Limits) -> dict[str, Any]:
    found = {"min": ours.least, "max": ours.most, "enum": list(ours.choices)}
    return {
        **{name: each for name, each in found.items() if each},
        **({"pattern": ours.pattern} if ours.pattern else {}),
    }


def theirs(name: str) -> dict[str, Any]:
    model = shape(name)
    limited = {name: each for name, each in model.metadata.items() if each and name != "box"}
    if "pattern" in limited:
        limited["pattern"] = limited["pattern"].strip("^$")
    enum = list(getattr(model, "enum", ()))
    return limited | ({"enum": enum} if enum else {})
