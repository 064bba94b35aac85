"""The events that Lex V2 sends to a code hook, in the shape that calls from Connect have."""

from collections.abc import Sequence
from dataclasses import dataclass

from aicc.amazon.phone.contact import CHAT, Contact
from aicc.amazon.phone.lambdas import Event
from aicc.amazon.phone.lex.talk import LexTalk
from aicc.domain.json import Json, JsonMap
from aicc.domain.meaning import Sentiment

DIALOG, FULFILLMENT = "DialogCodeHook", "FulfillmentCodeHook"
LOCALE = "ko_KR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What Lex heard: hearings best first, or keys."""

    hearings: tuple[str, ...]
    is_keys: bool = False

    @property
    def text(self) -> str:
        return self.hearings[0] if self.hearings else ""


def hook_event(
    contact: Contact,
    talk: LexTalk,
    utterance: Utterance,
    source: str,
    bot_name: str,
    proposed: JsonMap | None,
) -> Event:
    """The intent that Lex chose comes first in `interpretations`, and in the session state."""
    is_chat = contact.channel == CHAT
    first: dict[str, Json] = {"intent": talk.intent_json(), "interpretationSource": "Lex"}
    if talk.score is not None:
        first["nluConfidence"] = talk.score
    if talk.sentiment is not None:
        first["sentimentResponse"] = talk.sentiment
    return {
        "messageVersion": "1.0",
        "invocationSource": source,
        "inputMode": _input_mode(utterance, is_chat),
        "responseContentType": "text/plain; charset=utf-8" if is_chat else "audio/pcm",
        "sessionId": contact.contact_id,
        "inputTranscript": utterance.text,
        "invocationLabel": None,
        "bot": {
            "id": "MADEUPBOT1",
            "name": bot_name,
            "aliasId": "MADEUPALI1",
            "aliasName": "live",
            "localeId": LOCALE,
            "version": "1",
        },
        "interpretations": [first, *(_other(name, score) for name, score in talk.others)],
        "proposedNextState": proposed,
        "requestAttributes": _request_attributes(utterance, is_chat),
        "sessionState": {
            "activeContexts": None,
            "sessionAttributes": dict(talk.attributes),
            "runtimeHints": None,
            "dialogAction": None,
            "intent": talk.intent_json(),
            "originatingRequestId": f"{contact.contact_id}:{talk.requests}",
        },
        "transcriptions": _transcriptions(utterance, talk.intent),
    }


def sentiment_json(sentiment: Sentiment) -> JsonMap:
    return {
        "sentiment": str(sentiment.label),
        "sentimentScore": {
            str(label).lower(): round(score, 3) for label, score in sentiment.scores.items()
        },
    }


def _input_mode(utterance: Utterance, is_chat: bool) -> str:
    if utterance.is_keys:
        return "DTMF"
    return "Text" if is_chat else "Speech"


def _request_attributes(utterance: Utterance, is_chat: bool) -> dict[str, str]:
    attributes = {
        "x-amz-lex:channels:platform": "Connect Chat" if is_chat else "Connect",
        "x-amz-lex:accept-content-types": "PlainText" if is_chat else "PlainText,SSML",
    }
    if utterance.is_keys:
        attributes["x-amz-lex:dtmf-transcript"] = utterance.text
    return attributes


def _other(name: str, score: float | None) -> JsonMap:
    intent: JsonMap = {
        "name": name,
        "slots": {},
        "state": "InProgress",
        "confirmationState": "None",
    }
    found: dict[str, Json] = {"intent": intent, "interpretationSource": "Lex"}
    if score is not None:
        found["nluConfidence"] = score
    return found


def _transcriptions(utterance: Utterance, intent: str) -> Sequence[JsonMap]:
    return [
        {
            "transcription": hearing,
            "transcriptionConfidence": round(0.9 - place / 10, 1),
            "resolvedContext": {"intent": intent},
            "resolvedSlots": {},
        }
        for place, hearing in enumerate(utterance.hearings)
    ]
