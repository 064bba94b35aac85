"""A person has gone: what was meant for them moves nothing of the bot's."""

import pytest

from aicc.clock import HandClock
from aicc.domain.handoff import HumanAgent, Outcome, TicketState
from aicc.domain.ticket_moves import Close, Move, Release, Take
from aicc.domain.turn import Incoming, Reply
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import A_DAY, a_deadline

KIM = HumanAgent(id="kim", name="김가나")
PERSON, DONE = "상담원 연결해 주세요", "반품이 접수되었습니다"
ENDS = [Release(by=KIM), Close(by=KIM, outcome=Outcome.SOLVED)]
RETURN = ("반품 신청하고 싶어요", "20260003", "마음에 안 들어요", "네", "오후요")


class Call:
    """With a person, some seconds between two things that happen."""

    def __init__(self, engine: ChatEngine, clock: HandClock) -> None:
        self.desk = engine.upkeep.desk
        self._engine, self._clock, self._said, self.number = engine, clock, 0, ""

    def say(self, text: str, after_s: float = 5) -> Reply:
        self._clock.move(after_s)
        self._said += 1
        incoming = Incoming(
            session_id="s1", user_id="u1", message_id=f"m{self._said}", text=text, is_live=True
        )
        reply = self._engine.reply(incoming, a_deadline(30))
        self.number = reply.handoff.ticket if reply.handoff else self.number
        return reply

    def move(self, move: Move, *, told: bool = True) -> str:
        """What the customer hears of it."""
        self._clock.move(5)
        ticket = self.desk.move("default", self.number, move, a_deadline())
        reply = self._engine.follow_desk(ticket, a_deadline(30)) if told else None
        return reply.text if reply else ""

    @property
    def state(self) -> TicketState:
        return self.desk.find("default", self.number, a_deadline()).state

    @property
    def heard(self) -> list[str]:
        """By the person."""
        said = self.desk.store.messages("default", self.number, a_deadline())
        return [each.text for each in said]


@pytest.fixture
def call() -> Call:
    clock = HandClock(A_DAY)
    return Call(engine_from(memory_parts(load_pack("shopping"), clock), clock=clock), clock)


@pytest.fixture
def returning(call: Call) -> Call:
    """Before the last yes of a return."""
    for text in (*RETURN, PERSON):
        call.say(text)
    return call


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("is_told", [True, False])
def test_a_yes_to_a_person_who_has_gone_unseen_asks_the_question_again(
    returning: Call, end: Move, is_told: bool
) -> None:
    returning.move(Take(by=KIM), told=is_told)
    returning.move(end, told=False)

    again = returning.say("네")

    assert "반품 신청할까요" in again.text
    assert DONE not in again.text
    assert DONE in returning.say("네").text


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("thanks", ["네 감사합니다", "네 알겠습니다", "네 수고하세요"])
def test_a_yes_with_thanks_after_a_person_is_no_yes(
    returning: Call, end: Move, thanks: str
) -> None:
    returning.move(Take(by=KIM))
    assert "반품 신청할까요" in returning.move(end)

    again = returning.say(thanks)

    assert "반품 신청할까요" in again.text
    assert DONE not in again.text


@pytest.mark.parametrize("end", ENDS)
def test_a_plain_yes_counts_once_the_question_could_be_read(returning: Call, end: Move) -> None:
    returning.move(Take(by=KIM))
    returning.move(end)

    assert DONE not in returning.say("네", after_s=1).text
    assert DONE in returning.say("네").text


def test_to_cancel_said_to_a_person_who_has_gone_keeps_the_request(call: Call) -> None:
    call.say(PERSON)
    call.move(Take(by=KIM))
    call.move(Release(by=KIM), told=False)

    call.say("취소해 주세요")

    assert call.state is TicketState.KEPT


def test_a_plain_yes_goes_to_the_person_also_after_the_bot_has_asked(call: Call) -> None:
    call.say(PERSON)
    call.move(Take(by=KIM))
    assert "저와 계속하시려면" in call.say("취소할게요").text

    call.say("네")

    assert (call.state, call.heard[-1]) == (TicketState.TAKEN, "네")
    call.say("취소할게요")
    call.say("봇과 계속할게요")
    assert call.state is TicketState.WITHDRAWN
