"""What a customer sees before the first word: who answers, until when people are there, and what
can be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from aicc.conversation.live_house import LiveHouse
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.face import Face
from aicc.domain.faq import FaqFilter
from aicc.domain.opening_hours import DEFAULT_QUEUE, OpenState
from aicc.domain.turn import Channel, QuickReply
from aicc.packs.pack import Pack

MOST_QUESTIONS = 4  # where the pack does not choose them


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """`hours` None: people are there at any hour."""

    name: str
    face: Face
    hours: OpenState | None
    can_do: tuple[QuickReply, ...]
    questions: tuple[str, ...]


def welcome(live: LiveHouse, tenant_id: str, now: datetime, deadline: Deadline) -> Welcome:
    house = live.house(tenant_id)
    pack, here = house.pack, now.astimezone(house.hours.zone)
    return Welcome(
        name=pack.name,
        face=pack.face,
        hours=house.hours.at(DEFAULT_QUEUE, here) if pack.hours else None,
        can_do=pack.face.can_do or pack.sentence(SentenceKey.GREETING).quick_replies,
        questions=tuple(_questions(live, pack, tenant_id, here, deadline)),
    )


def _questions(
    live: LiveHouse, pack: Pack, tenant_id: str, now: datetime, deadline: Deadline
) -> Iterator[str]:
    """As they stand now: of an entry that staff have withdrawn nothing is offered."""
    shown = FaqFilter(channel=Channel.CHAT, day=now.date().isoformat())
    first = nlargest(MOST_QUESTIONS, pack.faqs, key=lambda entry: entry.priority)
    owner = live.faqs.index_of(tenant_id)
    for faq_id in pack.face.questions or tuple(entry.id for entry in first):
        entry = live.faqs.index.get(owner, faq_id, deadline)
        if entry and shown.takes(entry):
            yield entry.question
