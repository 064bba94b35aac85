"""A Lex V2 code hook: one turn of the engine for each utterance, in Lex's words.

`aicc_hook` among the session attributes says what the hook is for. `talk`, which is also meant
when nothing is said, answers and asks in the bot. `listen` only writes down what was heard, in
`user_input`, for a flow that calls the turn Lambda itself.
"""

import json
from collections.abc import Mapping
from typing import Any

from aicc import logs
from aicc.channels import connect_voice, interactive, lex_event
from aicc.channels.lambda_time import turn_deadline
from aicc.channels.lex_event import LexEvent
from aicc.channels.turn_service import Asked, Event, TurnService
from aicc.channels.voice_text import spoken, spoken_ssml, whole_sentences
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType
from aicc.domain.json import as_map
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.understanding.services.lex_reading import FALLBACK, lex_name

log = logs.get("aicc.lex")

MODE, LISTEN = "aicc_hook", "listen"
USER_INPUT = "user_input"
TEXT = "response_text"
SHOW = "aicc_show"  # said by a chat flow, for the question with its buttons to be shown
SAY, INTERACTIVE = "aicc_say", "aicc_interactive"  # in which that flow hands them over
LONGEST_MESSAGE, MOST_MESSAGES = 1024, 10
MOST_ATTRIBUTES = 11 * 1024  # bytes; Lex takes 12 kB
AMAZON = "AMAZON."

LexAnswer = dict[str, Any]


def answer(event: Event, context: object, service: TurnService) -> LexAnswer:
    """Whatever happens, something that Lex takes."""
    heard = lex_event.read(event, context)
    try:
        if heard.attributes.get(MODE) == LISTEN and heard.hearings[:1] == (SHOW,):
            return _shown(heard)
        if heard.attributes.get(MODE) == LISTEN:
            return _listened(heard, _said(heard, context, service))
        if _is_of_others(heard, service):
            return _leave_to_lex(heard)
        incoming = lex_event.incoming(heard, _said(heard, context, service), service.callers)
        reply = service.reply(incoming, turn_deadline(context))
        return _talked(heard, incoming, reply, context, service)
    except Exception as error:
        log.exception("lex.turn_failed", error=str(error))
        return _sorry(heard, service)


def _said(heard: LexEvent, context: object, service: TurnService) -> str:
    """Keys as they are; of several hearings the one that fits the question."""
    if heard.keys:
        return heard.keys
    if len(heard.hearings) < 2 and heard.confirmation not in {"Confirmed", "Denied"}:
        return heard.hearings[0] if heard.hearings else ""
    asked = service.asked(heard.tenant_id, heard.session_id, turn_deadline(context))
    return lex_event.best_hearing(heard, asked.step if asked else None, service.clock())


def _listened(heard: LexEvent, said: str) -> LexAnswer:
    """Back to the flow with what was heard."""
    attributes = {**heard.attributes, USER_INPUT: said}
    return _state({"type": "Close"}, attributes, _intent(heard.intent, "Fulfilled"))


def _shown(heard: LexEvent) -> LexAnswer:
    """The question of the turn before, which the flow cannot show with its buttons."""
    payload = heard.attributes.get(INTERACTIVE, "")
    shown = interactive.messages(heard.attributes.get(SAY, ""), payload)
    return _state({"type": "ElicitIntent"}, dict(heard.attributes), None, shown)


def _is_of_others(heard: LexEvent, service: TurnService) -> bool:
    """An intent that the bot has and the pack does not."""
    name = str(heard.intent.get("name") or FALLBACK)
    is_amazons = name.startswith(AMAZON) or name.endswith(FALLBACK)
    return not is_amazons and name not in service.lex_intents


def _leave_to_lex(heard: LexEvent) -> LexAnswer:
    """Lex asks for its own slots; once it has them the flow branches on the intent."""
    attributes = dict(heard.attributes)
    if heard.is_fulfillment:
        return _state({"type": "Close"}, attributes, _intent(heard.intent, "Fulfilled"))
    state = str(heard.intent.get("state") or "InProgress")
    return _state({"type": "Delegate"}, attributes, _intent(heard.intent, state))


