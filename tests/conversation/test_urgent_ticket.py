"""Danger after a person was asked for: the request becomes an urgent one."""

from dataclasses import replace
from datetime import datetime

from aicc.deadline import Deadline
from aicc.domain.handoff import EscalationPriority, Ticket
from aicc.domain.ticket_moves import Move
from aicc.domain.turn import Incoming, Reply
from aicc.errors import StoreError
from aicc.packs.loader import load_pack
from aicc.stores.desk.memory import MemoryDesk
from aicc.wiring import Parts, memory_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline

PERSON = "상담원 연결해 주세요"
DANGER = "보이스피싱 당해서 방금 돈을 보냈어요"


def said(parts: Parts, *sentences: str) -> list[Reply]:
    engine = engine_from(parts)
    return [
        engine.reply(
            Incoming(session_id="s1", user_id="u1", message_id=f"m{number}", text=text),
            a_deadline(30),
        )
        for number, text in enumerate(sentences)
    ]


def waiting(parts: Parts) -> list[tuple[str, EscalationPriority]]:
    tickets = parts.desk.waiting("default", a_deadline())
    return [(each.number, each.request.priority) for each in tickets]


def test_danger_makes_the_request_an_urgent_one() -> None:
    parts = memory_parts(load_pack("banking"))

    replies = said(parts, PERSON, DANGER)

    tickets = [reply.handoff.ticket for reply in replies if reply.handoff]
    assert tickets == ["A-0001", "A-0002"]
    assert waiting(parts) == [("A-0002", EscalationPriority.URGENT)]


def test_an_urgent_request_is_made_once() -> None:
    parts = memory_parts(load_pack("banking"))

    replies = said(parts, DANGER, DANGER, PERSON)

    tickets = {reply.handoff.ticket for reply in replies if reply.handoff}
    assert tickets == {"A-0001"}
    assert waiting(parts) == [("A-0001", EscalationPriority.URGENT)]


def test_where_the_earlier_request_cannot_be_taken_back_both_wait() -> None:
    parts = replace(memory_parts(load_pack("banking")), desk=DeskThatKeeps())

    said(parts, PERSON, DANGER)

    assert [priority for _, priority in waiting(parts)] == [
        EscalationPriority.URGENT,
        EscalationPriority.NORMAL,
    ]


class DeskThatKeeps(MemoryDesk):
    def move(
        self, tenant_id: str, number: str, move: Move, at: datetime, deadline: Deadline
    ) -> Ticket:
        raise StoreError("away")
