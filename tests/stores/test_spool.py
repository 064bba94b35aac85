"""A history that is away loses no turn and doubles none: what it cannot take waits, and is
written when it is back."""

import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import boto3
import pytest
from moto import mock_aws

from aicc.breaker import CircuitBreaker
from aicc.clock import utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import Incoming, TurnRecord
from aicc.errors import StoreError
from aicc.packs.loader import load_pack
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.spooled import SpooledHistory
from aicc.stores.spool.folder import FolderSpool
from aicc.stores.spool.lines import from_line, to_line
from aicc.stores.spool.port import Spool
from aicc.stores.spool.sqs import SqsSpool
from aicc.wiring import memory_parts
from chatbot_engine import engine_from
from lambdas.start import service_of, serving
from tests.fakes import a_deadline, a_turn, no_time
from tests.servers.dynamodb import REGION, make_up_credentials


class FaultyHistory(MemoryHistory):
    """Refuses, or writes and then does not say so, as often as `fails` wants."""

    def __init__(self, fails: Callable[[], str]) -> None:
        super().__init__()
        self._fails = fails

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        fault = self._fails()
        if fault == "answer lost":
            super().append_many(turns, deadline)
        if fault:
            raise StoreError(f"history.append: {fault}")
        super().append_many(turns, deadline)

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        if self._fails():
            raise StoreError("history.recent: away")
        return super().recent(tenant_id, session_id, deadline, limit)

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        if self._fails():
            raise StoreError("history.by_user: away")
        return super().by_user(tenant_id, user_id, deadline, limit)


def no_rest() -> CircuitBreaker:
    return CircuitBreaker(failures=10**9)


def spooled(history: FaultyHistory, spool: Spool) -> SpooledHistory:
    return SpooledHistory(history, spool, replays=False, breaker=no_rest())


class Switch:
    """Away until it is back."""

    def __init__(self) -> None:
        self.fault = "throttled"

    def __call__(self) -> str:
        return self.fault


@pytest.fixture
def folder_spool(tmp_path: Path) -> Iterator[FolderSpool]:
    spool = FolderSpool(tmp_path / "spool")
    yield spool
    spool.close()


@pytest.fixture
def sqs_spool(monkeypatch: pytest.MonkeyPatch) -> Iterator[SqsSpool]:
    make_up_credentials(monkeypatch)
    with mock_aws():
        client = boto3.client("sqs", region_name=REGION)
        made = client.create_queue(QueueName="turns.fifo", Attributes={"FifoQueue": "true"})
        yield SqsSpool(client, made["QueueUrl"])


@pytest.fixture(params=["folder", "sqs"])
def spool(request: pytest.FixtureRequest) -> Spool:
    found: Spool = request.getfixturevalue(f"{request.param}_spool")
    return found


def texts(history: MemoryHistory | SpooledHistory, session_id: str = "s1") -> list[str]:
    return [turn.user_input for turn in history.recent("bank", session_id, a_deadline())]


def test_a_turn_is_one_line_and_comes_back_as_it_was() -> None:
    turn = a_turn("첫 줄\n둘째 줄", metadata={"reply": {"parts": ["답\n입니다"]}, "n": 0.5})

    line = to_line(turn)

    assert "\n" not in line
    assert from_line(line) == turn


def test_what_the_history_cannot_take_is_written_when_it_is_back(spool: Spool) -> None:
    away = Switch()
    inner = FaultyHistory(away)
    history = spooled(inner, spool)
    for minute, text in enumerate(("하나", "둘", "셋")):
        history.append_many([a_turn(text, minute=minute)], a_deadline())
    waited = history.waiting(a_deadline())

    away.fault = ""
    written = history.replay()

    assert (waited, written, history.waiting(a_deadline())) == (3, 3, 0)
    assert texts(inner) == ["하나", "둘", "셋"]


def test_a_history_that_is_still_away_leaves_all_waiting(folder_spool: FolderSpool) -> None:
    away = Switch()
    history = spooled(FaultyHistory(away), folder_spool)
    history.append_many([a_turn("하나")], a_deadline())

    with pytest.raises(StoreError):
        history.replay()

    assert history.waiting(a_deadline()) == 1
    away.fault = ""
    assert history.replay() == 1


