"""What every audit promises, over all its adapters: rows in a chain, days that are sealed."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aicc.domain.audit import AuditEntry
from aicc.stores.audit.audit import Audit
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.dynamodb import DynamoAudit
from aicc.stores.audit.faults import faults_in
from aicc.stores.audit.memory import MemoryAudit
from aicc.stores.audit.port import AuditStore
from aicc.stores.audit.sqlite import SqliteAudit
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
CHAIN = AuditChain("ab" * 32)


def memory_audit(_stack: ExitStack, _folder: Path, _: pytest.MonkeyPatch) -> AuditStore:
    return MemoryAudit(CHAIN)


def sqlite_audit(stack: ExitStack, folder: Path, _: pytest.MonkeyPatch) -> AuditStore:
    return SqliteAudit(stack.enter_context(SqliteFile(folder / "aicc.db")), CHAIN)


def dynamo_audit(stack: ExitStack, _folder: Path, monkeypatch: pytest.MonkeyPatch) -> AuditStore:
    client = stack.enter_context(a_state_table(monkeypatch))
    return DynamoAudit(client, STATE_TABLE, CHAIN)


STORES = {"memory": memory_audit, "sqlite": sqlite_audit, "dynamodb": dynamo_audit}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def audit(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Audit]:
    make: Callable[[ExitStack, Path, pytest.MonkeyPatch], AuditStore] = request.param
    with ExitStack() as stack:
        yield Audit(make(stack, tmp_path, monkeypatch), CHAIN)


def an_entry(what: str, *, days: int = 0, who: str = "kim", reason: str = "") -> AuditEntry:
    at = MORNING + timedelta(days=days)
    return AuditEntry(tenant_id="bank", at=at, actor=who, what=what, about="f1", reason=reason)


def note(audit: Audit, *entries: AuditEntry) -> None:
    audit.note(entries, a_deadline())


def whats(audit: Audit, since: date = date.min) -> list[str]:
    return [row.entry.what for row in audit.rows(since, a_deadline())]


def faults(audit: Audit) -> list[str]:
    return list(audit.faults(a_deadline()))


def test_rows_come_in_the_order_in_which_they_were_written(audit: Audit) -> None:
    note(audit, an_entry("first"), an_entry("second"))
    note(audit, an_entry("third", days=1))

    rows = audit.rows(date.min, a_deadline())

    assert [(row.number, row.entry.what) for row in rows] == [
        (1, "first"), (2, "second"), (1, "third"),
    ]  # fmt: skip
    assert whats(audit, date(2026, 11, 21)) == ["third"]
    assert faults(audit) == []


def test_a_row_holds_a_pseudonym_and_a_masked_reason(audit: Audit) -> None:
    note(audit, an_entry("faq: published", reason="010-0000-1234 고객이 말씀하셔서"))

    [row] = audit.rows(date.min, a_deadline())

    assert row.entry.actor == audit.pseudonym("kim") != audit.pseudonym("lee")
    assert "kim" not in row.entry.actor
    assert "0000-12" not in row.entry.reason


def test_a_new_day_seals_those_before_it(audit: Audit) -> None:
    note(audit, an_entry("first"), an_entry("second"))
    before = audit.store.seals(date.min, a_deadline())

    note(audit, an_entry("third", days=2))

    [seal] = audit.store.seals(date.min, a_deadline())
    assert not before
    assert (seal.day, seal.count) == (MORNING.date(), 2)


def test_sealed_days_may_be_dropped_and_their_seals_stay(audit: Audit) -> None:
    note(audit, an_entry("first"), an_entry("second"))
    note(audit, an_entry("third", days=1))

    later = MORNING + timedelta(days=9)
    dropped = audit.drop(date(2026, 11, 21), "kim", later, a_deadline())

    [third, told] = audit.rows(date.min, a_deadline())
    assert dropped == 2
    assert third.entry.what == "third"
    assert (told.entry.what, told.entry.about) == ("audit: dropped", "2026-11-21")
    assert told.entry.actor == audit.pseudonym("kim")
    assert len(audit.store.seals(date.min, a_deadline())) == 2
    assert faults(audit) == []


def test_what_was_dropped_twice_is_still_whole(audit: Audit) -> None:
    for days in range(3):
        note(audit, an_entry(str(days), days=days))
        today = MORNING + timedelta(days=days)
        audit.drop(today.date(), "kim", today, a_deadline())

    assert whats(audit) == ["2", "audit: dropped"]
    assert faults(audit) == []


def test_a_row_of_before_midnight_that_is_written_after_it_stands_in_the_new_day(
    audit: Audit,
) -> None:
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    late = replace(an_entry("late"), at=midnight - timedelta(milliseconds=1))
    note(audit, an_entry("first"))
    note(audit, replace(an_entry("new day"), at=midnight), late)

    rows = audit.rows(date(2026, 11, 21), a_deadline())

    assert [(row.number, row.entry.what) for row in rows] == [(1, "new day"), (2, "late")]
    assert rows[1].entry.at == late.at
    assert faults(audit) == []


def test_a_drop_excuses_no_day_after_it(audit: Audit) -> None:
    note(audit, an_entry("first"))
    audit.drop(date(2027, 1, 1), "kim", MORNING + timedelta(days=1), a_deadline())
    note(audit, an_entry("taken out", days=2))
    note(audit, an_entry("last", days=3))
    left = [row for row in audit.rows(date.min, a_deadline()) if row.entry.what != "taken out"]

    [fault] = faults_in(CHAIN, left, audit.store.seals(date.min, a_deadline()))

    assert fault.endswith("2026-11-22: sealed with 1 rows, and none is there")


def test_the_oldest_row_tells_what_is_due(audit: Audit) -> None:
    assert audit.store.oldest(a_deadline()) is None

    note(audit, an_entry("first"))
    note(audit, an_entry("second", days=1))

    assert audit.store.oldest(a_deadline()) == MORNING.date()


def test_more_entries_than_one_write_takes_are_one_chain(audit: Audit) -> None:
    note(audit, *(an_entry(str(number), days=number // 40) for number in range(60)))

    assert whats(audit) == list(map(str, range(60)))
    assert faults(audit) == []


def test_threads_write_one_chain(audit: Audit) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: note(audit, an_entry(str(number))), range(40)))

    assert sorted(map(int, whats(audit))) == list(range(40))
    assert faults(audit) == []


REWRITTEN = "UPDATE audit_days SET count = 1, link = 'made up' WHERE day = '2026-11-21'"
GONE = "DELETE FROM audit_log WHERE day = '2026-11-21'"
UNSEALED = "DELETE FROM audit_days WHERE day = '2026-11-21'"


@pytest.mark.parametrize(
    "changes",
    [
        ["UPDATE audit_log SET what = 'nothing' WHERE number = 2"],
        ["UPDATE audit_log SET actor = 'staff:somebody' WHERE day = '2026-11-22'"],
        ["DELETE FROM audit_log WHERE number = 2 AND day = '2026-11-20'"],
        ["DELETE FROM audit_log WHERE number = 3 AND day = '2026-11-20'"],
        [GONE],
        [GONE, REWRITTEN],
        [GONE, UNSEALED],
        [UNSEALED],
        [REWRITTEN],
    ],
    ids=[
        "a row",
        "who",
        "a row taken out",
        "the last of a sealed day taken out",
        "all of a sealed day taken out",
        "all of a sealed day, and its seal rewritten",
        "all of a sealed day, and its seal taken out",
        "a seal taken out",
        "a seal rewritten",
    ],
)
def test_what_was_changed_in_the_file_is_found(tmp_path: Path, changes: list[str]) -> None:
    with SqliteFile(tmp_path / "aicc.db") as file:
        audit = Audit(SqliteAudit(file, CHAIN), CHAIN)
        note(audit, *map(an_entry, ("first", "second", "third")))
        note(audit, an_entry("fourth", days=1))
        note(audit, an_entry("fifth", days=2))
        with sqlite3.connect(tmp_path / "aicc.db") as connection:
            for change in changes:
                assert connection.execute(change).rowcount == 1

        assert faults(audit)


def test_another_key_makes_no_link_of_this_chain(tmp_path: Path) -> None:
    with SqliteFile(tmp_path / "aicc.db") as file:
        note(Audit(SqliteAudit(file, AuditChain("cd" * 32)), CHAIN), an_entry("first"))

        assert faults(Audit(SqliteAudit(file, CHAIN), CHAIN))
