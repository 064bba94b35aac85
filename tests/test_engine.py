"""One turn, and what holds whatever happens: once, in order, for its own user, nothing lost."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.flow import Call, Flow, InputType, Step
from aicc.domain.session import MESSAGES_REMEMBERED
from aicc.domain.turn import Channel, Incoming, Reply, TurnRecord
from aicc.errors import ForbiddenError, StoreError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import Lease, SessionStore
from aicc.stores.sessions.sqlite import SqliteSessions
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline, no_time

PARALLEL = 50


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("banking")


@pytest.fixture
def parts(pack: Pack) -> Parts:
    return memory_parts(pack)


@pytest.fixture
def engine(parts: Parts) -> ChatEngine:
    return engine_from(parts, clock=TickingClock())


class TickingClock(HandClock):
    """A second passes each time it is asked."""

    def __call__(self) -> datetime:
        self.move(1)
        return self.now


def say(
    engine: ChatEngine,
    text: str,
    message_id: str = "",
    *,
    session_id: str = "s1",
    user_id: str = "u1",
    channel: Channel = Channel.CHAT,
) -> Reply:
    incoming = Incoming(
        session_id=session_id,
        user_id=user_id,
        message_id=message_id or f"message-{len(text)}-{text[:1]}",
        channel=channel,
        text=text,
    )
    return engine.reply(incoming, a_deadline(30))


def test_the_same_message_gets_the_same_reply_and_nothing_else_happens(
    engine: ChatEngine, parts: Parts
) -> None:
    first = say(engine, "잔액 조회해 주세요", "m1")
    again = say(engine, "잔액 조회해 주세요", "m1")

    assert again.turn_id == first.turn_id
    assert again.parts == first.parts
    assert again.step_id == first.step_id
    assert len(parts.history.recent("default", "s1", a_deadline())) == 1


def test_a_message_older_than_the_session_remembers_is_still_answered_once(
    engine: ChatEngine, parts: Parts
) -> None:
    first = say(engine, "안녕하세요", "m0")
    for number in range(1, MESSAGES_REMEMBERED + 2):
        say(engine, "고마워요", f"m{number}")

    again = say(engine, "안녕하세요", "m0")

    assert again.turn_id == first.turn_id
    assert len(parts.history.recent("default", "s1", a_deadline(), 100)) == MESSAGES_REMEMBERED + 2


def test_another_user_cannot_go_on_with_a_session(engine: ChatEngine) -> None:
    say(engine, "안녕하세요")

    with pytest.raises(ForbiddenError):
        say(engine, "잔액 조회해 주세요", user_id="somebody-else")


def test_a_refused_turn_gives_the_lease_back(engine: ChatEngine) -> None:
    say(engine, "안녕하세요")
    with pytest.raises(ForbiddenError):
        say(engine, "잔액 조회해 주세요", user_id="somebody-else")

    assert say(engine, "고마워요").parts


@pytest.fixture(params=["memory", "sqlite"])
def any_parts(request: pytest.FixtureRequest, pack: Pack, tmp_path: Path) -> Iterator[Parts]:
    with ExitStack() as stack:
        parts = memory_parts(pack)
        if request.param == "sqlite":
            file = stack.enter_context(SqliteFile(tmp_path / "aicc.sqlite3"))
            parts = replace(parts, sessions=SqliteSessions(file), history=SqliteHistory(file))
        yield parts


def test_fifty_messages_at_once_are_answered_once_each_in_the_order_of_their_leases(
    any_parts: Parts,
) -> None:
    granted: list[int] = []
    parts = replace(any_parts, sessions=RecordingSessions(any_parts.sessions, granted))
    engine = engine_from(parts)

    with ThreadPoolExecutor(PARALLEL) as threads:
        replies = list(threads.map(lambda n: say(engine, "고마워요", f"m{n}"), range(PARALLEL)))
    kept = parts.history.recent("default", "s1", a_deadline(), 100)

    assert len({reply.turn_id for reply in replies}) == PARALLEL
    assert sorted(turn.message_id for turn in kept) == sorted(f"m{n}" for n in range(PARALLEL))
    assert granted == sorted(granted)
    session = parts.sessions.load("default", "s1", a_deadline())
    assert session is not None
    assert session.turns == PARALLEL
    assert all(session.may_know(turn.message_id) for turn in kept)


class RecordingSessions:
    """A store that notes the fence of every lease it grants, in order."""

    def __init__(self, store: SessionStore, granted: list[int]) -> None:
        self._store = store
        self._granted = granted
        self.save_many, self.release = store.save_many, store.release
        self.load, self.erase = store.load, store.erase

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        lease = self._store.open(tenant_id, session_id, deadline)
        self._granted.append(lease.fence)
        return lease


def test_a_crash_between_history_and_session_does_not_answer_twice(
    pack: Pack, tmp_path: Path
) -> None:
    with SqliteFile(tmp_path / "aicc.sqlite3") as file:
        history = SqliteHistory(file)
        crashing = replace(memory_parts(pack), sessions=SessionsThatForget(), history=history)
        first = say(engine_from(crashing), "잔액 조회해 주세요", "m1")

        restarted = engine_from(replace(memory_parts(pack), history=history))
        again = say(restarted, "잔액 조회해 주세요", "m1")
        onward = say(restarted, "1234567", "m2")

        assert again.turn_id == first.turn_id
        assert onward.step_id == "account_select"
        assert len(history.recent("default", "s1", a_deadline())) == 2


class SessionsThatForget(MemorySessions):
    """The process dies after history has the turn."""

    def save_many(self, saves: object, deadline: Deadline) -> None:
        raise StoreError("died here")


class SessionsAway(MemorySessions):
    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        raise StoreError("connection refused")


def test_with_the_session_store_away_a_conversation_goes_on_from_history(pack: Pack) -> None:
    parts = replace(memory_parts(pack), sessions=SessionsAway())
    engine = engine_from(parts)

    say(engine, "잔액 조회해 주세요", "m1")
    reply = say(engine, "1234567", "m2")

    assert reply.step_id == "account_select"
    assert reply.trace["degraded"] == {"sessions": "store"}


def test_a_turn_that_waited_in_vain_for_its_session_is_refused_and_not_made_without(
    pack: Pack,
) -> None:
    """Two turns without a lease would be made of the same session."""
    parts = replace(memory_parts(pack), sessions=SessionsAway())
    incoming = Incoming(session_id="s1", user_id="u1", message_id="m1", text="잔액 조회해 주세요")

    with pytest.raises(StoreError):
        engine_from(parts).reply(incoming, no_time())

    assert parts.history.recent("default", "s1", a_deadline()) == ()


def test_a_rebuilt_session_asks_its_secret_step_again(pack: Pack) -> None:
    parts = replace(memory_parts(pack), sessions=SessionsAway())
    engine = engine_from(parts)
    say(engine, "잔액 조회해 주세요", "m1")
    say(engine, "1234567", "m2")

    reply = say(engine, "예금계좌", "m3")

    assert reply.step_id == "auth_request"


def test_a_secret_answer_is_in_no_stored_turn(engine: ChatEngine, parts: Parts) -> None:
    say(engine, "잔액 조회해 주세요")
    say(engine, "1234567")
    say(engine, "예금계좌")

    kept = parts.history.recent("default", "s1", a_deadline())

    assert "1234567" not in repr(kept)
    assert kept[1].user_input == "***"


def test_a_resident_number_is_not_even_in_the_session(pack: Pack) -> None:
    step = Step(
        id="id_number", message="?", input_type=InputType.TEXT, secret=True, next_step="more"
    )
    more = Step(id="more", message="?", input_type=InputType.TEXT)
    flow = Flow(
        id="account_inquiry", name="-", first="id_number", steps={"id_number": step, "more": more}
    )
    parts = memory_parts(replace(pack, flows={**pack.flows, "account_inquiry": flow}))
    engine = engine_from(parts)

    say(engine, "잔액 조회해 주세요", "m1")
    reply = say(engine, "주민번호는 900101-1234567입니다", "m2")
    session = parts.sessions.load("default", "s1", a_deadline())

    assert reply.step_id == "more"
    assert "1234567" not in repr(session)


def test_a_history_that_cannot_keep_the_turn_refuses_the_reply(pack: Pack) -> None:
    engine = engine_from(replace(memory_parts(pack), history=FullHistory()))

    with pytest.raises(StoreError):
        say(engine, "안녕하세요")


class FullHistory(MemoryHistory):
    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        raise StoreError("disk full")


def test_a_request_for_a_person_is_kept_once_numbered_and_withdrawn(
    engine: ChatEngine, parts: Parts
) -> None:
    asked = say(engine, "상담원 연결해 주세요", "m1")
    again = say(engine, "상담원이요", "m2")
    going_on = say(engine, "잔액 조회해 주세요", "m3")
    say(engine, "처음으로", "m4")
    withdrawn = say(engine, "상담 요청 취소", "m5")

    assert asked.handoff is not None
    assert asked.handoff.ticket == "A-0001"
    assert "A-0001" in asked.text
    assert again.handoff == asked.handoff
    assert going_on.step_id == "auth_request"
    assert withdrawn.handoff is not None
    assert withdrawn.handoff.state == "withdrawn"
    assert list(parts.desk.waiting("default", a_deadline())) == []


def test_a_digression_answers_and_comes_back_to_the_question(engine: ChatEngine) -> None:
    question = say(engine, "잔액 조회해 주세요")
    reply = say(engine, "이체 수수료는 얼마인가요?")

    assert reply.source == "faq"
    assert reply.step_id == question.step_id
    assert reply.text.endswith(question.text.splitlines()[-1])


def test_the_third_miss_in_a_row_offers_a_person_and_yes_takes_it(engine: ChatEngine) -> None:
    first = say(engine, "ㅁㄴㅇㄹ ㅋㅌㅊ", "m1")
    second = say(engine, "뷁뚫쉙 깷", "m2")
    offer = say(engine, "쀓뛟 뀳", "m3")
    taken = say(engine, "네", "m4")

    assert first.text != second.text != offer.text
    assert offer.source == "fallback"
    assert "상담원" in offer.text
    assert taken.handoff is not None


def test_silence_is_answered_and_does_not_end_the_scenario(engine: ChatEngine) -> None:
    asked = say(engine, "잔액 조회해 주세요", "m1")
    silent = say(engine, " ", "m2", channel=Channel.VOICE)

    assert silent.step_id == asked.step_id
    assert silent.parts


def test_a_tenant_has_sessions_and_history_of_its_own(engine: ChatEngine, parts: Parts) -> None:
    one = Incoming(tenant_id="one", session_id="s", user_id="u", message_id="m", text="안녕하세요")

    engine.reply(one)
    engine.reply(replace(one, tenant_id="two", text="잔액 조회해 주세요"))

    assert len(parts.history.recent("one", "s", a_deadline())) == 1
    assert len(parts.history.recent("two", "s", a_deadline())) == 1


def test_a_sentence_of_the_pack_that_cannot_be_said_ends_with_an_offer_of_a_person(
    pack: Pack,
) -> None:
    step = Step(id="broken", message="{nobody_sets_this}", input_type=InputType.TEXT)
    flow = Flow(id="account_inquiry", name="-", first="broken", steps={"broken": step})
    parts = memory_parts(replace(pack, flows={**pack.flows, "account_inquiry": flow}))
    engine = engine_from(parts)

    reply = say(engine, "잔액 조회해 주세요", "m1")
    taken = say(engine, "네", "m2")

    assert "상담원" in reply.text
    assert "nobody_sets_this" in reply.facts.broken
    assert taken.handoff is not None


def test_a_back_end_that_is_away_is_said_and_a_person_offered(pack: Pack) -> None:
    call = Step(id="ask", message="-", call=Call(action="no_such_action"))
    flow = Flow(id="account_inquiry", name="-", first="ask", steps={"ask": call})
    parts = memory_parts(replace(pack, flows={**pack.flows, "account_inquiry": flow}))

    reply = say(engine_from(parts), "잔액 조회해 주세요", "m1")

    assert reply.text.startswith("죄송합니다. 지금 정보를 확인할 수 없습니다.")


def test_after_a_long_silence_secrets_are_forgotten_and_asked_again(pack: Pack) -> None:
    clock = HandClock()
    parts = memory_parts(pack, clock)
    engine = engine_from(parts, clock=clock)
    say(engine, "잔액 조회해 주세요", "m1")
    say(engine, "1234567", "m2")

    clock.move(pack.idle_s + 1)
    reply = say(engine, "예금계좌", "m3")

    assert reply.step_id == "auth_request"
    assert reply.facts.rule == "resume_flow"
    assert "고객번호" in reply.text
    lease = parts.sessions.open("default", "s1", a_deadline())
    assert lease.session is not None
    assert "1234567" not in str(lease.session.to_json())


def test_a_short_silence_changes_nothing(pack: Pack) -> None:
    clock = HandClock()
    engine = engine_from(memory_parts(pack, clock), clock=clock)
    say(engine, "잔액 조회해 주세요", "m1")
    say(engine, "1234567", "m2")

    clock.move(pack.idle_s - 1)
    reply = say(engine, "예금계좌", "m3")

    assert reply.step_id == "show_balance"


def test_a_scenario_whose_step_was_deleted_ends_with_an_apology_and_a_person(pack: Pack) -> None:
    parts = memory_parts(pack)
    say(engine_from(parts), "잔액 조회해 주세요", "m1")
    flow = pack.flows["account_inquiry"]
    steps = {name: step for name, step in flow.steps.items() if name != "auth_request"}
    changed = replace(flow, steps=steps, first="account_select", version="of tomorrow")
    other = replace(parts, pack=replace(pack, flows={**pack.flows, flow.id: changed}))

    engine = engine_from(other)
    reply = say(engine, "1234567", "m2")
    accepted = say(engine, "네", "m3")

    assert reply.facts.rule == "say_flow_is_lost"
    assert reply.quick_replies
    assert accepted.handoff is not None


def test_a_correction_in_a_conversation_is_taken_and_traced(engine: ChatEngine) -> None:
    say(engine, "대출 받고 싶어요", "m1")
    say(engine, "오천만 원이요", "m2")

    reply = say(engine, "아니 육천만 원이요", "m3")

    assert reply.facts.rule == "correct"
    assert reply.facts.corrects == "income_verification"
    assert reply.step_id == "employment_info"


def test_words_change_with_each_try(engine: ChatEngine) -> None:
    say(engine, "이체한도 변경", "m1")
    say(engine, "1234567", "m2")

    first = say(engine, "음 글쎄", "m3")
    second = say(engine, "그게 음", "m4")

    assert first.text != second.text
    assert "상담원" in second.text


def test_a_conversation_begun_on_chat_goes_on_by_phone(engine: ChatEngine) -> None:
    say(engine, "잔액 조회해 주세요", "m1", channel=Channel.CHAT)

    reply = say(engine, "일이삼사오육칠", "m2", channel=Channel.VOICE)

    assert reply.step_id == "account_select"


def broken_off(engine: ChatEngine) -> None:
    """A call of user u1 that ends in the middle of a scenario."""
    say(engine, "잔액 조회해 주세요", "m1", session_id="call-1", channel=Channel.VOICE)
    say(engine, "1234567", "m2", session_id="call-1", channel=Channel.VOICE)


def test_a_scenario_that_was_broken_off_is_offered_in_the_next_conversation(
    pack: Pack,
) -> None:
    clock = HandClock()
    engine = engine_from(memory_parts(pack, clock), clock=clock)
    broken_off(engine)

    offered = say(engine, "안녕하세요", "m3", session_id="chat-1")
    resumed = say(engine, "네", "m4", session_id="chat-1")
    went_on = say(engine, "1234567", "m5", session_id="chat-1")

    assert offered.facts.rule == "offer_to_resume"
    assert "계좌 조회를" in offered.text
    assert resumed.step_id == "auth_request"
    assert went_on.step_id == "account_select"


def test_who_does_not_want_to_go_on_is_asked_what_else(pack: Pack) -> None:
    engine = engine_from(memory_parts(pack))
    broken_off(engine)

    say(engine, "안녕하세요", "m3", session_id="chat-1")
    declined = say(engine, "아니요", "m4", session_id="chat-1")
    again = say(engine, "네", "m5", session_id="chat-1")

    assert "무엇을 도와드릴까요" in declined.text
    assert again.step_id is None


def test_who_asks_for_the_same_scenario_may_begin_it_anew(pack: Pack) -> None:
    engine = engine_from(memory_parts(pack))
    broken_off(engine)

    offered = say(engine, "잔액 조회해 주세요", "m3", session_id="chat-1")
    anew = say(engine, "아니요", "m4", session_id="chat-1")

    assert offered.facts.rule == "offer_to_resume"
    assert anew.step_id == "auth_request"


@pytest.mark.parametrize("text", ["카드를 잃어버렸어요", "상담원 연결해 주세요"])
def test_who_wants_something_else_gets_that_at_once(pack: Pack, text: str) -> None:
    engine = engine_from(memory_parts(pack))
    broken_off(engine)

    reply = say(engine, text, "m3", session_id="chat-1")

    assert reply.facts.rule != "offer_to_resume"
    assert "이어서" not in reply.text


def test_nobody_else_and_nobody_later_is_offered_it(pack: Pack) -> None:
    clock = HandClock()
    engine = engine_from(memory_parts(pack, clock), clock=clock)
    broken_off(engine)

    other = say(engine, "안녕하세요", "m3", session_id="chat-1", user_id="u2")
    clock.move(pack.resume_s + 1)
    later = say(engine, "안녕하세요", "m3", session_id="chat-2")

    assert "이어서" not in other.text
    assert "이어서" not in later.text


def test_a_scenario_that_ended_is_not_offered(pack: Pack) -> None:
    engine = engine_from(memory_parts(pack))
    broken_off(engine)
    say(engine, "예금계좌", "m3", session_id="call-1", channel=Channel.VOICE)

    reply = say(engine, "안녕하세요", "m4", session_id="chat-1")

    assert "이어서" not in reply.text


@pytest.mark.parametrize("said", ["다시 말해 주세요", "이전으로"])
def test_after_a_long_silence_no_old_question_is_repeated(pack: Pack, said: str) -> None:
    clock = HandClock()
    engine = engine_from(memory_parts(pack, clock), clock=clock)
    say(engine, "계좌이체 할게요", "m1")
    say(engine, "1990년 3월 5일", "m2")

    clock.move(pack.idle_s + 1)
    reply = say(engine, said, "m3")

    assert reply.facts.rule == "resume_flow"
    assert reply.step_id == "identity_birth_date"