def at_the_first_lock(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """What another process does between the opening of a file and its lock."""
    lock = fcntl.flock
    waiting = [meanwhile]

    def later(file: BinaryIO, how: int) -> None:
        while waiting:
            waiting.pop()()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", later)


def test_a_file_taken_away_before_it_was_locked_is_begun_anew(
    folder_spool: FolderSpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FolderSpool(tmp_path / "spool")
    written: list[TurnRecord] = []
    at_the_first_lock(monkeypatch, lambda: other.replay(written.extend))

    folder_spool.put([a_turn("하나")], a_deadline())

    assert (written, folder_spool.waiting(a_deadline())) == ([], 1)
    (file,) = (tmp_path / "spool").glob("*.turns")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_another_process_is_replaying_is_not_written_into(
    folder_spool: FolderSpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as opened:
        held: list[BinaryIO] = []

        def hold() -> None:
            (path,) = (tmp_path / "spool").glob("*.turns")
            held.append(opened.enter_context(path.open("rb")))
            fcntl.flock(held[0], fcntl.LOCK_EX)

        at_the_first_lock(monkeypatch, hold)

        folder_spool.put([a_turn("하나")], a_deadline())

        assert held[0].read() == b""
    assert folder_spool.waiting(a_deadline()) == 1


def test_what_another_process_replayed_meanwhile_is_not_written_twice(
    folder_spool: FolderSpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_spool.put([a_turn("하나")], a_deadline())
    other = FolderSpool(tmp_path / "spool")
    written: list[TurnRecord] = []
    folder_spool.close()
    at_the_first_lock(monkeypatch, lambda: other.replay(written.extend))

    assert folder_spool.replay(written.extend) == 0
    assert [turn.user_input for turn in written] == ["하나"]


def test_a_turn_that_was_written_though_nobody_said_so_is_there_once(spool: Spool) -> None:
    away = Switch()
    away.fault = "answer lost"
    inner = FaultyHistory(away)
    history = spooled(inner, spool)
    history.append_many([a_turn("하나")], a_deadline())

    away.fault = ""
    history.replay()

    assert texts(inner) == ["하나"]


def test_what_waits_is_read_with_what_is_written(folder_spool: FolderSpool) -> None:
    away = Switch()
    history = spooled(FaultyHistory(away), folder_spool)
    away.fault = ""
    history.append_many([a_turn("하나", minute=1)], a_deadline())
    away.fault = "broken"
    history.append_many([a_turn("둘", minute=2)], a_deadline())
    only_waiting = texts(history)

    away.fault = ""

    assert only_waiting == ["둘"]
    assert texts(history) == ["하나", "둘"]
    repeated = history.by_message("bank", "s1", "message-2", a_deadline())
    assert repeated
    assert repeated.user_input == "둘"


def test_turns_of_a_process_that_is_gone_are_taken_over(tmp_path: Path) -> None:
    gone = FolderSpool(tmp_path)
    gone.put([a_turn("하나", minute=1), a_turn("둘", minute=2)], a_deadline())
    [file] = tmp_path.glob("*.turns")
    with file.open("ab") as torn:
        torn.write(b'0badc0de {"tenant_id":"ba')  # kill -9 in the middle of a write
    inner = MemoryHistory()
    still_there = FolderSpool(tmp_path).replay(lambda turns: inner.append_many(turns, a_deadline()))
    gone.close()

    taken = FolderSpool(tmp_path).replay(lambda turns: inner.append_many(turns, a_deadline()))

    assert (still_there, taken) == (0, 2)
    assert texts(inner) == ["하나", "둘"]
    assert list(tmp_path.glob("*.turns")) == []


def test_an_erased_session_is_not_written_any_more(folder_spool: FolderSpool) -> None:
    away = Switch()
    inner = FaultyHistory(away)
    history = spooled(inner, folder_spool)
    history.append_many([a_turn("하나", session_id="s1")], a_deadline())
    history.append_many([a_turn("둘", session_id="s2")], a_deadline())

    away.fault = ""
    history.erase("bank", "s1", a_deadline())
    history.replay()

    assert (texts(inner, "s1"), texts(inner, "s2")) == ([], ["둘"])


def test_what_waits_in_another_process_is_erased_too(tmp_path: Path) -> None:
    other, here = FolderSpool(tmp_path), FolderSpool(tmp_path)
    other.put([a_turn("지워 주세요", minute=1)], a_deadline())
    other.put([a_turn("남는 말", minute=1, session_id="s2")], a_deadline())

    here.erase("bank", "s1")
    other.put(
        [replace(a_turn("다시 왔어요", minute=2), at=utc_now() + timedelta(hours=1))], a_deadline()
    )
    history = MemoryHistory()
    other.replay(lambda turns: history.append_many(turns, a_deadline()))

    assert texts(history) == ["다시 왔어요"]
    assert texts(history, "s2") == ["남는 말"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_nothing_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")

    with pytest.raises(StoreError, match="spool"):
        FolderSpool(tmp_path / "spool").put([a_turn()], a_deadline())


def test_a_queue_is_not_asked_when_the_time_is_over(sqs_spool: SqsSpool) -> None:
    with pytest.raises(StoreError):
        sqs_spool.put([a_turn()], no_time())


class Faults:
    """Throttled, broken, hanging or mute, for a while each, then well for a while."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._fault, self._left = "", 0

    def __call__(self) -> str:
        if not self._left:
            kinds = ["", "throttled", "broken", "no answer in time", "answer lost"]
            self._fault = self._random.choice(kinds)
            self._left = self._random.randint(1, 40)
        self._left -= 1
        return self._fault


@pytest.mark.parametrize("turns", [400, pytest.param(10_000, marks=pytest.mark.long)])
def test_no_turn_is_lost_or_doubled_while_the_history_comes_and_goes(
    turns: int, folder_spool: FolderSpool, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = FaultyHistory(Faults(seed=20261130))
    history = spooled(inner, folder_spool)
    engine = engine_from(replace(memory_parts(load_pack("general")), history=history))
    random, answered = Random(1), Counter[str]()

    for number in range(turns):
        said = Incoming(
            session_id=f"s{number // 8}",
            user_id=f"u{number // 16}",
            message_id=f"m{number % 8}",
            text=random.choice(["안녕하세요", "영업시간 알려 주세요", "주차 되나요", "고마워요"]),
        )
        for _ in range(random.choice([1, 1, 1, 2])):  # now and then a message comes twice
            answered[engine.reply(said, a_deadline(30)).turn_id] = 1
        if random.random() < 0.02:
            _replay(history)
    while history.waiting(a_deadline()):
        _replay(history)

    kept = Counter(
        turn.turn_id
        for session in range((turns + 7) // 8)
        for turn in MemoryHistory.recent(inner, "default", f"s{session}", a_deadline())
    )
    lost, doubled = set(answered) - set(kept), [each for each, n in kept.items() if n > 1]
    with capsys.disabled():
        print(
            f"\n{turns} turns, history coming and going: {len(lost)} lost, {len(doubled)} doubled"
        )
    assert len(answered) == turns
    assert (lost, doubled, set(kept) - set(answered)) == (set(), [], set())


def _replay(history: SpooledHistory) -> None:
    with suppress(StoreError):
        history.replay()


def test_a_lambda_of_the_queue_writes_what_waits(sqs_spool: SqsSpool) -> None:
    away = Switch()
    inner = FaultyHistory(away)
    parts = replace(memory_parts(load_pack("general")), history=spooled(inner, sqs_spool))
    service = service_of(parts, engine_from(parts))
    bodies = [to_line(a_turn(text, minute=at)) for at, text in enumerate(("하나", "둘"))]
    records = [{"messageId": f"id{at}", "body": body} for at, body in enumerate(bodies)]
    event: dict[str, Any] = {"Records": [*records, {"messageId": "id2", "body": "none of ours"}]}

    with serving(service):
        from lambdas.history_replay import lambda_handler

        refused = lambda_handler(event, None)
        away.fault = ""
        taken = lambda_handler(event, None)

    assert [each["itemIdentifier"] for each in refused["batchItemFailures"]] == [
        "id0",
        "id1",
        "id2",
    ]
    assert taken == {"batchItemFailures": []}
    assert texts(inner) == ["하나", "둘"]
