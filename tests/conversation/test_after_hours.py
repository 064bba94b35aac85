"""A person is asked for when nobody is there: kept, why, from when on, and nothing promised."""

from dataclasses import replace
from datetime import datetime

import pytest

from aicc.clock import KST, HandClock
from aicc.domain.handoff import TicketState
from aicc.domain.turn import Channel, Incoming, Reply, Source
from aicc.packs.loader import load_pack
from aicc.systems.callback.do_not_call import FILE, DoNotCallFile
from aicc.wiring import Parts, memory_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline

PERSON = "상담원 연결해 주세요"
OPEN, LUNCH = "2026-12-01 10:00", "2026-12-01 12:30"
NIGHT, HOLIDAY = "2026-12-01 23:10", "2026-10-05 13:00"
BOOKING = ["네", "홍길동", "010-0000-1234", "결제", "내일 오후 3시", "네"]


def talk(parts: Parts, *said: str, at: str, channel: Channel = Channel.CHAT) -> list[Reply]:
    clock = HandClock(datetime.fromisoformat(at).replace(tzinfo=KST))
    engine = engine_from(parts, clock=clock)
    replies = []
    for number, text in enumerate(said):
        keys = text.isdigit() and len(text) == 1
        incoming = Incoming(
            session_id="s1",
            user_id="u1",
            message_id=f"m{number}",
            channel=channel,
            text="" if keys else text,
            dtmf=text if keys else "",
        )
        replies.append(engine.reply(incoming, a_deadline(30)))
    return replies


def parts_of(pack: str, at: str) -> Parts:
    clock = HandClock(datetime.fromisoformat(at).replace(tzinfo=KST))
    return memory_parts(load_pack(pack), clock)


@pytest.mark.parametrize(
    ("at", "why", "opens"),
    [
        (NIGHT, "상담 시간이 아닙니다", "12월 2일 수요일 오전 9시"),
        (LUNCH, "점심시간", "12월 1일 화요일 오후 1시"),
        (HOLIDAY, "개천절 대체 휴일", "10월 6일 화요일 오전 9시"),
    ],
)
def test_why_nobody_is_there_and_when_somebody_is(at: str, why: str, opens: str) -> None:
    [reply] = talk(parts_of("general", at), PERSON, at=at)

    assert reply.source is Source.HANDOFF
    assert why in reply.text
    assert opens in reply.text
    assert "A-0001" in reply.text
    assert reply.handoff is not None
    assert reply.handoff.opens.startswith(at[:8])


def test_in_hours_nothing_is_said_of_them() -> None:
    [reply] = talk(parts_of("general", OPEN), PERSON, at=OPEN)

    assert "상담원이 확인할 때까지" in reply.text
    assert reply.handoff is not None
    assert reply.handoff.opens == ""


def test_who_asks_again_hears_again_when_it_opens() -> None:
    _, again = talk(parts_of("banking", NIGHT), PERSON, PERSON, at=NIGHT)

    assert "이미 접수" in again.text
    assert "12월 2일" in again.text


def test_a_call_is_offered_and_leaves_one_ticket_that_is_due_then() -> None:
    parts = parts_of("general", NIGHT)

    replies = talk(parts, PERSON, *BOOKING, at=NIGHT)

    assert "전화 상담을 예약하시겠습니까" in replies[0].text
    assert "예약되었습니다" in replies[-1].text
    [ticket] = parts.desk.waiting("default", a_deadline())
    assert ticket.request.context["callback"] == {
        "due_at": "2026-12-02T06:00:00+00:00",
        "tries": 3,
    }
    assert ticket.request.description == "전화 상담 예약"
    assert "0000-1234" not in str(ticket.request)


@pytest.mark.parametrize("answer", ["예약해 주세요", "1"])
def test_on_the_phone_a_call_is_taken_by_speech_and_by_keys(answer: str) -> None:
    replies = talk(parts_of("general", NIGHT), PERSON, answer, at=NIGHT, channel=Channel.VOICE)

    assert "십이월 이일 수요일 오전 아홉 시" in replies[0].text
    assert replies[1].step_id == "ask_name"


def test_whoever_wants_no_call_goes_on_with_the_bot() -> None:
    replies = talk(parts_of("general", NIGHT), PERSON, "아니요", "환불은 얼마나 걸려요?", at=NIGHT)

    assert replies[1].step_id is None
    assert replies[2].source is Source.FAQ


def test_a_queue_that_is_always_there_promises_a_person_at_night() -> None:
    parts = parts_of("banking", NIGHT)

    [reply] = talk(parts, "보이스피싱 당해서 방금 돈을 보냈어요", at=NIGHT)

    assert reply.handoff is not None
    assert reply.handoff.opens == ""
    [ticket] = parts.desk.waiting("default", a_deadline())
    assert ticket.request.queue == "fraud"


def test_danger_is_warned_of_at_night_too_and_promises_nobody() -> None:
    [reply] = talk(parts_of("general", NIGHT), "사람이 쓰러졌어요 숨을 안 쉬어요", at=NIGHT)

    assert "119" in reply.parts[0]
    assert "12월 2일" in reply.text


def test_a_pack_without_hours_says_what_it_always_said() -> None:
    parts = parts_of("general", NIGHT)
    parts = replace(parts, pack=replace(parts.pack, hours=None))

    [reply] = talk(parts, PERSON, at=NIGHT)

    assert "상담원이 확인할 때까지" in reply.text


def test_signals_call_a_person_with_a_sentence_of_their_own() -> None:
    parts = parts_of("banking", OPEN)

    [reply] = talk(parts, "이 사람들 진짜 빡치네 장난하냐 최악이다", at=OPEN)

    assert "상담원이 직접 도와드려야" in reply.text
    told = reply.trace["escalation"]
    assert isinstance(told, list)
    assert str(told[-1]).endswith("'negative_sentiment', 'high']")


def test_the_list_counts_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("data") / FILE
    listed = DoNotCallFile(path)
    before = listed.holds("+821000001234")

    path.write_text("010-0000-1234  # asked on the phone\n\n", encoding="utf-8")

    assert not before
    assert listed.holds("+821000001234")
    assert not listed.holds("+821000004321")


def test_a_booked_call_waits_in_no_chat() -> None:
    parts = parts_of("general", NIGHT)
    talk(parts, PERSON, *BOOKING, at=NIGHT)
    desk = engine_from(parts).upkeep.desk

    [booked] = desk.store.waiting("default", a_deadline())

    assert booked.due_at == "2026-12-02T06:00:00+00:00"
    assert desk.place(booked, a_deadline()) is None
    open_one = desk.open_of("default", "s1", a_deadline())
    assert open_one is None or open_one.state is TicketState.WITHDRAWN


def test_a_booking_that_is_withdrawn_is_called_by_nobody() -> None:
    parts = parts_of("general", NIGHT)
    withdrawal = ["전화 상담 예약 취소할게요", "010-0000-1234", "네"]
    talk(parts, PERSON, *BOOKING, *withdrawal, at=NIGHT)

    assert list(parts.desk.waiting("default", a_deadline())) == []
