"""What is said at the desk about a ticket, and what happened there in which order."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Speaker(StrEnum):
    VISITOR = "visitor"
    HUMAN_AGENT = "human_agent"
    BOT = "bot"  # what the customer was told while a person held the ticket
    NOTE = "note"  # among staff; the customer never sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMessage:
    """`id` is its author's: saying it again with the same one says it once. `text` is masked.
    `place` is its place in the ticket, from 1; 0 before a desk has kept it. `seen_at`: when the
    other side saw it."""

    id: str
    speaker: Speaker
    author: str
    text: str
    at: datetime
    place: int = 0
    seen_at: datetime | None = None


class ChangeKind(StrEnum):
    TICKET = "ticket"  # kept, moved or erased
    MESSAGE = "message"
    SEEN = "seen"
    TYPING = "typing"
    PRESENCE = "presence"  # the customer's page was left, or is there again


HERE, LEFT = "here", "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChange:
    """Something that happened at a tenant's desk: the `seq`th there, from 1, and nothing of what
    was said. `about` is the message's id, who types,
    whether the customer is there, or who saw how much."""

    seq: int
    kind: ChangeKind
    number: str
    at: datetime
    about: str = ""


def other_side(who: Speaker) -> Speaker:
    return Speaker.VISITOR if who is Speaker.HUMAN_AGENT else Speaker.HUMAN_AGENT


def seen_by(who: Speaker, up_to: int) -> str:
    return f"{who}:{up_to}"


def who_saw(about: str) -> tuple[Speaker, int]:
    """Undoes `seen_by`."""
    who, _, place = about.partition(":")
    return Speaker(who), int(place)
