"""What every history store promises, over all its adapters."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta, timezone

import pytest

from aicc.domain.turn import DEFAULT_TENANT, Channel, TurnRecord
from aicc.stores.history.dynamodb import DynamoHistory
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.port import HistoryStore
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline, a_turn
from tests.servers.dynamodb import TABLE, a_history_table


def memory_history(_stack: ExitStack, _request: pytest.FixtureRequest) -> HistoryStore:
    return MemoryHistory()


def sqlite_history(stack: ExitStack, request: pytest.FixtureRequest) -> HistoryStore:
    path = request.getfixturevalue("tmp_path") / "aicc.db"
    return SqliteHistory(stack.enter_context(SqliteFile(path)))


def dynamodb_history(stack: ExitStack, request: pytest.FixtureRequest) -> HistoryStore:
    client = stack.enter_context(a_history_table(request.getfixturevalue("monkeypatch")))
    return DynamoHistory(client, TABLE)


STORES = {"memory": memory_history, "sqlite": sqlite_history, "dynamodb": dynamodb_history}
PURGING = [memory_history, sqlite_history]  # of the others the table's time to live does it


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def store(request: pytest.FixtureRequest) -> Iterator[HistoryStore]:
    with ExitStack() as stack:
        yield request.param(stack, request)


def said(turns: Sequence[TurnRecord]) -> list[str]:
    return [turn.user_input for turn in turns]


def test_recent_returns_the_last_turns_in_order(store: HistoryStore) -> None:
    for minute, text in enumerate(["잔액", "이체", "상담원"]):
        store.append_many([a_turn(text, minute=minute)], a_deadline())

    assert said(store.recent("bank", "s1", a_deadline(), limit=2)) == ["이체", "상담원"]


def test_a_turn_comes_back_as_it_was_kept(store: HistoryStore) -> None:
    turn = TurnRecord(
        tenant_id="bank",
        session_id="s1",
        turn_id="t1",
        at=A_DAY + timedelta(microseconds=7),
        user_id="u1",
        user_input="카드를 잃어버렸어요 😢",
        bot_response="",
        channel=Channel.VOICE,
        message_id="",
        metadata={"score": 0.8125, "steps": [1, None, True, "단계"], "ms": {"nlu": 1e-05}},
    )

    store.append_many([turn], a_deadline())

    assert list(store.recent("bank", "s1", a_deadline())) == [turn]


def test_an_instant_given_in_another_time_zone_is_the_same_instant(store: HistoryStore) -> None:
    seoul = timezone(timedelta(hours=9))
    first, second = a_turn("먼저", minute=1), a_turn("나중", minute=2)
    moved = TurnRecord(
        tenant_id="bank",
        session_id="s1",
        turn_id=first.turn_id,
        at=first.at.astimezone(seoul),
        user_id="u1",
        user_input="먼저",
        bot_response="",
    )

    store.append_many([second, moved], a_deadline())

    assert said(store.recent("bank", "s1", a_deadline())) == ["먼저", "나중"]


def test_appending_the_same_turn_again_changes_nothing(store: HistoryStore) -> None:
    turns = [a_turn("잔액", minute=0), a_turn("이체", minute=1)]
    store.append_many(turns, a_deadline())

    store.append_many([*turns, turns[0]], a_deadline())

    assert said(store.recent("bank", "s1", a_deadline())) == ["잔액", "이체"]
    assert said(store.by_user("bank", "u1", a_deadline())) == ["잔액", "이체"]


def test_turns_come_in_the_order_they_were_said_whatever_the_order_they_were_kept(
    store: HistoryStore,
) -> None:
    store.append_many([a_turn("나중", minute=9)], a_deadline())
    store.append_many([a_turn("먼저", minute=1)], a_deadline())

    assert said(store.recent("bank", "s1", a_deadline())) == ["먼저", "나중"]


def test_turns_of_one_instant_are_all_kept_in_one_order(store: HistoryStore) -> None:
    store.append_many([a_turn("둘", turn_id="b"), a_turn("하나", turn_id="a")], a_deadline())

    assert said(store.recent("bank", "s1", a_deadline())) == ["하나", "둘"]


def test_since_returns_the_turns_of_all_sessions_from_an_instant_on(store: HistoryStore) -> None:
    turns = [
        a_turn("어제", session_id="s1", minute=0),
        a_turn("셋", session_id="s2", minute=4),
        a_turn("하나", session_id="s3", user_id="u2", minute=2),
        a_turn("둘", session_id="s1", minute=3),
    ]
    store.append_many(turns, a_deadline())

    at = turns[2].at.astimezone(timezone(timedelta(hours=9)))

    assert said(store.since("bank", at, a_deadline())) == ["하나", "둘", "셋"]
    assert said(store.since("bank", at, a_deadline(), limit=2)) == ["둘", "셋"]


@pytest.mark.parametrize("tenant_id", ["shop", DEFAULT_TENANT, "bank#"])
def test_since_never_shows_another_tenants_turns(store: HistoryStore, tenant_id: str) -> None:
    store.append_many([a_turn("잔액")], a_deadline())

    assert list(store.since(tenant_id, A_DAY - timedelta(days=1), a_deadline())) == []


def test_sixty_turns_in_one_append_are_all_kept(store: HistoryStore) -> None:
    store.append_many([a_turn(f"말 {i}", minute=i) for i in range(60)], a_deadline())

    expected = [f"말 {i}" for i in range(60)]
    assert said(store.recent("bank", "s1", a_deadline(), limit=100)) == expected
    assert said(store.recent("bank", "s1", a_deadline())) == expected[10:]


def test_nothing_to_append_is_no_error(store: HistoryStore) -> None:
    store.append_many([], a_deadline())

    assert list(store.recent("bank", "s1", a_deadline())) == []


def test_tenants_never_see_each_other(store: HistoryStore) -> None:
    store.append_many(
        [
            a_turn("은행", tenant_id="bank", session_id="a#b", user_id="a#b"),
            a_turn("다른 은행", tenant_id="bank#a", session_id="b", user_id="b"),
            a_turn("기본", tenant_id="default", session_id="bank#a#b", user_id="bank#a#b"),
        ],
        a_deadline(),
    )

    for tenant_id, own_id, text in [
        ("bank", "a#b", "은행"),
        ("bank#a", "b", "다른 은행"),
        ("default", "bank#a#b", "기본"),
    ]:
        assert said(store.recent(tenant_id, own_id, a_deadline())) == [text]
        assert said(store.by_user(tenant_id, own_id, a_deadline())) == [text]
    assert list(store.recent("shop", "a#b", a_deadline())) == []
    assert list(store.by_user("shop", "a#b", a_deadline())) == []
    assert store.by_message("shop", "a#b", "message-0", a_deadline()) is None
    assert store.erase("shop", "a#b", a_deadline()) == 0
    assert said(store.recent("bank", "a#b", a_deadline())) == ["은행"]


def test_by_message_finds_the_turn_that_answered_it(store: HistoryStore) -> None:
    turns = [a_turn(f"말 {i}", minute=i, message_id=f"m{i}") for i in range(60)]
    store.append_many(turns, a_deadline())

    assert store.by_message("bank", "s1", "m3", a_deadline()) == turns[3]
    assert store.by_message("bank", "s1", "m60", a_deadline()) is None
    assert store.by_message("bank", "another session", "m3", a_deadline()) is None


def test_by_user_gathers_the_users_last_turns_over_all_sessions(store: HistoryStore) -> None:
    store.append_many(
        [
            a_turn("하나", session_id="s1", minute=1),
            a_turn("둘", session_id="s2", minute=2),
            a_turn("셋", session_id="s1", minute=3),
            a_turn("남의 말", session_id="s3", user_id="u2", minute=4),
        ],
        a_deadline(),
    )

    assert said(store.by_user("bank", "u1", a_deadline())) == ["하나", "둘", "셋"]
    assert said(store.by_user("bank", "u1", a_deadline(), limit=2)) == ["둘", "셋"]


def test_an_erased_session_is_gone_everywhere_and_the_others_stay(store: HistoryStore) -> None:
    store.append_many([a_turn(f"말 {i}", minute=i) for i in range(60)], a_deadline())
    store.append_many([a_turn("남는 말", session_id="s2", minute=99)], a_deadline())

    assert store.erase("bank", "s1", a_deadline()) == 60

    assert list(store.recent("bank", "s1", a_deadline())) == []
    assert store.by_message("bank", "s1", "message-3", a_deadline()) is None
    assert said(store.by_user("bank", "u1", a_deadline())) == ["남는 말"]
    assert store.erase("bank", "s1", a_deadline()) == 0


@pytest.mark.parametrize("store", PURGING, ids=["memory", "sqlite"], indirect=True)
def test_old_turns_are_purged_but_for_those_of_held_users(store: HistoryStore) -> None:
    store.append_many(
        [
            a_turn("오래됨", minute=0),
            a_turn("붙잡힘", minute=1, user_id="u2"),
            a_turn("새것", minute=9),
        ],
        a_deadline(),
    )

    gone = store.purge(A_DAY + timedelta(minutes=5), a_deadline(), held=["u2"])

    assert gone == 1
    assert said(store.recent("bank", "s1", a_deadline())) == ["붙잡힘", "새것"]


def test_a_probe_leaves_nothing_behind(store: HistoryStore) -> None:
    store.append_many([a_turn("하나", minute=1)], a_deadline())

    store.probe(a_deadline())
    store.probe(a_deadline())

    assert said(store.since("bank", A_DAY, a_deadline())) == ["하나"]
    assert list(store.recent("default", "probe", a_deadline())) == []
