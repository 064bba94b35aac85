"""What we write against the model of the Lex V2 API, and our limits against its limits.

An archive has the shapes of the API under names of its own: the differences stand here by hand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.model import Shape, StructureShape

from aicc.amazon.lex_bot.calls import (
    bot_call,
    intent_call,
    locale_call,
    slot_call,
    slot_type_call,
)
from aicc.amazon.lex_bot.from_pack import BOT_NAME
from aicc.amazon.lex_bot.shapes import Limits, shapes
from aicc.amazon.lex_bot.template import alias_settings
from tests.lex_bot.made import LOCALE, PACKS, files_of
from tests.understanding.aws_model import operation, refuse_wrong_request

SERVICE = "lexv2-models"
ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:hook"
ID = "ABCDEFGHIJ"
IN_BOT = {"botId": ID, "botVersion": "DRAFT"}
IN_LOCALE = {**IN_BOT, "localeId": "ko_KR"}
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


def requests_of(files: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file as the call that makes the same thing; the ids of others are made up."""
    role = "arn:aws:iam::123456789012:role/made-up"
    yield "CreateBot", {**bot_call(files[f"{BOT_NAME}/Bot.json"]), "roleArn": role}
    yield "CreateBotLocale", {**locale_call(files[f"{LOCALE}/BotLocale.json"]), **IN_BOT}
    for path, document in files.items():
        if path.endswith("/SlotType.json"):
            yield "CreateSlotType", {**slot_type_call(document), **IN_LOCALE}
        elif path.endswith("/Intent.json"):
            given = {**intent_call(document), **IN_LOCALE}
            priorities = [
                {"priority": each["priority"], "slotId": ID} for each in document["slotPriorities"]
            ]
            yield "CreateIntent", given
            yield "UpdateIntent", {**given, "intentId": ID, "slotPriorities": priorities}
        elif path.endswith("/Slot.json"):
            kind = document["slotTypeName"]
            type_id = kind if kind.startswith("AMAZON.") else ID
            given = {**slot_call(document), **IN_LOCALE, "intentId": ID, "slotTypeId": type_id}
            yield "CreateSlot", given
        elif path.endswith("/CustomVocabulary.json"):
            items = [{"phrase": each["phrase"]} for each in document["customVocabularyItems"]]
            for at in range(0, len(items), 10):  # as many as a call takes
                given = {"customVocabularyItemList": items[at : at + 10], **IN_LOCALE}
                yield "BatchCreateCustomVocabularyItem", given


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
