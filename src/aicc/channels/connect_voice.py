"""Amazon Connect: from a contact flow's event to a turn, and back to a flat map of strings.

A flow reads `$.External.response_text` and its like: one level, strings alone, below 32 kB.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from aicc import logs
from aicc.catalog.sentences import sentences
from aicc.deadline import Deadline
from aicc.domain.sentence import Key
from aicc.domain.turn import DEFAULT_TENANT, Channel, Incoming, Reply
from aicc.ids import new_id

log = logs.get("aicc.connect")

TURN_S = 2.5
LEFT_FOR_ANSWER_S = 0.3  # of the Lambda's own time, to write the apology
TURN_ATTRIBUTE = "aicc_turn"  # a flow that hands it back makes Connect's retries harmless
NO_INPUT = frozenset({"", "Timeout", "NoInput"})  # what Connect stores when nobody spoke
LONGEST_TEXT = 6000  # characters that a prompt may have in all

_KEYS = re.compile(r"[0-9*#]+")


@dataclass(slots=True)
class Call:
    incoming: Incoming
    deadline: Deadline
    turn: int
    payload: dict[str, str] = field(default_factory=dict)

    def answer(self, reply: Reply) -> None:
        self.payload = write(self.incoming, reply, self.turn)


@contextmanager
def speaking(event: Mapping[str, Any], context: object) -> Iterator[Call]:
    """Whatever happens inside, `payload` is a sentence that the caller can hear."""
    turn = _turn_number(event)
    call = Call(read(event, context), Deadline(_seconds(context)), turn)
    try:
        yield call
    except Exception as error:
        log.exception("connect.turn_failed", error=str(error))
        call.payload = _apology(call.incoming, turn)


def read(event: Mapping[str, Any], context: object) -> Incoming:
    """Connect sends JSON null for much of this, and new fields at any time."""
    details = _map(event.get("Details"))
    contact, given = _map(details.get("ContactData")), _map(details.get("Parameters"))
    attributes = {
        name: str(value)
        for name, value in _map(contact.get("Attributes")).items()
        if value is not None
    }
    contact_id = str(contact.get("ContactId") or new_id())
    said = str(given.get("UserInput") or attributes.get("UserInput") or "").strip()
    said = "" if said in NO_INPUT else said
    is_keys = _KEYS.fullmatch(said) is not None
    return Incoming(
        tenant_id=attributes.get("tenant_id") or DEFAULT_TENANT,
        session_id=contact_id,
        user_id=_user_id(contact, contact_id),
        message_id=_message_id(event, context, said),
        channel=Channel.CHAT if contact.get("Channel") == "CHAT" else Channel.VOICE,
        text="" if is_keys else said,
        dtmf=said.rstrip("#") if is_keys else "",
        attributes=attributes,
    )


def write(incoming: Incoming, reply: Reply, turn: int) -> dict[str, str]:
    handoff = reply.handoff
    escalates = handoff is not None and handoff.state == "kept"
    return {
        "response_text": reply.text[:LONGEST_TEXT],
        "intent": reply.intent,
        "confidence": f"{reply.confidence:.2f}",
        "sentiment": reply.sentiment,
        "escalate": str(escalates).lower(),
        "ticket": handoff.ticket if handoff else "",
        "step_id": reply.step_id or "",
        "ended": str(reply.ended).lower(),
        "session_id": incoming.session_id,
        "turn": str(turn + 1),
        "error": "false",
    }


def _apology(incoming: Incoming, turn: int) -> dict[str, str]:
    """The same keys as always; the same turn number, so that trying again is the same message."""
    return {
        "response_text": sentences("ko")[Key.APOLOGY].on(incoming.channel),
        "intent": "",
        "confidence": "0.00",
        "sentiment": "",
        "escalate": "false",
        "ticket": "",
        "step_id": "",
        "ended": "false",
        "session_id": incoming.session_id,
        "turn": str(turn),
        "error": "true",
    }


def _user_id(contact: Mapping[str, Any], contact_id: str) -> str:
    """The caller's number, hashed; the contact itself where there is no number."""
    address = _map(contact.get("CustomerEndpoint")).get("Address")
    if not address:
        return f"contact:{contact_id}"
    return f"tel:{blake2b(str(address).encode(), digest_size=12).hexdigest()}"


def _message_id(event: Mapping[str, Any], context: object, said: str) -> str:
    """Connect tries up to three times with the same event and another request id."""
    turn = _attributes(event).get(TURN_ATTRIBUTE)
    if turn is None:
        return str(getattr(context, "aws_request_id", None) or new_id())
    return f"{turn}:{blake2b(said.encode(), digest_size=8).hexdigest()}"


def _turn_number(event: Mapping[str, Any]) -> int:
    turn = str(_attributes(event).get(TURN_ATTRIBUTE) or "0")
    return int(turn) if turn.isdigit() else 0


def _attributes(event: Mapping[str, Any]) -> Mapping[str, Any]:
    details = _map(event.get("Details"))
    return _map(_map(details.get("ContactData")).get("Attributes"))


def _seconds(context: object) -> float:
    """The turn's own limit, or what the Lambda has left if that is less."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is None:
        return TURN_S
    left_s = float(remaining()) / 1000
    return max(0.1, min(TURN_S, left_s - LEFT_FOR_ANSWER_S))


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
