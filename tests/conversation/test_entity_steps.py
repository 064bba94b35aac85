"""Steps that take their answer from an entity, and what an answer tells of others."""

import pytest

from aicc.domain.turn import Channel
from chatbot_scenario import ChatbotScenario
from tests.conversation.clinic import BOOKING, ENTITIES, Visit


def test_the_values_of_the_entity_are_the_options() -> None:
    visit = Visit().start()

    assert visit.say("일반외과요").answers["department"] == "외과"


def test_what_is_known_with_the_answer_is_a_value_for_texts() -> None:
    visit = Visit().start().say("내과요").say("김민수 선생님이요").say("내일이요")

    assert visit.says == "내과 김민수 2층 3월 3일 화요일, 예약할까요?"


def test_a_doctor_in_the_first_sentence_answers_the_department() -> None:
    visit = Visit().start("김민수 선생님 내일 예약이요")

    assert visit.step == "sure"
    assert visit.answers["department"] == "내과"


@pytest.mark.parametrize("said", ["김민수 선생님이요", "김민수요"])
def test_a_doctor_answers_the_question_for_the_department(said: str) -> None:
    visit = Visit().start().say(said)

    assert visit.step == "day"
    assert visit.answers["department"] == "내과"


def test_only_the_doctors_of_the_department_are_offered() -> None:
    visit = Visit().start().say("내과요")

    assert visit.say("2번이요").answers["doctor"] == "박지훈"


def test_the_only_one_that_fits_is_not_asked_for() -> None:
    visit = Visit().start().say("안과요")

    assert visit.step == "day"
    assert visit.answers["doctor"] == "최유리"


def test_a_place_that_was_not_said_is_none() -> None:
    assert Visit(channel=Channel.VOICE).start().say("내과요").refuses("3번이요")


def test_a_doctor_of_another_department_takes_the_department_back() -> None:
    visit = Visit().start().say("내과요").say("이서연 선생님이요")

    assert visit.step == "day"
    assert visit.answers["department"] == "외과"
    assert visit.answers["doctor.floor"] == "3층"


def test_at_the_end_too() -> None:
    visit = Visit().start("김민수 선생님 내일 예약이요").say("아니 이서연 선생님으로요")

    assert visit.step == "sure"
    assert visit.says == "외과 이서연 3층 3월 3일 화요일, 예약할까요?"


def test_another_department_asks_for_the_doctor_again() -> None:
    visit = Visit().start("이서연 선생님 내일 예약이요").say("아니 내과로요")

    assert visit.step == "doctor"


def test_a_doctor_who_is_not_of_the_department_that_was_said_is_asked_for() -> None:
    visit = Visit().start("내과 이서연 선생님 내일 예약이요")

    assert visit.step == "doctor"


def test_scenarios_by_themselves_take_entities_too() -> None:
    scenarios = ChatbotScenario()
    scenarios.scenarios["clinic"] = {
        "name": "병원", "flows": {"visit": BOOKING}, "entities": ENTITIES,
    }  # fmt: skip
    session = scenarios.create_session("u", "clinic")
    scenarios.start_flow(session, "visit")

    asked = scenarios.process_step(session, "내과")

    assert asked["options"] == ["김민수", "박지훈"]
