"""Turns that staff should look at, found in what history kept of real turns."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from aicc.clock import TEST_NOW, HandClock
from aicc.conversation.doubtful import Doubt, DoubtfulTurn
from aicc.domain.feedback import Rating, Thumb
from aicc.domain.turn import Incoming, Reply
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline

BEGIN = "전화 상담 예약하고 싶어요"
Talk = Callable[..., list[Reply]]


@pytest.fixture(scope="module")
def general() -> Pack:
    return load_pack("general")


@pytest.fixture
def clock() -> HandClock:
    clock = HandClock()
    clock.now = TEST_NOW
    return clock


@pytest.fixture
def engine(general: Pack, clock: HandClock) -> ChatEngine:
    return engine_from(memory_parts(general, clock), clock=clock)


@pytest.fixture
def talk(engine: ChatEngine, clock: HandClock) -> Talk:
    """A conversation of its own, a sentence a minute."""
    talks: list[str] = []

    def said(*sentences: str, user: str = "") -> list[Reply]:
        talks.append(f"s{len(talks)}")
        replies = []
        for number, text in enumerate(sentences):
            clock.now += timedelta(minutes=1)
            incoming = Incoming(
                session_id=talks[-1],
                user_id=user or talks[-1],
                message_id=str(number),
                text=text,
            )
            replies.append(engine.reply(incoming))
        return replies

    return said


def found(engine: ChatEngine, clock: HandClock) -> list[DoubtfulTurn]:
    since = TEST_NOW - timedelta(days=1)
    return engine.upkeep.doubtful("default", since, clock.now, a_deadline())


def told(engine: ChatEngine, clock: HandClock) -> list[tuple[Doubt, str]]:
    return [(each.doubt, each.record.user_input) for each in found(engine, clock)]


def test_a_scenario_that_is_left_at_once_was_a_false_start(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    talk(BEGIN, "취소")

    assert told(engine, clock) == [(Doubt.FALSE_START, BEGIN)]
    assert found(engine, clock)[0].reply.facts.flow_id == "callback_request"


def test_who_leaves_after_an_answer_meant_to_begin(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    _, answered, _ = talk(BEGIN, "김민수", "취소")

    assert answered.facts.rule == "answer_step"
    assert told(engine, clock) == []


def test_the_same_question_three_times_is_told_once(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    talk("영업시간이 어떻게 되나요", "영업시간이 어떻게 되나요?", "고마워요")
    talk("영업시간이 어떻게 되나요", "영업시간 어떻게 되나요", "영업시간이 어떻게 되냐고요")

    assert told(engine, clock) == [(Doubt.ASKED_AGAIN, "영업시간이 어떻게 되냐고요")]


def test_an_answer_that_somebody_did_not_like(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    liked, disliked = talk("영업시간이 어떻게 되나요", "개인정보는 어떻게 보호되나요")
    for reply, thumb in ((liked, Thumb.UP), (disliked, Thumb.DOWN)):
        rating = Rating(turn_id=reply.turn_id, faq_id="x", thumb=thumb, at=clock.now)
        engine.upkeep.feedback.rate("default", rating, a_deadline())

    assert told(engine, clock) == [(Doubt.THUMBS_DOWN, "개인정보는 어떻게 보호되나요")]


def test_who_goes_in_the_middle_of_a_scenario_has_abandoned_it(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    talk(BEGIN)
    while_waiting = told(engine, clock)

    clock.now += timedelta(hours=2)

    assert while_waiting == []
    assert told(engine, clock) == [(Doubt.ABANDONED, BEGIN)]


def test_who_went_on_by_another_way_has_not(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    talk(BEGIN, user="kim")
    talk("안녕하세요", "네", "취소", user="kim")

    clock.now += timedelta(hours=2)

    assert Doubt.ABANDONED not in {doubt for doubt, _ in told(engine, clock)}


def test_what_is_shown_is_masked_and_of_one_tenant(
    engine: ChatEngine, clock: HandClock, talk: Talk
) -> None:
    talk(f"제 번호 010-1234-5678로 {BEGIN}", "취소")

    (turn,) = found(engine, clock)
    others = engine.upkeep.doubtful("shop", TEST_NOW, clock.now, a_deadline())

    assert "1234" not in turn.record.user_input + turn.record.bot_response + str(turn.reply.trace)
    assert others == []
