"""Amazon Connect: from a contact flow's event to a turn, and back to a flat map of strings.

A flow reads `$.External.response_text` and its like: one level, strings alone, below 32 kB.
"""

import itertools
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from aicc.channels.as_came import LONGEST_ATTRIBUTE, LONGEST_ID, LONGEST_SAID, text_of
from aicc.channels.callers import Callers
from aicc.channels.handover import Handover
from aicc.channels.interactive import interactive
from aicc.channels.listening import listening
from aicc.channels.voice_text import LONGEST_SPOKEN, spoken, spoken_ssml, whole_sentences
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.json import as_map
from aicc.domain.turn import DEFAULT_TENANT, Awaited, Channel, Incoming, Reply
from aicc.ids import new_id

TURN_ATTRIBUTE = "aicc_turn"  # a flow that hands it back makes Connect's retries harmless
OPEN_ATTRIBUTE = "aicc_open"  # "false" where the flow has found that the desk is closed
NO_INPUT = frozenset({"", "Timeout", "NoInput"})  # what Connect stores when nobody spoke

_MOST_TURN_DIGITS = 9
_KEYS = re.compile(r"[0-9*#]+")


def read(event: Mapping[str, Any], context: object, callers: Callers) -> Incoming:
    """Connect sends JSON null for much of this, and new fields at any time."""
    contact, given = contact_in(event), parameters_in(event)
    attributes = {
        text_of(name, LONGEST_ID): text_of(value, LONGEST_ATTRIBUTE)
        for name, value in as_map(contact.get("Attributes")).items()
        if value is not None
    }
    contact_id = text_of(contact.get("ContactId"), LONGEST_ID) or new_id()
    said = given.get("UserInput") or attributes.get("UserInput")
    said = text_of(said, LONGEST_SAID).strip()
    said = "" if said in NO_INPUT else said
    is_keys = _KEYS.fullmatch(said) is not None
    tenant_id = attributes.get("tenant_id") or DEFAULT_TENANT
    address = as_map(contact.get("CustomerEndpoint")).get("Address")
    return Incoming(
        tenant_id=tenant_id,
        session_id=contact_id,
        user_id=callers.user_id(tenant_id, address, contact_id),
        message_id=_message_id(event, context, said),
        channel=Channel.CHAT if contact.get("Channel") == "CHAT" else Channel.VOICE,
        text="" if is_keys else said,
        dtmf=keyed(said) if is_keys else "",
        attributes=attributes,
    )


def write(
    incoming: Incoming, reply: Reply, turn: int, handover: Handover, closing: str
) -> dict[str, str]:
    """`closing` is said where a person takes over."""
    fields = {
        **_texts(incoming.channel, _said(incoming.channel, reply, closing)),
        "intent": reply.intent,
        "confidence": f"{reply.confidence:.2f}",
        "sentiment": reply.sentiment,
        "escalate": str(escalates(reply)).lower(),
        "queue": handover.queue,
        "ticket": reply.handoff.ticket if reply.handoff else "",
        "reason": handover.reason,
        "summary": handover.summary,
        "step_id": reply.step_id or "",
        "ended": str(reply.goodbye).lower(),
        **listening(reply.awaited),
        **_choices(incoming.channel, reply),
    }
    return {**_empty(incoming, turn + 1), **fields}


def sorry(incoming: Incoming, turn: int, text: str) -> dict[str, str]:
    """The same keys as always; the same turn number, so that trying again is the same message."""
    return {**_empty(incoming, turn), **_texts(incoming.channel, text), "error": "true"}


def pending(incoming: Incoming, turn: int, text: str) -> dict[str, str]:
    """Not yet: the flow says `text` and asks again with the same turn number."""
    return {**_empty(incoming, turn), **_texts(incoming.channel, text), "pending": "true"}


def escalates(reply: Reply) -> bool:
    return reply.ticket is not None


def handover_key(incoming: Incoming, reply: Reply) -> SentenceKey:
    """What is said before a person takes over, or to a caller for whom nobody is there now: the
    flow has found that, or the hours of the queue say it."""
    is_later = reply.handoff is not None and bool(reply.handoff.opens)
    is_closed = is_later or incoming.attributes.get(OPEN_ATTRIBUTE) == "false"
    return SentenceKey.TRANSFER_CLOSED if is_closed else SentenceKey.TRANSFER


def keyed(keys: str) -> str:
    """Without the key that ends an entry, and after the last one that takes it back; each of the
    two alone is what the caller means."""
    kept = keys.rstrip("#") or keys[:1]
    return kept.rpartition("*")[2] or ("*" if kept else "")


def turn_number(event: Mapping[str, Any]) -> int:
    """0 for what is no number of a turn."""
    turn = text_of(as_map(contact_in(event).get("Attributes")).get(TURN_ATTRIBUTE), LONGEST_ID)
    is_number = turn.isascii() and turn.isdigit() and len(turn) <= _MOST_TURN_DIGITS
    return int(turn) if is_number else 0


def has_turn_number(event: Mapping[str, Any]) -> bool:
    """Only then does the same input ask for the same message."""
    return as_map(contact_in(event).get("Attributes")).get(TURN_ATTRIBUTE) is not None


def is_poll(event: Mapping[str, Any]) -> bool:
    return str(parameters_in(event).get("Poll")).lower() == "true"


def contact_in(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return as_map(as_map(event.get("Details")).get("ContactData"))


def parameters_in(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return as_map(as_map(event.get("Details")).get("Parameters"))


def _said(channel: Channel, reply: Reply, closing: str) -> str:
    """On the phone a person takes over at once: nothing is said of how the bot goes on."""
    if channel is Channel.CHAT or not escalates(reply):
        return reply.text
    ticket = reply.handoff.ticket if reply.handoff else ""
    before = itertools.takewhile(lambda part: ticket not in part, reply.parts)
    return "\n".join((*before, closing))


def _choices(channel: Channel, reply: Reply) -> dict[str, str]:
    """None where a person takes over: nobody answers what is pressed then."""
    is_asked = channel is Channel.CHAT and not escalates(reply)
    shown = interactive(reply) if is_asked else ""
    return {"choices": str(bool(shown)).lower(), "interactive": shown}


def _texts(channel: Channel, text: str) -> dict[str, str]:
    """A chat shows what was written and hears nothing."""
    if channel is Channel.CHAT:
        return {"response_text": whole_sentences(text, LONGEST_SPOKEN), "response_ssml": ""}
    return {"response_text": spoken(text), "response_ssml": spoken_ssml(text)}


def _empty(incoming: Incoming, turn: int) -> dict[str, str]:
    """Every key of every answer."""
    return {
        "response_text": "",
        "response_ssml": "",
        "intent": "",
        "confidence": "0.00",
        "sentiment": "",
        "escalate": "false",
        "queue": "",
        "ticket": "",
        "reason": "",
        "summary": "",
        "step_id": "",
        "ended": "false",
        **listening(Awaited()),
        "choices": "false",
        "interactive": "",
        "pending": "false",
        "session_id": incoming.session_id,
        "turn": str(turn),
        "error": "false",
    }


def _message_id(event: Mapping[str, Any], context: object, said: str) -> str:
    """Connect tries up to three times with the same event and another request id."""
    turn = as_map(contact_in(event).get("Attributes")).get(TURN_ATTRIBUTE)
    if turn is None:
        return str(getattr(context, "aws_request_id", None) or new_id())
    named = text_of(turn, LONGEST_ID)
    return f"{named}:{blake2b(said.encode(), digest_size=8).hexdigest()}"
