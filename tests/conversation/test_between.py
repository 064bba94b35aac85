"""What a scenario does after what came between, as the pack says."""

from dataclasses import replace

import pytest

from aicc.domain.flow import Interrupted
from aicc.packs.pack import Interruptions
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.conversation.test_lost_sessions import BOOKING, VISIT, a_pack
from tests.test_engine import TickingClock, say

QUESTION = "배송비는 얼마예요?"
PERSON = "상담원 연결해 주세요"
DANGER = "사람이 쓰러졌어요 숨을 안 쉬어요"


def an_engine(**policy: Interrupted) -> ChatEngine:
    pack = replace(a_pack(*BOOKING), interruptions=Interruptions(**policy))
    clock = TickingClock()
    engine = engine_from(memory_parts(pack, clock), clock=clock)
    for number, text in enumerate([VISIT, "010-0000-5678", "내일"]):
        say(engine, text, f"b{number}")
    return engine


@pytest.mark.parametrize("said", [QUESTION, PERSON])
def test_by_default_the_question_comes_again(said: str) -> None:
    engine = an_engine()

    reply = say(engine, said, "m1")
    answered = say(engine, "세 시", "m2")

    assert reply.text.endswith("몇 시입니까?")
    assert answered.step_id == "sure"


@pytest.mark.parametrize(("said", "what"), [(QUESTION, "faq"), (PERSON, "handoff")])
def test_a_scenario_that_waits_goes_on_when_the_customer_says_so(said: str, what: str) -> None:
    engine = an_engine(**{what: Interrupted.WAIT})

    reply = say(engine, said, "m1")
    resumed = say(engine, "네", "m2")
    answered = say(engine, "세 시", "m3")

    assert "이어서 도와드릴까요?" in reply.text
    assert resumed.step_id == "at"
    assert answered.step_id == "sure"


def test_a_scenario_that_waits_is_over_with_another_wish() -> None:
    engine = an_engine(faq=Interrupted.WAIT)
    say(engine, QUESTION, "m1")

    say(engine, QUESTION, "m2")
    late = say(engine, "네", "m3")

    assert late.step_id is None


@pytest.mark.parametrize(("said", "what"), [(QUESTION, "faq"), (PERSON, "handoff")])
def test_a_scenario_may_end_with_what_came_between(said: str, what: str) -> None:
    engine = an_engine(**{what: Interrupted.END})

    reply = say(engine, said, "m1")
    after = say(engine, "네", "m2")

    assert "방문은 끝까지 진행하지 못하고 여기서 마치겠습니다." in reply.text
    assert "몇 시" not in reply.text
    assert reply.ended
    assert after.step_id is None


@pytest.mark.parametrize("then", ["네", "세 시", "계속해 주세요"])
def test_after_danger_nothing_goes_on_by_itself(then: str) -> None:
    engine = an_engine()

    warned = say(engine, DANGER, "m1")
    after = say(engine, then, "m2")

    assert "119" in warned.text
    assert "몇 시" not in warned.text
    assert after.step_id is None
    assert "이어서" not in after.text


def test_after_danger_a_pack_may_ask_whether_to_go_on() -> None:
    engine = an_engine(danger=Interrupted.WAIT)

    warned = say(engine, DANGER, "m1")
    asked = say(engine, "네", "m2")
    resumed = say(engine, "네", "m3")

    assert "몇 시" not in warned.text
    assert "이어서 도와드릴까요?" in asked.text
    assert resumed.step_id == "at"
