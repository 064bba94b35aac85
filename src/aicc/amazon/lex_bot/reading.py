"""The files of an archive as a bot. Lenient: what has the wrong shape is empty here.

`shapes` beside it says what is wrong with a file, so that the rest can be looked at anyway.
"""

import re
from collections.abc import Iterator

from aicc.amazon.lex_bot.documents import Documents
from aicc.amazon.lex_bot.model import (
    Bot,
    Intent,
    Listening,
    Locale,
    Priority,
    Prompt,
    Slot,
    SlotType,
    Value,
)
from aicc.domain.json import Json, JsonMap, as_count, as_map, as_maps, as_number, as_text

_SAYS = ("plainTextMessage", "ssmlMessage", "customPayload")
_RESOLVES = frozenset({"TOP_RESOLUTION", "TopResolution"})  # an export's word, the API's word
_ELSEWHERE = ("externalSourceSetting", "compositeSlotTypeSetting")


def bot_in(files: Documents) -> Bot:
    """Names are those of the folders, by which everything is found again."""
    path = next((each for each in files if each.count("/") == 1 and each.endswith("/Bot.json")), "")
    name = path.removesuffix("/Bot.json") or next(
        (each.split("/")[0] for each in files if "/" in each), ""
    )
    given = files.get(path, {})
    return Bot(
        name=name,
        description=as_text(given.get("description")),
        idle_s=as_count(given.get("idleSessionTTLInSeconds")),
        is_for_children=as_map(given.get("dataPrivacy")).get("childDirected") is True,
        locales=tuple(
            _locale(files, f"{name}/BotLocales/{each}")
            for each in _inside(files, f"{name}/BotLocales")
        ),
    )


def _inside(files: Documents, folder: str) -> list[str]:
    """The folders in a folder."""
    place = re.compile(rf"{re.escape(folder)}/([^/]+)/.+")
    found = (place.fullmatch(path) for path in files)
    return sorted({match[1] for match in found if match})


def _locale(files: Documents, folder: str) -> Locale:
    given = files.get(f"{folder}/BotLocale.json", {})
    voice = as_map(given.get("voiceSettings"))
    words = files.get(f"{folder}/CustomVocabulary/CustomVocabulary.json", {})
    return Locale(
        id=folder.rpartition("/")[2],
        name=as_text(given.get("name")),
        threshold=as_number(given.get("nluConfidenceThreshold")),
        voice=as_text(voice.get("voiceId")),
        engine=as_text(voice.get("engine")),
        intents=tuple(
            _intent(files, f"{folder}/Intents/{each}")
            for each in _inside(files, f"{folder}/Intents")
        ),
        slot_types=tuple(
            _slot_type(files, f"{folder}/SlotTypes/{each}")
            for each in _inside(files, f"{folder}/SlotTypes")
        ),
        vocabulary=tuple(
            as_text(each.get("phrase")) for each in as_maps(words.get("customVocabularyItems"))
        ),
    )


def _intent(files: Documents, folder: str) -> Intent:
    given = files.get(f"{folder}/Intent.json", {})
    priorities = tuple(
        Priority(order=as_count(each.get("priority")), slot=as_text(each.get("slotName")))
        for each in as_maps(given.get("slotPriorities"))
    )
    order = {each.slot: each.order for each in priorities}
    slots = [_slot(files, f"{folder}/Slots/{each}") for each in _inside(files, f"{folder}/Slots")]
    return Intent(
        name=folder.rpartition("/")[2],
        description=as_text(given.get("description")),
        display_name=as_text(given.get("displayName")),
        parent=as_text(given.get("parentIntentSignature")),
        utterances=tuple(_utterances(given.get("sampleUtterances"))),
        slots=tuple(sorted(slots, key=lambda slot: (order.get(slot.name, len(order)), slot.name))),
        priorities=priorities,
        calls_in_dialog=as_map(given.get("dialogCodeHook")).get("enabled") is True,
        calls_to_fulfil=as_map(given.get("fulfillmentCodeHook")).get("enabled") is True,
    )


def _utterances(given: Json) -> Iterator[str]:
    return (as_text(each.get("utterance")) for each in as_maps(given))


def _slot(files: Documents, folder: str) -> Slot:
    given = files.get(f"{folder}/Slot.json", {})
    asking = as_map(given.get("valueElicitationSetting"))
    prompt = as_map(asking.get("promptSpecification"))
    hidden = as_map(given.get("obfuscationSetting")).get("obfuscationSettingType")
    return Slot(
        name=folder.rpartition("/")[2],
        type=as_text(given.get("slotTypeName")),
        description=as_text(given.get("description")),
        is_required=asking.get("slotConstraint") == "Required",
        is_secret=hidden == "DefaultObfuscation",
        is_composite=bool(given.get("subSlotSetting")),
        is_multiple=as_map(given.get("multipleValuesSetting")).get("allowMultipleValues") is True,
        prompt=_prompt(prompt) if prompt else None,
        utterances=tuple(_utterances(asking.get("sampleUtterances"))),
    )


def _prompt(given: JsonMap) -> Prompt:
    attempts = as_map(given.get("promptAttemptsSpecification"))
    groups = as_maps(given.get("messageGroupsList"))
    return Prompt(
        texts=tuple(_said(as_map(group.get("message"))) for group in groups),
        retries=as_count(given.get("maxRetries")),
        may_interrupt=given.get("allowInterrupt") is True,
        attempts=tuple((name, _listening(as_map(each))) for name, each in attempts.items()),
    )


def _said(message: JsonMap) -> str:
    texts = [as_text(as_map(message.get(kind)).get("value")) for kind in _SAYS]
    shown = as_text(as_map(message.get("imageResponseCard")).get("title"))
    return next((text for text in (*texts, shown) if text), "")


def _listening(given: JsonMap) -> Listening:
    heard = as_map(given.get("audioAndDTMFInputSpecification"))
    audio, keys = as_map(heard.get("audioSpecification")), as_map(heard.get("dtmfSpecification"))
    return Listening(
        takes_keys=as_map(given.get("allowedInputTypes")).get("allowDTMFInput") is True,
        start_timeout_ms=as_count(heard.get("startTimeoutMs")),
        audio_end_timeout_ms=as_count(audio.get("endTimeoutMs")),
        audio_max_length_ms=as_count(audio.get("maxLengthMs")),
        keys_end_timeout_ms=as_count(keys.get("endTimeoutMs")),
        keys_max_length=as_count(keys.get("maxLength")),
        keys_end=as_text(keys.get("endCharacter")),
        keys_delete=as_text(keys.get("deletionCharacter")),
        text_start_timeout_ms=as_count(
            as_map(given.get("textInputSpecification")).get("startTimeoutMs")
        ),
    )


def _slot_type(files: Documents, folder: str) -> SlotType:
    given = files.get(f"{folder}/SlotType.json", {})
    chosen = as_map(given.get("valueSelectionSetting"))
    return SlotType(
        name=folder.rpartition("/")[2],
        description=as_text(given.get("description")),
        values=tuple(_value(each) for each in as_maps(given.get("slotTypeValues"))),
        resolves=as_text(chosen.get("resolutionStrategy")) in _RESOLVES,
        parent=as_text(given.get("parentSlotTypeSignature")),
        pattern=as_text(as_map(chosen.get("regexFilter")).get("pattern")),
        is_elsewhere=any(given.get(name) for name in _ELSEWHERE),
    )


def _value(given: JsonMap) -> Value:
    return Value(
        value=as_text(as_map(given.get("sampleValue")).get("value")),
        synonyms=tuple(as_text(each.get("value")) for each in as_maps(given.get("synonyms"))),
    )
