"""What every feedback store promises, over all its adapters."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from aicc.domain.feedback import AnswerCount, Rating, Thumb, Unanswered
from aicc.ids import new_id
from aicc.stores.feedback import dynamodb, memory, sqlite
from aicc.stores.feedback.dynamodb import DynamoFeedback
from aicc.stores.feedback.memory import MemoryFeedback
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.feedback.sqlite import SqliteFeedback
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table


def memory_feedback(_stack: ExitStack, _request: pytest.FixtureRequest) -> FeedbackStore:
    return MemoryFeedback()


def sqlite_feedback(stack: ExitStack, request: pytest.FixtureRequest) -> FeedbackStore:
    path = request.getfixturevalue("tmp_path") / "aicc.db"
    return SqliteFeedback(stack.enter_context(SqliteFile(path)), "banking")


def dynamodb_feedback(stack: ExitStack, request: pytest.FixtureRequest) -> FeedbackStore:
    client = stack.enter_context(a_state_table(request.getfixturevalue("monkeypatch")))
    return DynamoFeedback(client, STATE_TABLE, "banking")


STORES = {"memory": memory_feedback, "sqlite": sqlite_feedback, "dynamodb": dynamodb_feedback}
PURGING = [memory_feedback, sqlite_feedback]  # of the others the table's time to live does it


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def store(request: pytest.FixtureRequest) -> Iterator[FeedbackStore]:
    with ExitStack() as stack:
        yield request.param(stack, request)


TwoPacks = tuple[FeedbackStore, FeedbackStore]


@pytest.fixture(params=["sqlite", "dynamodb"])
def two_packs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TwoPacks]:
    """Of one installation: under the pack it had, and under the one it has."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            file = stack.enter_context(SqliteFile(tmp_path / "aicc.db"))
            yield SqliteFeedback(file, "general"), SqliteFeedback(file, "banking")
        else:
            client = stack.enter_context(a_state_table(request.getfixturevalue("monkeypatch")))
            yield (
                DynamoFeedback(client, STATE_TABLE, "general"),
                DynamoFeedback(client, STATE_TABLE, "banking"),
            )


def rate(store: FeedbackStore, turn_id: str, faq_id: str, thumb: Thumb, day: int = 0) -> None:
    rating = Rating(turn_id=turn_id, faq_id=faq_id, thumb=thumb, at=A_DAY + timedelta(days=day))
    store.rate("bank", rating, a_deadline())


def ask(
    store: FeedbackStore, text: str, minute: int = 0, *, tenant_id: str = "bank", turn: str = ""
) -> None:
    at = A_DAY + timedelta(minutes=minute)
    store.keep_unanswered(tenant_id, turn or new_id(), text, at, a_deadline())


def texts(store: FeedbackStore, tenant_id: str = "bank") -> list[str]:
    return [each.text for each in store.unanswered(tenant_id, a_deadline())]


def test_answers_and_ratings_are_counted_by_entry(store: FeedbackStore) -> None:
    for _ in range(3):
        store.count_answer("bank", "fee", A_DAY, a_deadline())
    rate(store, "t1", "fee", Thumb.UP)
    rate(store, "t2", "fee", Thumb.DOWN)
    rate(store, "t3", "hours", Thumb.DOWN)

    assert list(store.given("bank", A_DAY, a_deadline())) == [
        AnswerCount(faq_id="fee", count=3, up=1, down=1),
        AnswerCount(faq_id="hours", count=0, up=0, down=1),
    ]


def test_a_second_rating_of_a_turn_replaces_the_first(store: FeedbackStore) -> None:
    rate(store, "t1", "fee", Thumb.DOWN)
    rate(store, "t1", "fee", Thumb.UP)

    assert list(store.given("bank", A_DAY, a_deadline())) == [AnswerCount(faq_id="fee", up=1)]


def test_ratings_come_one_by_one_the_oldest_first(store: FeedbackStore) -> None:
    rate(store, "t2", "fee", Thumb.DOWN, day=2)
    rate(store, "t1", "hours", Thumb.UP, day=1)
    rate(store, "t0", "fee", Thumb.UP, day=-1)

    found = store.ratings("bank", A_DAY, a_deadline())

    assert [(each.turn_id, each.faq_id, each.thumb) for each in found] == [
        ("t1", "hours", Thumb.UP), ("t2", "fee", Thumb.DOWN),
    ]  # fmt: skip
    assert found[0].at == A_DAY + timedelta(days=1)
    assert list(store.ratings("shop", A_DAY, a_deadline())) == []


def test_what_was_before_the_day_asked_for_is_left_out(store: FeedbackStore) -> None:
    store.count_answer("bank", "fee", A_DAY - timedelta(days=1), a_deadline())
    store.count_answer("bank", "fee", A_DAY, a_deadline())
    rate(store, "t1", "fee", Thumb.UP, day=-1)

    assert list(store.given("bank", A_DAY, a_deadline())) == [AnswerCount(faq_id="fee", count=1)]


