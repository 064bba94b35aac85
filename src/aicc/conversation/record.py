"""A turn as history keeps it, masked, and the reply and the session read back from it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from aicc.domain.faq import AnswerPart
from aicc.domain.feedback import CONVERSATION
from aicc.domain.json import Json, JsonMap
from aicc.domain.said import Said
from aicc.domain.session import Session
from aicc.domain.turn import (
    Awaited,
    Channel,
    Handoff,
    Incoming,
    QuickReply,
    Reply,
    Source,
    TurnFacts,
    TurnRecord,
)
from aicc.redact import mask, mask_said, mask_value

_MAY_BE_PERSONAL = re.compile(r"[\d@]")
_IN_TRACE = {
    "rule": "rule",
    "faq_id": "faq",
    "flow_id": "flow",
    "step_id": "step",
    "ways": "ways",
    "corrects": "corrects",
    "broken": "broken",
}
HIDDEN = "***"  # an answer to a secret step, whatever was said


def to_record(
    incoming: Incoming, said: Said, reply: Reply, session: Session, *, hides_input: bool
) -> TurnRecord:
    """`session` is the one that may be written down; what the bot just said is masked here."""
    parts = [_masked(part, incoming.channel) for part in reply.parts]
    return TurnRecord(
        tenant_id=incoming.tenant_id,
        session_id=incoming.session_id,
        turn_id=reply.turn_id,
        at=reply.at,
        user_id=incoming.user_id,
        user_input=HIDDEN if hides_input else mask_said(said),
        bot_response="\n".join(parts),
        channel=incoming.channel,
        message_id=incoming.message_id,
        metadata={
            "reply": _reply_json(reply, parts),
            "session": replace(session, last_said=tuple(parts)).to_json(),
        },
    )


def reply_in(record: TurnRecord) -> Reply:
    """The reply that was given; what was masked stays masked."""
    data = _map(record.metadata.get("reply"))
    handoff = data.get("handoff")
    return Reply(
        turn_id=record.turn_id,
        at=record.at,
        parts=tuple(data.get("parts", (record.bot_response,))),
        rich=tuple(AnswerPart.from_plain(each) for each in data.get("rich") or ()),
        quick_replies=tuple(QuickReply(**each) for each in data.get("quick_replies") or ()),
        source=Source(data.get("source") or Source.REPLY),
        intent=data.get("intent") or "",
        confidence=float(data.get("confidence") or 0.0),
        sentiment=data.get("sentiment") or "",
        step_id=data.get("step_id"),
        handoff=Handoff(**handoff) if handoff else None,
        ended=bool(data.get("ended")),
        goodbye=bool(data.get("goodbye")),
        awaited=Awaited(**_map(data.get("awaited"))),
        facts=_facts(data),
        trace=_map(data.get("trace")),
    )


def faq_of(record: TurnRecord) -> str:
    """The id of the FAQ entry that was the answer; empty when none was."""
    reply = reply_in(record)
    return reply.facts.faq_id if reply.source is Source.FAQ else ""


def rated_as(record: TurnRecord) -> str:
    """What a thumb for the turn is about: an entry's id, `CONVERSATION`; empty: nothing."""
    return faq_of(record) or (CONVERSATION if is_end(record) else "")


def is_end(record: TurnRecord) -> bool:
    """A scenario ended, or the talk with the bot, or with a person."""
    reply, session = reply_in(record), session_in(record)
    return reply.ended or reply.goodbye or bool(session and session.after_person)


def session_in(record: TurnRecord) -> Session | None:
    """The session as it stood after the turn; its runs name the secrets that they have lost."""
    data = _map(record.metadata.get("session"))
    return Session.from_json(data) if data else None


def new_session(incoming: Incoming, now: datetime) -> Session:
    return Session(
        tenant_id=incoming.tenant_id,
        session_id=incoming.session_id,
        user_id=incoming.user_id,
        started_at=now,
    )


def _masked(part: str, channel: Channel) -> str:
    """Our own sentence: on a screen it has numbers as figures or none at all."""
    if channel is Channel.CHAT and not _MAY_BE_PERSONAL.search(part):
        return part
    return mask(part)


def _rich_json(part: AnswerPart) -> JsonMap:
    """Masked as all that is said; an address stays, or it would lead nowhere."""
    return {**mask_value(part.to_plain()), **({"url": part.url} if part.url else {})}


def _reply_json(reply: Reply, parts: Sequence[str]) -> JsonMap:
    handoff = reply.handoff
    return {
        "parts": parts,
        **({"rich": [_rich_json(each) for each in reply.rich]} if reply.rich else {}),
        "quick_replies": [each.to_json() for each in reply.quick_replies],
        "source": str(reply.source),
        "intent": reply.intent,
        "confidence": reply.confidence,
        "sentiment": reply.sentiment,
        "step_id": reply.step_id,
        "handoff": handoff.to_json() if handoff else None,
        "ended": reply.ended,
        **({"goodbye": True} if reply.goodbye else {}),
        **({"awaited": asdict(reply.awaited)} if reply.awaited.kind else {}),
        "facts": _facts_json(reply.facts),
        "trace": reply.trace,
    }


def _facts_json(facts: TurnFacts) -> JsonMap:
    """Only what there is."""
    told: dict[str, Json] = {
        "rule": facts.rule,
        "faq_id": facts.faq_id,
        "flow_id": facts.flow_id,
        "step_id": facts.step_id,
        "ways": list(facts.ways),
        "corrects": facts.corrects,
        "broken": facts.broken,
    }
    return {name: fact for name, fact in told.items() if fact}


def _facts(data: Mapping[str, Any]) -> TurnFacts:
    """Release 0.1.0 wrote them into the trace alone, under other names."""
    facts = _map(data.get("facts")) or {
        ours: _map(data.get("trace")).get(theirs) for ours, theirs in _IN_TRACE.items()
    }
    ways = facts.get("ways")
    texts = {name: str(facts.get(name) or "") for name in _IN_TRACE if name != "ways"}
    return TurnFacts(**texts, ways=tuple(map(str, ways)) if isinstance(ways, list) else ())


def _map(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
