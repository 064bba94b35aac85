"""A sentence is normalised where it enters, and by nobody after that."""

import sys
from types import CodeType, FrameType

import pytest

from aicc.deadline import Deadline
from aicc.domain.turn import Channel, Incoming
from aicc.korean.text.normalise import fold, normalise
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from

COUNTED: frozenset[CodeType] = frozenset({fold.__code__, normalise.__code__})


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    return engine_from(memory_parts(load_pack("banking")))


@pytest.mark.parametrize(
    "sentence",
    [
        "대출 금리가 어떻게 되나요",
        "잔액 조회하고 싶어요",
        "노을이 참 예쁘네요 그렇죠",
        "０１０ 1234 5678",
    ],
)
@pytest.mark.parametrize("channel", Channel)
def test_what_a_customer_says_is_normalised_once(
    engine: ChatEngine, sentence: str, channel: Channel
) -> None:
    as_it_is, in_one_spelling = sentence, normalise(sentence)
    normalised: list[str] = []

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in COUNTED:
            normalised.append(frame.f_locals["text"])

    incoming = Incoming(
        session_id=f"{channel}: {len(sentence)}",
        user_id="u1",
        message_id="1",
        channel=channel,
        text=sentence,
    )
    sys.setprofile(count)
    try:
        engine.reply(incoming, Deadline(60))
    finally:
        sys.setprofile(None)

    assert [each for each in normalised if each in {as_it_is, in_one_spelling}] == [as_it_is]
