"""A bare hour means the one that the step goes on with; an hour earlier moves what was said."""

import pytest

from aicc.conversation.scenario.allowed import hour_meant
from aicc.domain.flow import Case, InputType, Step
from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline

VISIT = Step(
    id="at",
    message="몇 시에 오십니까?",
    input_type=InputType.TIME,
    cases=(Case(when='at < "11:00" or at > "19:30"', next_step="closed"),),
)


@pytest.mark.parametrize(
    ("times", "meant"),
    [
        (["07:00", "19:00"], "19:00"),
        (["11:00", "23:00"], "11:00"),
        (["09:00", "21:00"], "09:00"),
        (["20:00"], "20:00"),
        ([], None),
    ],
)
def test_the_hour_that_is_open_is_meant(times: list[str], meant: str | None) -> None:
    assert hour_meant(VISIT, times) == meant


def test_after_a_closed_hour_an_hour_told_by_difference_is_taken() -> None:
    engine = engine_from(memory_parts(load_pack("shopping")))

    for at, text in enumerate(("매장 방문 예약할게요", "내일", "밤 9시요", "두 시간 앞당겨서요")):
        incoming = Incoming(session_id="s1", user_id="u1", message_id=str(at), text=text)
        reply = engine.reply(incoming, a_deadline(30))

    assert reply.step_id == "store"
