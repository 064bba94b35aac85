"""What is answered to the warning itself stays with the danger."""

import pytest

from aicc.channels import web
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    return engine_from(memory_parts(load_pack("general")))


def said(engine: ChatEngine, session: str, *sentences: str) -> list[str]:
    return [
        engine.reply(
            web.read(
                tenant_id="default",
                session_id=session,
                user_id=session,
                message=sentence,
                message_id=f"{session}-{at}",
            ),
            a_deadline(),
        ).text
        for at, sentence in enumerate(sentences)
    ]


@pytest.mark.parametrize("answer", ["네", "고마워요"])
def test_who_despairs_hears_no_pleasantry(engine: ChatEngine, answer: str) -> None:
    [warned, after] = said(engine, f"s-{answer}", "죽고 싶어요", answer)

    assert "109" in warned
    assert "109" in after


def test_in_an_emergency_nobody_hears_of_a_queue(engine: ChatEngine) -> None:
    [_, warned] = [
        said(engine, "first", "상담원 연결해 주세요")[0],
        said(engine, "second", "죽고 싶어요")[0],
    ]

    assert "먼저 기다리시는 분" not in warned


@pytest.mark.parametrize("taken_back", ["상담원 요청 취소할게요", "상담원 안 기다릴게요"])
def test_a_request_that_is_said_to_be_over_is_over(engine: ChatEngine, taken_back: str) -> None:
    [_, after] = said(engine, f"s-{taken_back}", "상담원 연결해 주세요", taken_back)

    assert "취소했습니다" in after
