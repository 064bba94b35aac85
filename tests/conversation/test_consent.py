"""What moves money is done on a plain yes alone, never on what only sounds agreeable."""

import pytest

from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from

TRANSFER = (
    "이체해 주세요",
    "1985년 3월 2일",
    "01000005678",
    "123456",
    "예금계좌",
    "22000123456",
    "3만원",
)
ASKED, DONE = "confirm_transfer", "보냈습니다"
NO_CONSENT = (
    "문제 있네요",
    "좀 있다가 해 주세요",
    "다시 입력할게요",
    "네 내일 보내 주세요",
    "네 보낼게요 잠깐만요",
    "예 그렇게 말씀하셨죠",
    "확인 좀 해 주세요",
)
CONSENT = ("네", "네 보내 주세요")


@pytest.fixture
def bank() -> ChatEngine:
    """A new one for each: only so many one-time codes are sent to a telephone."""
    return engine_from(memory_parts(load_pack("banking")))


def answered(bank: ChatEngine, said: str) -> str:
    for number, text in enumerate((*TRANSFER, said)):
        reply = bank.reply(
            Incoming(session_id=said, user_id=said, message_id=str(number), text=text)
        )
        if number == len(TRANSFER) - 1:
            assert reply.step_id == ASKED
    return " ".join(reply.parts)


@pytest.mark.parametrize("said", NO_CONSENT)
def test_money_stays_where_it_is_without_a_plain_yes(bank: ChatEngine, said: str) -> None:
    assert DONE not in answered(bank, said)


@pytest.mark.parametrize("said", CONSENT)
def test_a_plain_yes_sends_it(bank: ChatEngine, said: str) -> None:
    assert DONE in answered(bank, said)
