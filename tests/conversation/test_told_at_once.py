"""Values in the sentence that starts a scenario: kept for their steps and not asked again."""

import pytest

from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline


@pytest.mark.parametrize(
    ("pack", "text", "step"),
    [
        ("banking", "이체한도 낮춰 주세요 고객번호는 7654321이에요", "ask_change"),
        ("banking", "카드 잃어버렸어요 고객번호 칠육오 사삼이일이에요", "card_select"),
        (
            "general",
            "저는 김영수고요 공일공 팔칠육오 사삼이일로 요금 때문에 전화 좀 주세요",
            "ask_day",
        ),
    ],
)
def test_what_was_told_at_once_is_not_asked(pack: str, text: str, step: str) -> None:
    engine = engine_from(memory_parts(load_pack(pack)))

    reply = engine.reply(
        Incoming(session_id="s1", user_id="u1", message_id="1", text=text), a_deadline(30)
    )

    assert reply.step_id == step


def test_a_secret_told_at_once_is_written_down_nowhere() -> None:
    parts = memory_parts(load_pack("banking"))
    engine = engine_from(parts)
    text = "이체한도 낮춰 주세요 고객번호는 7654321이에요"

    engine.reply(Incoming(session_id="s1", user_id="u1", message_id="1", text=text), a_deadline(30))

    turns = parts.history.recent("default", "s1", a_deadline())
    assert "7654321" not in "".join(map(str, turns))


def test_an_amount_is_no_number_of_a_customer() -> None:
    engine = engine_from(memory_parts(load_pack("banking")))

    reply = engine.reply(
        Incoming(
            session_id="s1", user_id="u1", message_id="1", text="이체한도 7654321원으로 올려줘요"
        ),
        a_deadline(30),
    )

    assert reply.step_id == "auth_request"
