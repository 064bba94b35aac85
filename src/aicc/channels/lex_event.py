"""What a Lex V2 code hook was sent, read with everything that may be null or missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aicc.channels.as_came import LONGEST_ATTRIBUTE, LONGEST_ID, LONGEST_SAID, text_of
from aicc.channels.callers import Callers
from aicc.channels.connect_voice import keyed
from aicc.clock import KST
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.domain.flow import InputType, Step
from aicc.domain.json import Json, as_map
from aicc.domain.turn import DEFAULT_TENANT, Channel, Incoming
from aicc.ids import new_id
from aicc.korean.answers.guards import guard
from aicc.korean.text.said import as_said

PLATFORM = "x-amz-lex:channels:platform"
ACCEPTED = "x-amz-lex:accept-content-types"
DTMF = "x-amz-lex:dtmf-transcript"
CALLER = "caller"  # session attribute in which a flow hands over the caller's number
_CONFIRMED = {"Confirmed": "1", "Denied": "2"}  # as keys answer a yes-or-no question


@dataclass(frozen=True, slots=True, kw_only=True)
class LexEvent:
    """`hearings` are what Lex may have heard, surest first; `keys` what was pressed."""

    session_id: str
    request_id: str
    is_fulfillment: bool
    is_voice: bool
    takes_ssml: bool
    keys: str
    hearings: tuple[str, ...]
    confirmation: str
    attributes: Mapping[str, str]
    request_attributes: Mapping[str, str]
    intents: tuple[Mapping[str, Any], ...] = field(default=())  # Lex's choice first

    @property
    def tenant_id(self) -> str:
        return self.attributes.get("tenant_id") or DEFAULT_TENANT

    @property
    def intent(self) -> Mapping[str, Any]:
        return self.intents[0] if self.intents else {}

    def named(self, name: str) -> Mapping[str, Any] | None:
        """The intent as Lex sent it, with its slots."""
        return next((each for each in self.intents if each.get("name") == name), None)


def read(event: Mapping[str, Any], context: object) -> LexEvent:
    state, asked = as_map(event.get("sessionState")), as_map(event.get("requestAttributes"))
    intents = tuple(_intents(state, event.get("interpretations")))
    platform = str(asked.get(PLATFORM) or "")
    is_voice = platform == "Connect" or str(event.get("inputMode")) in {"Speech", "DTMF"}
    request_id = state.get("originatingRequestId") or getattr(context, "aws_request_id", None)
    return LexEvent(
        session_id=text_of(event.get("sessionId"), LONGEST_ID) or new_id(),
        request_id=text_of(request_id, LONGEST_ID) or new_id(),
        is_fulfillment=event.get("invocationSource") == "FulfillmentCodeHook",
        is_voice=is_voice,
        takes_ssml="SSML" in str(asked.get(ACCEPTED) or ""),
        keys=_keys(event, asked),
        hearings=tuple(_hearings(event)),
        confirmation=str(intents[0].get("confirmationState") or "") if intents else "",
        attributes=_texts(state.get("sessionAttributes")),
        request_attributes=_texts(asked),
        intents=intents,
    )


def incoming(event: LexEvent, said: str, callers: Callers) -> Incoming:
    return Incoming(
        tenant_id=event.tenant_id,
        session_id=event.session_id,
        user_id=callers.user_id(event.tenant_id, event.attributes.get(CALLER), event.session_id),
        message_id=event.request_id,
        channel=Channel.VOICE if event.is_voice else Channel.CHAT,
        text="" if event.keys else said,
        dtmf=event.keys,
        attributes=event.attributes,
    )


def best_hearing(event: LexEvent, step: Step | None, now: datetime) -> str:
    """The hearing that the waiting step can read best; otherwise Lex's first."""
    first = event.hearings[0] if event.hearings else ""
    if step is None or guard(as_said(first)) is not None:
        return first
    here = now.astimezone(KST)
    fitting = (
        each for each in event.hearings if isinstance(read_answer(step, as_said(each), here), Read)
    )
    found = next(fitting, None)
    if found is None and step.input_type is InputType.CONFIRM:
        return _CONFIRMED.get(event.confirmation, first)
    return found or first


def _intents(state: Mapping[str, Any], found: object) -> list[Mapping[str, Any]]:
    """The session's intent, then the interpretations; each name once."""
    listed = found if isinstance(found, Sequence) and not isinstance(found, str) else ()
    given = [state.get("intent"), *(as_map(each).get("intent") for each in listed)]
    by_name: dict[str, Mapping[str, Any]] = {}
    for intent in map(as_map, given):
        if intent.get("name"):
            by_name.setdefault(str(intent["name"]), intent)
    return list(by_name.values())


def _hearings(event: Mapping[str, Any]) -> list[str]:
    """The transcript first, then the others by how sure Lex is; each text once."""
    found = event.get("transcriptions")
    listed = found if isinstance(found, list) else []
    others = sorted(map(as_map, listed), key=_sureness, reverse=True)
    texts = [event.get("inputTranscript"), *(each.get("transcription") for each in others)]
    said = (text_of(text, LONGEST_SAID).strip() for text in texts if isinstance(text, str))
    return list(dict.fromkeys(text for text in said if text))


def _sureness(transcription: Mapping[str, Any]) -> float:
    """A number, or a map with a score, or nothing."""
    given = transcription.get("transcriptionConfidence")
    value = as_map(given).get("score", given)
    return float(value) if isinstance(value, int | float) else 0.0


def _keys(event: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    pressed = asked.get(DTMF) or (
        event.get("inputTranscript") if event.get("inputMode") == "DTMF" else ""
    )
    return keyed(text_of(pressed, LONGEST_SAID).strip())


def _texts(value: Json) -> dict[str, str]:
    return {
        text_of(name, LONGEST_ID): text_of(each, LONGEST_ATTRIBUTE)
        for name, each in as_map(value).items()
        if each is not None
    }