def _talked(
    heard: LexEvent, incoming: Incoming, reply: Reply, context: object, service: TurnService
) -> LexAnswer:
    handover = service.handover(incoming, reply, turn_deadline(context))
    closing = service.closing(incoming, reply)
    fields = connect_voice.write(incoming, reply, 0, handover, closing)
    attributes = _attributes(heard, fields)
    messages = _messages(fields["response_text"] or spoken(closing), heard)
    if fields["interactive"]:
        messages = interactive.messages(fields["response_text"], fields["interactive"])
    if connect_voice.escalates(reply):
        return _state({"type": "Close"}, attributes, _intent(heard.intent, "Failed"), messages)
    if reply.goodbye:
        return _state({"type": "Close"}, attributes, _intent(heard.intent, "Fulfilled"), messages)
    asked = service.asked(heard.tenant_id, heard.session_id, turn_deadline(context))
    action, intent = _next(heard, asked, service)
    return _state(action, attributes, intent, messages)


def _next(
    heard: LexEvent, asked: Asked | None, service: TurnService
) -> tuple[dict[str, str], dict[str, Any] | None]:
    """The slot of the waiting step where the bot has it; otherwise any sentence may follow."""
    names = service.intents_of_flow.get(asked.flow_id, ()) if asked else ()
    intent = next((found for found in map(heard.named, map(lex_name, names)) if found), None)
    if asked is None or intent is None:
        return {"type": "ElicitIntent"}, None
    slots = as_map(intent.get("slots"))
    for slot in (lex_name(asked.step.slot), asked.step.slot):
        if slot in slots:
            return {"type": "ElicitSlot", "slotToElicit": slot}, _intent(intent, "InProgress")
    if asked.step.input_type is InputType.CONFIRM:
        return {"type": "ConfirmIntent"}, _intent(intent, "InProgress")
    return {"type": "ElicitIntent"}, None


def _intent(given: Mapping[str, Any], state: str) -> dict[str, Any]:
    return {
        "name": str(given.get("name") or FALLBACK),
        "slots": dict(as_map(given.get("slots"))),
        "state": state,
        "confirmationState": str(given.get("confirmationState") or "None"),
    }


def _messages(text: str, heard: LexEvent) -> list[dict[str, str]]:
    """Whole sentences, each message as long as Lex allows; SSML only where it is taken."""
    kind = "SSML" if heard.takes_ssml and heard.is_voice else "PlainText"
    messages: list[dict[str, str]] = []
    while text and len(messages) < MOST_MESSAGES:
        part, content = _first_message(text, as_ssml=kind == "SSML")
        messages.append({"contentType": kind, "content": content})
        text = text[len(part) :].lstrip()
    return messages


def _first_message(text: str, *, as_ssml: bool) -> tuple[str, str]:
    """As much of the text as one message takes, and how it is written."""
    most = LONGEST_MESSAGE
    while True:
        part = whole_sentences(text, most)
        content = spoken_ssml(part) if as_ssml else part
        if len(content) <= LONGEST_MESSAGE:
            return part, content
        most = most // 2


def _attributes(heard: LexEvent, fields: Mapping[str, str]) -> dict[str, str]:
    """What came in, and what a flow reads."""
    told = {name: value for name, value in fields.items() if name not in _UNTOLD}
    return {**heard.attributes, **told}


_UNTOLD = frozenset({"turn", "response_ssml", "interactive"})


def _fitting(attributes: Mapping[str, str]) -> dict[str, str]:
    """As many as Lex takes back: a text that the messages have goes first, then the longest."""
    kept = dict(attributes)
    while kept and _size(kept) > MOST_ATTRIBUTES:
        longest = max(kept, key=lambda name: (name == TEXT, len(kept[name])))
        del kept[longest]
    return kept


def _size(attributes: Mapping[str, str]) -> int:
    return len(json.dumps(attributes).encode())


def _state(
    action: dict[str, str],
    attributes: Mapping[str, str],
    intent: dict[str, Any] | None,
    messages: list[dict[str, str]] | None = None,
) -> LexAnswer:
    state: dict[str, Any] = {"sessionAttributes": _fitting(attributes), "dialogAction": action}
    if intent is not None:
        state["intent"] = intent
    return {"sessionState": state, **({"messages": messages} if messages else {})}


def _sorry(heard: LexEvent, service: TurnService) -> LexAnswer:
    """The caller may try again; a flow finds `error` among the attributes."""
    channel = Channel.VOICE if heard.is_voice else Channel.CHAT
    text = service.words(SentenceKey.APOLOGY, channel)
    attributes = {**heard.attributes, "error": "true", "response_text": spoken(text)}
    if heard.attributes.get(MODE) == LISTEN:
        return _state({"type": "Close"}, attributes, _intent(heard.intent, "Failed"))
    return _state({"type": "ElicitIntent"}, attributes, None, _messages(text, heard))
