"""Entries are said on their channels and between their days alone, days as Korea counts them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aicc.clock import Clock
from aicc.domain.faq import FaqEntry
from aicc.domain.turn import Channel, Incoming
from aicc.errors import InvalidInputError
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from chatbot_faq import FAQManager
from tests.fakes import a_deadline

QUESTION = "여권은 어디에서 만드나요?"
ENTRY = FaqEntry(
    id="passport",
    question=QUESTION,
    answer="구청에서 만듭니다.",
    channels=("chat",),
    valid_from="2026-06-01",
)


def at(*moment: int) -> Clock:
    return lambda: datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year to minute


def engine(clock: Clock) -> ChatEngine:
    pack = replace(load_pack("general"), faqs=(ENTRY,))
    return engine_from(memory_parts(pack, clock), clock=clock)


def said(engine: ChatEngine, channel: Channel) -> str:
    incoming = Incoming(
        session_id="s1", user_id="u1", message_id="m1", text=QUESTION, channel=channel
    )
    return engine.reply(incoming, a_deadline(30)).text


@pytest.mark.parametrize(
    ("clock", "channel", "is_answered"),
    [
        (at(2026, 5, 31, 14, 59), Channel.CHAT, False),
        (at(2026, 5, 31, 15, 0), Channel.CHAT, True),
        (at(2026, 6, 15), Channel.VOICE, False),
    ],
)
def test_an_entry_is_said_from_its_day_on_and_on_its_channel(
    clock: Clock, channel: Channel, is_answered: bool
) -> None:
    assert (ENTRY.answer in said(engine(clock), channel)) is is_answered


def test_a_search_is_narrowed_by_tags_channel_and_day() -> None:
    faq = FAQManager()
    faq.add_entries([ENTRY, replace(ENTRY, id="tagged", tags=("new",), channels=())])

    def ids(**only: object) -> list[str]:
        return [hit["id"] for hit in faq.search_faq(QUESTION, **only)]  # type: ignore[arg-type]  # by name

    assert ids(tags=["new"]) == ["tagged"]
    assert ids(channel="voice") == ["tagged"]
    assert ids(day="2026-05-31") == []
    assert len(ids(day="2026-06-01")) == 2


def test_a_day_that_is_no_date_is_named() -> None:
    with pytest.raises(InvalidInputError, match="day: 'tomorrow'"):
        FAQManager().search_faq(QUESTION, day="tomorrow")