def test_a_question_asked_again_is_counted(store: FeedbackStore) -> None:
    ask(store, "주차장이 있나요", minute=1)
    ask(store, "주차장이 있나요", minute=9)

    assert list(store.unanswered("bank", a_deadline())) == [
        Unanswered(
            text="주차장이 있나요",
            count=2,
            first_at=A_DAY + timedelta(minutes=1),
            last_at=A_DAY + timedelta(minutes=9),
        )
    ]


def test_questions_come_most_asked_first(store: FeedbackStore) -> None:
    for text in ("나", "가", "다", "다"):
        ask(store, text)

    assert texts(store) == ["다", "가", "나"]


def test_forgotten_questions_are_gone_and_the_others_stay(store: FeedbackStore) -> None:
    for text in ("가", "나", "다"):
        ask(store, text)

    forgotten = store.forget_unanswered("bank", ["가", "다", "라"], a_deadline())

    assert forgotten == 2
    assert texts(store) == ["나"]
    assert store.forget_unanswered("bank", [], a_deadline()) == 0


def test_a_question_that_is_taken_back_stays_where_others_asked_it(store: FeedbackStore) -> None:
    for at, text in enumerate(("가", "나", "나", "다"), start=1):
        ask(store, text, turn=f"turn-{at}")

    gone = store.take_back_unanswered("bank", ["turn-1", "turn-2", "turn-9"], a_deadline())

    assert gone == 1
    assert texts(store) == ["나", "다"]
    assert [each.count for each in store.unanswered("bank", a_deadline())] == [1, 1]
    assert store.take_back_unanswered("bank", ["turn-1", "turn-2"], a_deadline()) == 0
    assert texts(store) == ["나", "다"]


def test_a_turn_that_is_kept_again_is_counted_once(store: FeedbackStore) -> None:
    for _ in range(2):
        store.keep_unanswered("bank", "t1", "가", A_DAY, a_deadline())

    assert [each.count for each in store.unanswered("bank", a_deadline())] == [1]


def test_what_was_forgotten_and_asked_anew_is_not_taken_back(store: FeedbackStore) -> None:
    store.keep_unanswered("bank", "t1", "가", A_DAY, a_deadline())
    store.forget_unanswered("bank", ["가"], a_deadline())
    store.keep_unanswered("bank", "t2", "가", A_DAY + timedelta(hours=1), a_deadline())

    assert store.take_back_unanswered("bank", ["t1"], a_deadline()) == 0
    assert texts(store) == ["가"]


def test_turns_under_an_earlier_pack_are_erased_too(two_packs: TwoPacks) -> None:
    before, now = two_packs
    rate(before, "t1", "fee", Thumb.UP)
    before.keep_unanswered("bank", "t2", "가", A_DAY, a_deadline())
    now.keep_unanswered("bank", "t3", "가", A_DAY, a_deadline())

    assert now.erase_ratings("bank", ["t1"], a_deadline()) == 1
    assert now.take_back_unanswered("bank", ["t2"], a_deadline()) == 1

    assert list(before.ratings("bank", A_DAY, a_deadline())) == []
    assert (texts(before), texts(now)) == ([], ["가"])


def test_ratings_go_with_their_turns(store: FeedbackStore) -> None:
    rate(store, "t1", "fee", Thumb.UP)
    rate(store, "t2", "fee", Thumb.UP)

    assert store.erase_ratings("bank", ["t1", "t9"], a_deadline()) == 1

    assert [each.turn_id for each in store.ratings("bank", A_DAY, a_deadline())] == ["t2"]


@pytest.mark.parametrize("store", PURGING, ids=["memory", "sqlite"], indirect=True)
def test_what_nobody_asked_for_long_is_purged(store: FeedbackStore) -> None:
    ask(store, "가", minute=1)
    ask(store, "나", minute=9)

    assert store.purge_unanswered(A_DAY + timedelta(minutes=5), a_deadline()) == 1

    assert texts(store) == ["나"]


def test_of_too_many_questions_the_oldest_go(
    store: FeedbackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (memory, sqlite, dynamodb):
        monkeypatch.setattr(module, "MOST_UNANSWERED", 2)

    for minute, text in enumerate(["가", "나", "가", "다"]):
        ask(store, text, minute)

    assert texts(store) == ["가", "다"]


def test_tenants_never_see_each_other(store: FeedbackStore) -> None:
    ask(store, "은행의 질문", tenant_id="bank")
    store.count_answer("bank", "fee", A_DAY, a_deadline())

    assert texts(store, "shop") == []
    assert list(store.given("shop", A_DAY, a_deadline())) == []
    assert store.forget_unanswered("shop", ["은행의 질문"], a_deadline()) == 0
