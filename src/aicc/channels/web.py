"""The web: from a message to a turn, and from a reply to what the widget shows."""

from typing import Any

from aicc.conversation.record import is_end, reply_in
from aicc.conversation.welcome import Welcome
from aicc.domain.desk_talk import DeskMessage
from aicc.domain.faq import AnswerPart
from aicc.domain.turn import Awaited, Channel, Incoming, QuickReply, Reply, Source, TurnRecord


def read(
    *,
    tenant_id: str,
    session_id: str,
    user_id: str,
    message: str,
    message_id: str,
    is_live: bool = False,
) -> Incoming:
    return Incoming(
        tenant_id=tenant_id,
        session_id=session_id,
        user_id=user_id,
        message_id=message_id,
        channel=Channel.CHAT,
        text=message,
        is_live=is_live,
    )


def write(incoming: Incoming, reply: Reply) -> dict[str, Any]:
    handoff = reply.handoff
    return {
        "session_id": incoming.session_id,
        "message_id": incoming.message_id,
        "turn_id": reply.turn_id,
        "at": reply.at,
        "parts": [*parts(reply.parts), *rich(reply.rich)],
        "quick_replies": buttons(_beside_cards(reply)),
        "step_id": reply.step_id,
        "handoff": handoff.to_json() if handoff else None,
        "ended": reply.ended,
        "may_rate": reply.source is Source.FAQ,
        "is_end": reply.ended or reply.goodbye,
        "awaited": awaited(reply.awaited),
    }


def write_turn(record: TurnRecord) -> dict[str, Any]:
    """A turn of the past."""
    reply = reply_in(record)
    return {
        "turn_id": record.turn_id,
        "at": record.at,
        "message_id": record.message_id,
        "user": {"text": record.user_input},
        "bot": {
            "parts": [*parts(reply.parts), *rich(reply.rich)],
            "quick_replies": buttons(_beside_cards(reply)),
            "may_rate": reply.source is Source.FAQ,
            "is_end": is_end(record),
            "awaited": awaited(reply.awaited),
        },
    }


def awaited(answer: Awaited) -> dict[str, Any] | None:
    """None where no question waits."""
    if not answer.kind:
        return None
    return {"kind": answer.kind, "is_secret": answer.is_secret, "most": answer.keys}


def write_welcome(found: Welcome) -> dict[str, Any]:
    hours = found.hours
    return {
        "name": found.name,
        "bot": found.face.bot,
        "avatar": found.face.avatar,
        "logo": found.face.logo,
        "hours": hours and {"is_open": hours.is_open, "until": hours.closes or hours.opens},
        "can_do": buttons(found.can_do),
        "questions": list(found.questions),
    }


def write_message(message: DeskMessage) -> dict[str, Any]:
    """What a person said."""
    return {"id": message.id, "text": message.text, "at": message.at, "seen_at": message.seen_at}


def _beside_cards(reply: Reply) -> tuple[QuickReply, ...]:
    """A card is pressed itself: it needs no button with the same words."""
    shown = {card.title for part in reply.rich for card in part.cards}
    return tuple(each for each in reply.quick_replies if each.value not in shown)


def parts(texts: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"kind": "text", "text": text} for text in texts]


def rich(shown: tuple[AnswerPart, ...]) -> list[dict[str, Any]]:
    return [part.to_plain() for part in shown]


def buttons(replies: tuple[QuickReply, ...]) -> list[dict[str, str]]:
    return [each.to_json() for each in replies]
