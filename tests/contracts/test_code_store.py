"""What one-time codes promise, over all stores of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from aicc.clock import Clock, HandClock
from aicc.errors import ProviderError, StoreError
from aicc.ids import new_id
from aicc.stores.redis_client import connect
from aicc.stores.sqlite import SqliteFile
from aicc.systems.identity.codes import KeyedCodes, random_code
from aicc.systems.identity.dynamodb import DynamoCodes
from aicc.systems.identity.memory import MemoryCodes
from aicc.systems.identity.port import CodeOutcome, CodeStore
from aicc.systems.identity.redis import RedisCodes
from aicc.systems.identity.sqlite import SqliteCodes
from tests.fakes import a_deadline, no_time
from tests.servers.dynamodb import STATE_TABLE, a_state_table

PHONE, OTHER = "01000005678", "01000001111"
MINUTE = 60.0
KEY = "a-key-of-nobody-for-tests-of-codes"


class Mailbox:
    """Keeps what was sent; refuses as often as it is told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.failures = 0

    def deliver(self, phone: str, code: str) -> None:
        if self.failures:
            self.failures -= 1
            raise ProviderError("the network of telephones is away", retryable=True)
        self.sent.append((phone, code))

    @property
    def last(self) -> str:
        return self.sent[-1][1]


class Desk:
    """Codes, where they arrive, and the time."""

    def __init__(self, store: CodeStore, clock: HandClock) -> None:
        self.clock = clock
        self.mailbox = Mailbox()
        numbers = iter(range(111_111, 999_999, 111_111))
        self.codes = KeyedCodes(
            store, self.mailbox, key=KEY, make=lambda: str(next(numbers)), clock=clock
        )

    def send(self, phone: str = PHONE, *, tenant: str = "bank", key: str = "") -> str:
        return self.codes.send(tenant, phone, a_deadline(), key=key).outcome

    def check(
        self, code: str, phone: str = PHONE, *, tenant: str = "bank", key: str = ""
    ) -> tuple[str, int]:
        answer = self.codes.check(tenant, phone, code, a_deadline(), key=key)
        return answer.outcome, answer.left


def memory_store(_stack: ExitStack, _request: pytest.FixtureRequest, _now: Clock) -> CodeStore:
    return MemoryCodes()


def sqlite_store(stack: ExitStack, request: pytest.FixtureRequest, now: Clock) -> CodeStore:
    path = request.getfixturevalue("tmp_path") / "aicc.sqlite3"
    return SqliteCodes(stack.enter_context(SqliteFile(path)), now)


def dynamodb_store(stack: ExitStack, request: pytest.FixtureRequest, now: Clock) -> CodeStore:
    client = stack.enter_context(a_state_table(request.getfixturevalue("monkeypatch")))
    return DynamoCodes(client, STATE_TABLE, now)


def redis_store(stack: ExitStack, request: pytest.FixtureRequest, _now: Clock) -> CodeStore:
    client = stack.enter_context(connect(request.getfixturevalue("redis_url"), timeout_s=2.0))
    return RedisCodes(client, prefix=f"test-{new_id()}")


STORES = {
    "memory": memory_store,
    "sqlite": sqlite_store,
    "dynamodb": dynamodb_store,
    "redis": redis_store,
}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    clock = HandClock()
    with ExitStack() as stack:
        yield Desk(request.param(stack, request, clock), clock)


OK = (CodeOutcome.OK, 0)
EXPIRED = (CodeOutcome.EXPIRED, 0)
LOCKED = (CodeOutcome.LOCKED, 0)


def test_the_code_that_arrived_is_right_once(desk: Desk) -> None:
    assert desk.send() == CodeOutcome.OK

    first, second = desk.check(desk.mailbox.last), desk.check(desk.mailbox.last)

    assert (first, second) == (OK, EXPIRED)


def test_a_wrong_code_says_how_many_tries_are_left(desk: Desk) -> None:
    desk.send()

    answers = [desk.check("000000") for _ in range(4)]

    assert answers == [(CodeOutcome.WRONG, left) for left in (4, 3, 2, 1)]


def test_five_wrong_codes_lock_even_the_right_one_for_half_an_hour(desk: Desk) -> None:
    desk.send()
    for _ in range(4):
        desk.check("000000")

    assert desk.check("000000") == LOCKED
    assert desk.check(desk.mailbox.last) == LOCKED
    assert desk.send() == CodeOutcome.LOCKED
    assert len(desk.mailbox.sent) == 1


def test_after_the_lock_everything_begins_anew(desk: Desk) -> None:
    desk.send()
    for _ in range(5):
        desk.check("000000")
    desk.clock.move(29 * MINUTE)
    still = desk.send()
    desk.clock.move(MINUTE)

    assert still == CodeOutcome.LOCKED
    assert desk.send() == CodeOutcome.OK
    assert desk.check(desk.mailbox.last) == OK


def test_a_new_code_does_not_give_new_tries(desk: Desk) -> None:
    desk.send()
    for _ in range(4):
        desk.check("000000")
    desk.send()

    assert desk.check("000000") == LOCKED


def test_a_right_code_gives_the_tries_back(desk: Desk) -> None:
    desk.send()
    for _ in range(4):
        desk.check("000000")
    desk.check(desk.mailbox.last)
    desk.send()

    assert desk.check("000000") == (CodeOutcome.WRONG, 4)


