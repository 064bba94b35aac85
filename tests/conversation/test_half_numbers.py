"""A number of which a half was said the turn before: hidden from whoever reads, not from a step."""

from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline


def say(engine: ChatEngine, number: int, text: str) -> str | None:
    incoming = Incoming(session_id="s1", user_id="u1", message_id=f"m{number}", text=text)
    return engine.reply(incoming, a_deadline(30)).step_id


def test_a_step_takes_what_could_be_the_second_half_of_a_number() -> None:
    engine = engine_from(memory_parts(load_pack("banking")))
    say(engine, 0, "610415")

    first = say(engine, 1, "계좌 잔액 조회")
    say(engine, 2, "610415")
    after = say(engine, 3, "1234567")

    assert first == "auth_request"
    assert after == "account_select"


def test_the_second_half_is_masked_in_history_and_in_the_ticket() -> None:
    parts = memory_parts(load_pack("general"))
    engine = engine_from(parts)
    for number, text in enumerate(("제 번호는 010-7391", "8264로 상담원이 전화 주세요")):
        say(engine, number, text)

    turns = parts.history.recent("default", "s1", a_deadline())
    tickets = parts.desk.waiting("default", a_deadline())

    assert [turn.user_input for turn in turns] == [
        "제 번호는 010-7391",
        "****로 상담원이 전화 주세요",
    ]
    assert all("8264" not in each.request.description for each in tickets)
