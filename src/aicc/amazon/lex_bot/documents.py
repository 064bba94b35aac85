"""A bot as the JSON files of an import archive, with the members that real exports have.

Members that an export writes as null are null here as well: the service reads them so.
"""

from base64 import b32encode
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from aicc.amazon.lex_bot.model import Bot, Intent, Listening, Locale, Prompt, Slot, SlotType
from aicc.domain.json import JsonMap

MANIFEST = "Manifest.json"
FALLBACK_ID = "FALLBCKINT"

Documents = Mapping[str, JsonMap]  # by path inside the archive


def documents_of(bot: Bot) -> dict[str, JsonMap]:
    """By path, sorted."""
    found: dict[str, JsonMap] = {
        MANIFEST: {
            "metaData": {"schemaVersion": "1", "fileFormat": "LexJson", "resourceType": "BOT"}
        },
        f"{bot.name}/Bot.json": {
            "name": bot.name,
            "version": "DRAFT",
            "description": bot.description or None,
            "identifier": _identifier(bot.name),
            "dataPrivacy": {"childDirected": bot.is_for_children},
            "idleSessionTTLInSeconds": bot.idle_s,
        },
    }
    for locale in bot.locales:
        found |= _locale_files(f"{bot.name}/BotLocales/{locale.id}", locale)
    return dict(sorted(found.items()))


def _locale_files(folder: str, locale: Locale) -> Iterator[tuple[str, JsonMap]]:
    yield f"{folder}/BotLocale.json", _locale(locale)
    for intent in locale.intents:
        inside = f"{folder}/Intents/{intent.name}"
        yield f"{inside}/Intent.json", _intent(inside, intent)
        for slot in intent.slots:
            path = f"{inside}/Slots/{slot.name}"
            yield f"{path}/Slot.json", _slot(path, slot)
    for kind in locale.slot_types:
        path = f"{folder}/SlotTypes/{kind.name}"
        yield f"{path}/SlotType.json", _slot_type(path, kind)
    if locale.vocabulary:
        items = [
            {"phrase": phrase, "weight": None, "displayAs": None} for phrase in locale.vocabulary
        ]
        yield (
            f"{folder}/CustomVocabulary/CustomVocabulary.json",
            {"customVocabularyItems": items},
        )


def _locale(locale: Locale) -> JsonMap:
    return {
        "name": locale.name or None,
        "identifier": locale.id,
        "version": "DRAFT",
        "description": None,
        "voiceSettings": {"engine": locale.engine, "voiceId": locale.voice},
        "nluConfidenceThreshold": locale.threshold,
    }


def _intent(path: str, intent: Intent) -> JsonMap:
    return {
        "name": intent.name,
        "identifier": FALLBACK_ID if intent.is_fallback else _identifier(path),
        "displayName": intent.display_name or None,
        "description": intent.description or None,
        "parentIntentSignature": intent.parent or None,
        "sampleUtterances": _utterances(intent.utterances),
        "intentConfirmationSetting": None,
        "intentClosingSetting": None,
        "initialResponseSetting": None,
        "inputContexts": None,
        "outputContexts": None,
        "kendraConfiguration": None,
        "dialogCodeHook": {"enabled": intent.calls_in_dialog},
        "fulfillmentCodeHook": {
            "enabled": intent.calls_to_fulfil,
            "isActive": intent.calls_to_fulfil,
            "postFulfillmentStatusSpecification": None,
            "fulfillmentUpdatesSpecification": None,
        },
        "slotPriorities": [
            {"priority": each.order, "slotName": each.slot} for each in intent.priorities
        ],
    }


def _slot(path: str, slot: Slot) -> JsonMap:
    return {
        "name": slot.name,
        "identifier": _identifier(path),
        "description": slot.description or None,
        "slotTypeName": slot.type or None,
        "obfuscationSetting": (
            {"obfuscationSettingType": "DefaultObfuscation"} if slot.is_secret else None
        ),
        "multipleValuesSetting": {"allowMultipleValues": True} if slot.is_multiple else None,
        "valueElicitationSetting": {
            "slotConstraint": "Required" if slot.is_required else "Optional",
            "promptSpecification": _prompt(slot.prompt) if slot.prompt else None,
            "slotCaptureSetting": _capture(),
            "defaultValueSpecification": None,
            "sampleUtterances": _utterances(slot.utterances),
            "waitAndContinueSpecification": None,
        },
    }


def _capture() -> JsonMap:
    """The code hook is also asked where Lex found no value in what was said."""
    return {
        "captureResponse": None,
        "captureNextStep": None,
        "captureConditional": None,
        "failureResponse": None,
        "failureNextStep": None,
        "failureConditional": None,
        "codeHook": None,
        "elicitationCodeHook": {"enableCodeHookInvocation": True, "invocationLabel": None},
    }


def _prompt(prompt: Prompt) -> JsonMap:
    return {
        "messageGroupsList": [_message_group(text) for text in prompt.texts],
        "maxRetries": prompt.retries,
        "allowInterrupt": prompt.may_interrupt,
        "messageSelectionStrategy": "Random",
        "promptAttemptsSpecification": {
            name: _attempt(listening, prompt.may_interrupt) for name, listening in prompt.attempts
        },
    }


def _message_group(text: str) -> JsonMap:
    message = {
        "plainTextMessage": {"value": text},
        "ssmlMessage": None,
        "customPayload": None,
        "imageResponseCard": None,
    }
    return {"message": message, "variations": None}


def _attempt(listening: Listening, may_interrupt: bool) -> JsonMap:
    return {
        "allowInterrupt": may_interrupt,
        "allowedInputTypes": {"allowAudioInput": True, "allowDTMFInput": listening.takes_keys},
        "audioAndDTMFInputSpecification": {
            "startTimeoutMs": listening.start_timeout_ms,
            "audioSpecification": {
                "maxLengthMs": listening.audio_max_length_ms,
                "endTimeoutMs": listening.audio_end_timeout_ms,
            },
            "dtmfSpecification": {
                "maxLength": listening.keys_max_length,
                "endTimeoutMs": listening.keys_end_timeout_ms,
                "deletionCharacter": listening.keys_delete,
                "endCharacter": listening.keys_end,
            },
        },
        "textInputSpecification": {"startTimeoutMs": listening.text_start_timeout_ms},
    }


def _slot_type(path: str, kind: SlotType) -> JsonMap:
    return {
        "name": kind.name,
        "identifier": _identifier(path),
        "description": kind.description or None,
        "slotTypeValues": [
            {
                "sampleValue": {"value": each.value},
                "synonyms": [{"value": synonym} for synonym in each.synonyms] or None,
            }
            for each in kind.values
        ]
        or None,
        "parentSlotTypeSignature": kind.parent or None,
        "valueSelectionSetting": {
            "resolutionStrategy": "TOP_RESOLUTION" if kind.resolves else "ORIGINAL_VALUE",
            "regexFilter": {"pattern": kind.pattern} if kind.pattern else None,
            "advancedRecognitionSetting": None,
        },
        "externalSourceSetting": None,
    }


def _utterances(texts: tuple[str, ...]) -> list[JsonMap] | None:
    return [{"utterance": text} for text in texts] or None


def _identifier(path: str) -> str:
    """Ten letters and digits, the same for the same place; the service gives its own."""
    return b32encode(blake2b(path.encode(), digest_size=7).digest())[:10].decode()