def test_the_fourth_message_in_ten_minutes_locks(desk: Desk) -> None:
    sent = [desk.send() for _ in range(4)]

    assert sent == [CodeOutcome.OK] * 3 + [CodeOutcome.LOCKED]
    assert len(desk.mailbox.sent) == 3
    assert desk.check(desk.mailbox.last) == LOCKED


def test_messages_of_long_ago_do_not_count(desk: Desk) -> None:
    for _ in range(3):
        desk.send()
    desk.clock.move(10 * MINUTE)

    assert desk.send() == CodeOutcome.OK


def test_a_code_lives_three_minutes(desk: Desk) -> None:
    desk.send()
    desk.clock.move(3 * MINUTE - 1)
    desk.send(OTHER)
    in_time = desk.check(desk.mailbox.sent[0][1])
    desk.clock.move(3 * MINUTE)

    assert in_time == OK
    assert desk.check(desk.mailbox.last, OTHER) == EXPIRED


def test_a_new_code_takes_the_place_of_the_one_before(desk: Desk) -> None:
    desk.send()
    desk.send()
    (_, first), (_, second) = desk.mailbox.sent

    assert desk.check(first) == (CodeOutcome.WRONG, 4)
    assert desk.check(second) == OK


def test_a_code_that_nobody_asked_for_is_not_right(desk: Desk) -> None:
    assert desk.check("") == EXPIRED
    assert desk.check("111111") == EXPIRED


def test_a_code_counts_for_its_telephone_and_its_tenant_alone(desk: Desk) -> None:
    desk.send()
    desk.send(OTHER)
    code = desk.mailbox.sent[0][1]

    assert desk.check(code, OTHER) == (CodeOutcome.WRONG, 4)
    assert desk.check(code, tenant="shop") == EXPIRED
    assert desk.check(code) == OK


def test_a_call_that_is_made_again_counts_once(desk: Desk) -> None:
    sent = [desk.send(key="k-1"), desk.send(key="k-1")]
    wrong = [desk.check("000000", key="k-2"), desk.check("000000", key="k-2")]
    right = [desk.check(desk.mailbox.last, key="k-3"), desk.check(desk.mailbox.last, key="k-3")]

    assert sent == [CodeOutcome.OK] * 2
    assert len(desk.mailbox.sent) == 1
    assert wrong == [(CodeOutcome.WRONG, 4)] * 2
    assert right == [OK] * 2


def test_a_message_that_failed_is_sent_when_it_is_tried_again(desk: Desk) -> None:
    desk.mailbox.failures = 1
    with pytest.raises(ProviderError):
        desk.send(key="k-1")

    again = desk.send(key="k-1")

    assert again == CodeOutcome.OK
    assert desk.check(desk.mailbox.last) == OK


def test_messages_that_fail_are_limited_too(desk: Desk) -> None:
    desk.mailbox.failures = 3
    for _ in range(3):
        with pytest.raises(ProviderError):
            desk.send()

    assert desk.send() == CodeOutcome.LOCKED


def test_many_guesses_at_once_get_no_more_tries(desk: Desk) -> None:
    desk.send()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: desk.check("000000")[0], range(20)))

    assert answers.count(CodeOutcome.WRONG) == 4
    assert answers.count(CodeOutcome.LOCKED) == 16


def test_two_processes_know_of_each_other(tmp_path: Path) -> None:
    path, clock = tmp_path / "aicc.sqlite3", HandClock()
    with SqliteFile(path) as one, SqliteFile(path) as other:
        desks = [Desk(SqliteCodes(file, clock), clock) for file in (one, other)]
        desks[0].send()

        assert desks[1].check(desks[0].mailbox.last) == OK


def test_neither_codes_nor_telephones_are_in_the_file(tmp_path: Path) -> None:
    path, clock = tmp_path / "aicc.sqlite3", HandClock()
    with SqliteFile(path) as file:
        desk = Desk(SqliteCodes(file, clock), clock)
        desk.send()
        desk.check("424242")

    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert not any(each.encode() in kept for each in (PHONE, "5678", "111111", "424242"))


def test_what_is_over_is_forgotten(tmp_path: Path) -> None:
    clock = HandClock()
    with SqliteFile(tmp_path / "aicc.sqlite3") as file:
        desk = Desk(SqliteCodes(file, clock), clock)
        desk.send()
        clock.move(41 * MINUTE)
        desk.send(OTHER)

        with file.read("test", a_deadline()) as connection:
            rows: list[Any] = connection.execute("SELECT owner FROM one_time_codes").fetchall()

    assert len(rows) == 1


def test_without_time_the_file_is_not_waited_for(tmp_path: Path) -> None:
    with SqliteFile(tmp_path / "aicc.sqlite3") as file:
        codes = Desk(SqliteCodes(file), HandClock()).codes
        with file.write("test", a_deadline()), pytest.raises(StoreError):
            codes.check("bank", PHONE, "111111", no_time())


def test_codes_are_six_figures_and_not_always_the_same() -> None:
    codes = {random_code() for _ in range(200)}

    assert len(codes) > 190
    assert all(len(code) == 6 and code.isdigit() for code in codes)
