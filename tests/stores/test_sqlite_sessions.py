"""Sessions in the SQLite file, seen by several processes with clocks of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.errors import SessionBusyError
from aicc.stores.sessions.port import Save
from aicc.stores.sessions.sqlite import PURGE_EVERY_S, SqliteSessions
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, a_session

LEASE_S = 10.0

TWENTY_TURNS = """
import sys
from pathlib import Path
from aicc.stores.sessions.port import Save
from aicc.stores.sessions.sqlite import PURGE_EVERY_S, SqliteSessions
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, a_session

with SqliteFile(Path(sys.argv[1])) as file:
    sessions = SqliteSessions(file)
    for _ in range(20):
        lease = sessions.open("bank", "s1", a_deadline(60))
        turns = lease.session.turns if lease.session else 0
        sessions.save_many([Save(lease=lease, session=a_session(turns=turns + 1))], a_deadline())
"""


def test_processes_that_share_a_session_lose_no_turn(tmp_path: Path) -> None:
    path = tmp_path / "aicc.db"
    command = [sys.executable, "-c", TWENTY_TURNS, str(path)]
    processes = [subprocess.Popen(command, env={"PYTHONPATH": "src:."}) for _ in range(3)]

    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    with SqliteFile(path) as file:
        last = SqliteSessions(file).load("bank", "s1", a_deadline())
    assert last is not None
    assert last.turns == 60


def test_a_clock_a_little_behind_does_not_take_a_lease_over(tmp_path: Path) -> None:
    clock, behind = HandClock(), HandClock()
    behind.move(-LEASE_S / 2)
    with SqliteFile(tmp_path / "aicc.db") as file:
        SqliteSessions(file, lease_s=LEASE_S, now=clock).open("bank", "s1", a_deadline())

        with pytest.raises(SessionBusyError):
            SqliteSessions(file, lease_s=LEASE_S, now=behind).open("bank", "s1", Deadline(0.05))


def test_a_clock_set_back_for_hours_does_not_lock_the_session_for_hours(tmp_path: Path) -> None:
    clock = HandClock()
    with SqliteFile(tmp_path / "aicc.db") as file:
        before = SqliteSessions(file, lease_s=LEASE_S, now=clock).open("bank", "s1", a_deadline())
        clock.move(-3600)

        again = SqliteSessions(file, lease_s=LEASE_S, now=clock).open("bank", "s1", a_deadline())

    assert again.recovered
    assert again.fence > before.fence


def test_a_session_that_was_idle_too_long_is_forgotten(tmp_path: Path) -> None:
    clock = HandClock()
    with SqliteFile(tmp_path / "a.sqlite3") as file:
        store = SqliteSessions(file, ttl_s=60, now=clock)
        lease = store.open("bank", "s1", a_deadline())
        store.save_many([Save(lease=lease, session=a_session("s1", turns=3))], a_deadline())

        clock.move(59)
        kept = store.open("bank", "s1", a_deadline())
        store.release(kept, a_deadline())
        clock.move(61)
        gone = store.open("bank", "s1", a_deadline())

    assert kept.session is not None
    assert gone.session is None


def test_sessions_that_nobody_comes_back_to_leave_the_file(tmp_path: Path) -> None:
    clock = HandClock()
    with SqliteFile(tmp_path / "a.sqlite3") as file:
        store = SqliteSessions(file, ttl_s=60, now=clock)
        for number in range(5):
            lease = store.open("bank", f"s{number}", a_deadline())
            session = a_session(f"s{number}")
            store.save_many([Save(lease=lease, session=session)], a_deadline())

        clock.move(PURGE_EVERY_S + 1)
        store.open("bank", "another", a_deadline())
        with file.read("count", a_deadline()) as connection:
            left = connection.execute("SELECT session_id FROM sessions").fetchall()

    assert left == [("another",)]
