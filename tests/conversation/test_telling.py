"""A long answer on the phone is told in pieces, and what is said again is said shorter."""

from dataclasses import replace

import pytest

from aicc.domain.faq import FaqEntry
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.conversation.test_lost_sessions import VISIT, a_pack, shipped
from tests.fakes import a_deadline
from tests.test_engine import TickingClock

QUESTION = "보증서는 어디서 받나요?"
MORE = "더 들으시겠습니까?"
LONG = "하나를 봅니다. 둘을 봅니다. 셋을 봅니다. 넷을 봅니다. 다섯을 봅니다."
DAY = {"id": "day", "message": "언제 오십니까? 평일만 됩니다.", "voice_again": "언제입니까?",
       "input_type": "date"}  # fmt: skip


def an_engine() -> ChatEngine:
    clock = TickingClock()
    entry = FaqEntry(id="warranty", question=QUESTION, answer=LONG)
    pack = replace(a_pack(DAY), faqs=(*shipped("general").faqs, entry))
    return engine_from(memory_parts(pack, clock), clock=clock)


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    return an_engine()


def said(
    engine: ChatEngine, session: str, *texts: str, channel: Channel = Channel.VOICE
) -> list[Reply]:
    return [
        engine.reply(
            Incoming(session_id=session, user_id=session, message_id=str(number), channel=channel,
                     text=text),
            a_deadline(30),
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip


def test_two_sentences_are_said_and_the_rest_is_offered(engine: ChatEngine) -> None:
    first, second, third = said(engine, "pieces", QUESTION, "네", "네")

    assert first.parts == ("하나를 봅니다. 둘을 봅니다.", MORE)
    assert second.parts == ("셋을 봅니다. 넷을 봅니다.", MORE)
    assert third.parts == ("다섯을 봅니다.",)


def test_who_has_heard_enough_is_asked_whether_anything_else_is_needed(engine: ChatEngine) -> None:
    _, enough, over = said(engine, "enough", QUESTION, "아니요", "없어요")

    assert enough.parts[0] == "네, 알겠습니다."
    assert "더 필요하신 것" in enough.text
    assert over.goodbye


def test_a_screen_shows_all_of_it(engine: ChatEngine) -> None:
    [shown] = said(engine, "screen", QUESTION, channel=Channel.CHAT)

    assert shown.parts == (LONG,)


def test_an_answer_that_is_said_again_is_shorter_and_goes_on(engine: ChatEngine) -> None:
    _, again, rest = said(engine, "again", QUESTION, "다시 말씀해 주세요", "네")

    assert again.parts == ("하나를 봅니다.", MORE)
    assert rest.parts == ("둘을 봅니다. 셋을 봅니다.", MORE)


def test_a_question_that_is_said_again_is_shorter_on_the_phone_alone(engine: ChatEngine) -> None:
    _, heard = said(engine, "question", VISIT, "다시 말씀해 주세요")
    _, read = said(engine, "read", VISIT, "다시 말씀해 주세요", channel=Channel.CHAT)

    assert heard.parts == ("언제입니까?",)
    assert read.parts == ("언제 오십니까? 평일만 됩니다.",)


def test_in_a_scenario_its_question_waits_until_all_is_told(engine: ChatEngine) -> None:
    _, piece, enough = said(engine, "between", VISIT, QUESTION, "아니요")

    assert piece.parts[-1] == MORE
    assert enough.parts[-1] == "언제입니까?"
    assert enough.step_id == "day"
