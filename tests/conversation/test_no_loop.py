"""No loop without end: what leads nowhere is offered another way out each time, and then ends."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.conversation.way_out import MOST_TURNS
from aicc.domain.session import Session
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from tests.conversation.test_lost_sessions import VISIT, a_pack, shipped
from tests.fakes import a_deadline
from tests.test_engine import TickingClock

DAY = {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "again"}
AGAIN = {"id": "again", "message": "날짜를 다시 고를까요?", "input_type": "confirm",
         "branches": {"yes": "day", "no": "done"}}  # fmt: skip
DONE = {"id": "done", "message": "마쳤습니다."}
JUNK = "쿵짜라 쿵짝"
QUESTION = "배송비는 얼마예요?"
ANYTHING = [JUNK, "", QUESTION, "왜 물어봐요?", "잠깐만요", "고마워요", "다시 말씀해 주세요",
            "이전", "내일", "아니 모레요", "네", "아니요", "도움말", "010-0000-5678"]  # fmt: skip


class Talk:
    """One customer, and the session as it stands."""

    def __init__(self, pack_name: str = "", channel: Channel = Channel.CHAT) -> None:
        pack = shipped(pack_name) if pack_name else a_pack(DAY, AGAIN, DONE)
        clock = TickingClock()
        self.parts = memory_parts(pack, clock)
        self.engine = engine_from(self.parts, clock=clock)
        self.channel = channel
        self.turns = 0

    def say(self, text: str) -> Reply:
        self.turns += 1
        incoming = Incoming(
            session_id="s1",
            user_id="u1",
            message_id=f"m{self.turns}",
            channel=self.channel,
            text=text,
        )
        return self.engine.reply(incoming, a_deadline(30))

    def until_over(self, texts: Sequence[str], most: int = 10) -> list[Reply]:
        """Over and over again, until no scenario runs or the call is hung up."""
        replies: list[Reply] = []
        while self.session.run and len(replies) < most:
            replies.append(self.say(texts[len(replies) % len(texts)]))
            if replies[-1].goodbye:
                break
        return replies

    @property
    def session(self) -> Session:
        session = self.parts.sessions.load("default", "s1", a_deadline())
        assert session is not None
        return session


@pytest.mark.parametrize(
    "texts",
    [[JUNK], [""], [QUESTION], ["왜 물어봐요?"], [JUNK, QUESTION], ["", JUNK, "왜 물어봐요?"]],
    ids=["nonsense", "silence", "questions", "why", "nonsense and questions", "all"],
)
@pytest.mark.parametrize("channel", list(Channel))
def test_what_leads_nowhere_ends_and_is_never_said_twice_alike(
    texts: list[str], channel: Channel
) -> None:
    talk = Talk(channel=channel)
    talk.say(VISIT)

    replies = talk.until_over(texts)
    sentences = [each.text for each in replies]

    assert replies[-1].goodbye or (talk.session.run is None and replies[-1].ended)
    assert len(replies) <= 7
    if len(texts) == 1 and texts != [QUESTION]:
        assert len({*sentences[1:]}) >= len(sentences) - 2


def test_after_other_words_come_keys_then_a_person_then_goodbye() -> None:
    talk = Talk(channel=Channel.VOICE)
    talk.say(VISIT)

    said = [each.text for each in talk.until_over([JUNK])]

    assert len(said) == 4
    assert "눌러 주셔도 됩니다" in said[1]
    assert "상담원의 도움을 받으시겠습니까" in said[2]
    assert said[3].startswith("방문은 끝까지 진행하지 못하고 여기서 마치겠습니다")


def test_a_pack_that_calls_back_offers_that_before_it_says_goodbye() -> None:
    talk = Talk("general")
    for text in ("", "", "", "아니요"):
        talk.say(text)

    offered = [talk.say("") for _ in range(3)]
    taken = talk.say("네")

    assert "전화 상담을 예약하시겠습니까" in offered[-1].text
    assert taken.step_id == "ask_name"


def test_what_moves_again_begins_with_other_words_again() -> None:
    talk = Talk()
    talk.say(VISIT)
    for _ in range(3):
        talk.say(JUNK)

    talk.say("내일")
    first = talk.say(JUNK)

    assert talk.session.exits == 0
    assert "상담원의 도움" not in first.text


def test_whoever_asks_for_a_moment_loses_no_try() -> None:
    talk = Talk()
    talk.say(VISIT)

    for _ in range(6):
        talk.say("잠깐만요")

    assert talk.session.run is not None
    assert talk.session.run.stalls == 0


def test_who_only_asks_other_things_is_asked_whether_to_stop() -> None:
    talk = Talk()
    talk.say(VISIT)

    replies = [talk.say(QUESTION) for _ in range(3)]
    stopped = talk.say("네")

    assert "방문을 여기서 그만하시겠습니까" in replies[-1].text
    assert "배송" in replies[-1].text
    assert talk.session.run is None
    assert stopped.ended


def test_three_silences_end_the_call() -> None:
    talk = Talk(channel=Channel.VOICE)

    replies = [talk.say("") for _ in range(3)]

    assert len({each.text for each in replies}) == 3
    assert [each.goodbye for each in replies] == [False, False, True]
    assert "전화를 마치겠습니다" in replies[-1].text


def test_silence_in_a_scenario_is_offered_a_person_before_the_call_ends() -> None:
    talk = Talk(channel=Channel.VOICE)
    talk.say(VISIT)

    replies = [talk.say("") for _ in range(4)]

    assert "상담원의 도움을 받으시겠습니까" in replies[2].text
    assert [each.goodbye for each in replies] == [False, False, False, True]
    assert talk.session.run is not None  # for who calls again


def test_whoever_speaks_again_is_heard_out() -> None:
    talk = Talk(channel=Channel.VOICE)

    replies = [talk.say(text) for text in ("", "", QUESTION, "", "")]

    assert not any(each.goodbye for each in replies)


def test_in_the_end_it_is_said_that_nothing_more_can_be_done() -> None:
    talk = Talk()

    replies = [talk.say("") for _ in range(9)]

    assert replies[2].facts.rule == replies[5].facts.rule == "wait_for_silence"
    assert "더 도와드리기 어렵습니다" in replies[8].text
    assert talk.session.exits == 0


def test_answers_that_go_in_circles_come_to_an_end() -> None:
    talk = Talk()
    talk.say(VISIT)

    replies = talk.until_over(["내일", "네"], most=MOST_TURNS + 5)

    assert talk.session.run is None
    assert len(replies) == MOST_TURNS + 1


TALK = Talk()


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.sampled_from(ANYTHING), min_size=20, max_size=60))
def test_no_walk_stays_for_ever(texts: list[str]) -> None:
    TALK.engine.upkeep.erase("default", "s1", a_deadline())
    TALK.say(VISIT)

    for text in texts:
        before = TALK.session.run
        TALK.say(text)
        run = TALK.session.run
        if before and run and before.walk == run.walk:
            assert run.turns == before.turns + 1
            assert run.stalls <= before.stalls + 1

    over = TALK.until_over(ANYTHING, most=MOST_TURNS + 1)
    assert TALK.session.run is None, [each.text for each in over]
