"""Conversations at odd moments: content changed meanwhile, secrets said twice, offers repeated."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from aicc.clock import HandClock
from aicc.domain.session import Choice
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.sessions.port import Save
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline
from tests.test_engine import TickingClock, say

VISIT = "매장 방문 예약하고 싶어요"
PIN = {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
       "next_step": "day"}  # fmt: skip
DAY = {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "sure"}
SURE = {"id": "sure", "message": "{day:day} 맞습니까?", "input_type": "confirm",
        "branches": {"yes": "done", "no": "done"}}  # fmt: skip
DONE = {"id": "done", "message": "마쳤습니다."}


def a_pack(*steps: Mapping[str, Any], **others: Mapping[str, Any]) -> Pack:
    """The shop, where another scenario takes the place of the visit's."""
    pack = load_pack("shopping")
    plain = {"store_visit": {"name": "방문", "steps": list(steps)}, **others}
    flows = {name: flow_from_plain(name, flow) for name, flow in plain.items()}
    return replace(pack, flows={**pack.flows, **flows}, plain_flows={**pack.plain_flows, **plain})


def an_engine(pack: Pack) -> tuple[ChatEngine, Parts]:
    clock = TickingClock()
    parts = memory_parts(pack, clock)
    return engine_from(parts, clock=clock), parts


def written(parts: Parts) -> list[str]:
    turns = parts.history.recent("default", "s1", a_deadline(), 50)
    return [turn.user_input for turn in turns]


@pytest.mark.parametrize(
    "said", ["123456", "제 번호 일이삼사오육 맞아요", "번호 123456인데 상담원 연결해 주세요"]
)
def test_a_secret_that_is_said_again_elsewhere_is_in_no_record_and_no_ticket(said: str) -> None:
    engine, parts = an_engine(a_pack(PIN, DAY, SURE, DONE))
    for at, text in enumerate([VISIT, "123456", "내일"]):
        say(engine, text, f"m{at}")

    reply = say(engine, said, "m4")

    assert written(parts)[-1] == "***"
    if reply.handoff:
        ticket = parts.desk.find("default", reply.handoff.ticket, a_deadline())
        assert ticket is not None
        assert ticket.request.description == "***"


@pytest.mark.parametrize("said", ["4817253", "4817-253", "사팔일칠이오삼", "사 팔 일 칠 이 오 삼"])
def test_a_secret_at_the_end_of_an_endless_sentence_is_in_no_record(said: str) -> None:
    engine, parts = an_engine(a_pack(PIN, DAY, SURE, DONE))
    say(engine, VISIT, "m1")
    say(engine, "4817253", "m2")

    say(engine, "그래서 제가 말씀드렸는데요 " * 200 + f"제 번호는 {said}이고요", "m3")

    assert said not in " ".join(written(parts))


def test_a_secret_given_while_asking_for_a_person_is_not_in_the_ticket() -> None:
    engine, parts = an_engine(a_pack({**PIN, "validation": {"pattern": "[0-9]{6}"}}, DAY, SURE))
    say(engine, VISIT, "m1")

    say(engine, "상담원 연결해 주세요 제 번호는 12345입니다", "m2")

    assert written(parts)[-1] == "***"


def test_an_answer_that_history_has_masked_is_asked_again_where_a_scenario_is_resumed() -> None:
    phone = {"id": "phone", "message": "연락처는요?", "input_type": "phone", "next_step": "day"}
    engine, _ = an_engine(a_pack(phone, DAY, SURE, DONE))
    say(engine, VISIT, "m1", session_id="call-1")
    say(engine, "010-1234-5678", "m2", session_id="call-1")

    say(engine, "안녕하세요", "m3")
    resumed = say(engine, "네", "m4")

    assert resumed.step_id == "phone"


def test_a_secret_step_that_was_deleted_meanwhile_is_not_resumed_after_a_long_silence() -> None:
    clock = HandClock()
    parts = memory_parts(a_pack(PIN, DAY, SURE, DONE), clock)
    for at, text in enumerate([VISIT, "123456", "내일"]):
        say(engine_from(parts, clock=clock), text, f"m{at}")
    renamed = {**PIN, "id": "number", "save_as": "pin"}
    engine = engine_from(replace(parts, pack=a_pack(renamed, DAY, SURE, DONE)), clock=clock)
    clock.move(engine.upkeep.pack.idle_s + 1)

    reply = say(engine, "네", "m4")

    assert reply.facts.rule == "say_flow_is_lost"


def test_what_was_offered_to_go_on_with_may_be_gone_when_it_is_taken() -> None:
    pack = a_pack(DAY, SURE, DONE)
    engine, parts = an_engine(pack)
    say(engine, VISIT, "m1", session_id="call-1")
    offered = say(engine, "안녕하세요", "m2")
    flows = {name: flow for name, flow in pack.flows.items() if name != "store_visit"}
    later = engine_from(replace(parts, pack=replace(pack, flows=flows)), clock=TickingClock())

    reply = say(later, "네", "m3")

    assert offered.facts.rule == "offer_to_resume"
    assert "상담원의 도움을 받으시겠습니까" in reply.text


def test_an_offered_intent_may_be_gone_when_it_is_chosen() -> None:
    engine, parts = an_engine(load_pack("shopping"))
    say(engine, "안녕하세요", "m1")
    lease = parts.sessions.open("default", "s1", a_deadline())
    assert lease.session is not None
    offering = replace(lease.session, choices=(Choice(label="쿠폰", intent="of_last_year"),))
    parts.sessions.save_many([Save(lease=lease, session=offering)], a_deadline())

    reply = say(engine, "네", "m2")

    assert "상담원의 도움을 받으시겠습니까" in reply.text


def test_what_was_offered_can_still_be_taken_after_it_was_said_again() -> None:
    engine, _ = an_engine(load_pack("shopping"))
    say(engine, "아라리요 쿵짝", "m1")
    say(engine, "므느르 브스으", "m2")
    offered = say(engine, "프트크 흐즈츠", "m3")

    again = say(engine, "다시 말씀해 주세요", "m4")
    taken = say(engine, "네", "m5")

    assert again.text == offered.text
    assert taken.handoff is not None


def test_asking_again_for_the_scenario_one_is_in_does_not_begin_it_inside_itself() -> None:
    who = {"name": "확인", "steps": [{**PIN, "next_step": None}]}
    engine, _ = an_engine(a_pack({"id": "who", "enter": "who", "next_step": "day"}, DAY, who=who))
    say(engine, VISIT, "m1")

    reply = say(engine, VISIT, "m2")

    assert reply.facts.rule == "refuse_answer"
    assert reply.step_id == "pin"
