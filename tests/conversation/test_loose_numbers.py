"""A number that nothing asked for: whose it is, and that it is written down nowhere."""

from aicc.domain.turn import Incoming
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from tests.conversation.test_lost_sessions import shipped
from tests.fakes import a_deadline
from tests.test_engine import TickingClock


def test_a_number_that_becomes_a_secret_answer_is_not_written_down() -> None:
    clock = TickingClock()
    parts = memory_parts(shipped("banking"), clock)
    engine = engine_from(parts, clock=clock)

    for at, text in enumerate(("대출 심사 어떻게 됐어요", "그만", "4407805")):
        incoming = Incoming(session_id="s1", user_id="u1", message_id=str(at), text=text)
        reply = engine.reply(incoming, a_deadline(30))

    assert reply.facts.rule == "take_number"
    turns = parts.history.recent("default", "s1", a_deadline())
    assert "4407805" not in "".join(str(turn) for turn in turns)
