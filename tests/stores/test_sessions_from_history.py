"""Functions that share nothing but the history: each goes on where another one stopped."""

from dataclasses import replace

import pytest

from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.domain.turn import Incoming, Reply
from aicc.errors import StoreError
from aicc.packs.loader import load_pack
from aicc.session_stores import sessions_from
from aicc.settings import Settings
from aicc.stores.secrets.seal import Seal
from aicc.stores.sessions import from_history
from aicc.stores.sessions.from_history import HistorySessions
from aicc.stores.sessions.port import Save
from aicc.wiring import Parts, memory_parts, open_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline, a_session


class Written:
    """What the history has, which can be away."""

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.is_away = False

    def __call__(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        if self.is_away:
            raise StoreError("history: away")
        return self.sessions.get(session_id)


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def store(written: Written) -> HistorySessions:
    return HistorySessions(written)


def keep(store: HistorySessions, session: Session) -> None:
    lease = store.open(session.tenant_id, session.session_id, a_deadline())
    store.save_many([Save(lease=lease, session=session)], a_deadline())


def test_two_containers_take_turns_in_one_conversation() -> None:
    """The first one must not go on from where it stood itself."""
    key = "a-made-up-key-of-more-than-32-characters"
    shared = replace(memory_parts(load_pack("banking")), key=key, seal=Seal(key))
    here, there = (a_container(shared) for _ in range(2))

    say(here, 1, "잔액 조회해 주세요")
    say(there, 2, "1234567")
    reply = say(here, 3, "예금계좌")

    assert reply.step_id == "show_balance"


def test_the_newer_of_what_is_written_and_what_is_known_here_goes_on(
    store: HistorySessions, written: Written
) -> None:
    keep(store, a_session("s1", turns=3))
    written.sessions["s1"] = a_session("s1", turns=2)
    before = store.load("bank", "s1", a_deadline())
    written.sessions["s1"] = a_session("s1", turns=4)
    after = store.open("bank", "s1", a_deadline()).session

    assert before is not None
    assert before.turns == 3
    assert after is not None
    assert after.turns == 4


def test_what_is_known_here_stands_in_for_a_history_that_is_away(
    store: HistorySessions, written: Written
) -> None:
    keep(store, a_session("s1", turns=3))
    written.is_away = True

    assert store.load("bank", "s1", a_deadline()) == a_session("s1", turns=3)
    assert store.open("bank", "s2", a_deadline()).session is None


def test_only_the_last_sessions_stay_in_memory(
    store: HistorySessions, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_history, "MOST_KEPT", 2)
    for name in ("s1", "s2", "s3"):
        keep(store, a_session(name))

    known = [store.load("bank", name, a_deadline()) is not None for name in ("s1", "s2", "s3")]

    assert known == [False, True, True]


def test_the_setting_chooses_them() -> None:
    environ = {
        "AICC_PACK": "general",
        "AICC_SESSION_STORE": "history",
        "AICC_HISTORY_STORE": "memory",
    }

    parts = open_parts(Settings.load(environ))

    assert isinstance(parts.sessions, HistorySessions)


def a_container(shared: Parts) -> ChatEngine:
    return engine_from(replace(shared, sessions=sessions_from(shared.history)))


def say(engine: ChatEngine, number: int, text: str) -> Reply:
    incoming = Incoming(session_id="s1", user_id="u1", message_id=f"m{number}", text=text)
    return engine.reply(incoming, a_deadline(30))
