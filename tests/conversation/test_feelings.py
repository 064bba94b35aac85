"""What a customer shows beside the wish changes the first words, once a conversation."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from

SHOPPING = load_pack("shopping")
SORRY, WORRIED, GLAD, A_PERSON = (
    SHOPPING.sentence(key).chat
    for key in (
        SentenceKey.EMPATHY,
        SentenceKey.EMPATHY_WORRY,
        SentenceKey.EMPATHY_THANKS,
        SentenceKey.OFFER_PERSON_ANGRY,
    )
)
_SESSIONS = count()

Say = Callable[[str], Reply]


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    at_any_hour = replace(SHOPPING, hours=None)
    return engine_from(memory_parts(at_any_hour))


@pytest.fixture
def say(engine: ChatEngine) -> Say:
    session_id, messages = f"s{next(_SESSIONS)}", count()

    def one_turn(text: str) -> Reply:
        incoming = Incoming(
            session_id=session_id,
            user_id="u1",
            message_id=str(next(messages)),
            channel=Channel.CHAT,
            text=text,
        )
        return engine.reply(incoming, Deadline(60))

    return one_turn


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("진짜 짜증나네요 환불은 언제 돼요", SORRY),
        ("환불이 안 될까 봐 너무 불안해요 환불 언제 돼요", WORRIED),
        ("네 감사합니다 그럼 환불은 언제 돼요", GLAD),
    ],
)
def test_a_feeling_is_answered_before_the_wish(say: Say, sentence: str, first: str) -> None:
    reply = say(sentence)

    assert reply.parts[0] == first
    assert reply.facts.faq_id, "and the question is answered behind it"


def test_a_question_asked_calmly_gets_its_answer_alone(say: Say) -> None:
    assert not {SORRY, WORRIED, GLAD} & set(say("환불은 언제 돼요").parts)


def test_a_feeling_is_answered_once(say: Say) -> None:
    say("진짜 짜증나네요 환불은 언제 돼요")

    assert SORRY not in say("도대체 왜 배송비를 받아요 짜증나게").parts


def test_anger_that_lasts_is_offered_a_person_whom_a_yes_calls(say: Say) -> None:
    first = say("진짜 짜증나네요 환불은 언제 돼요")
    again = say("진짜 짜증나네요 반품 배송비는 누가 내요")

    assert A_PERSON not in first.parts
    assert again.parts[-1] == A_PERSON
    assert say("네").handoff


def test_who_asked_for_a_person_is_not_offered_one(say: Say) -> None:
    say("진짜 짜증나네요 상담원 연결해 주세요")

    assert A_PERSON not in say("진짜 짜증나네요 반품 배송비는 누가 내요").parts


def test_thanks_alone_are_answered_once_in_one_reply(say: Say) -> None:
    assert GLAD not in say("감사합니다").parts
