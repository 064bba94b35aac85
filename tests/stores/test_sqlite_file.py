"""The SQLite file: how it is opened, shared and refused."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from aicc.deadline import WouldWaitError, without_waiting
from aicc.errors import ConfigError, StoreError
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, a_turn, no_time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "aicc.db"


@pytest.fixture
def file(path: Path) -> Iterator[SqliteFile]:
    with SqliteFile(path) as file:
        yield file


def pragma(file: SqliteFile, name: str) -> object:
    with file.write("test", a_deadline()) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_folder_is_made_and_the_file_is_in_wal_mode(file: SqliteFile, path: Path) -> None:
    assert path.is_file()
    assert pragma(file, "journal_mode") == "wal"
    assert pragma(file, "synchronous") == 1  # NORMAL


def test_full_sync_is_a_choice(path: Path) -> None:
    with SqliteFile(path, full_sync=True) as file:
        assert pragma(file, "synchronous") == 2


def test_a_folder_that_cannot_be_made_is_a_setting_error_that_names_the_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"taken/aicc\.db"):
        SqliteFile(tmp_path / "taken" / "aicc.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "aicc.db").write_text("쇼핑 목록 " * 500, encoding="utf-8")

    with pytest.raises(ConfigError, match="not a database"):
        SqliteFile(tmp_path / "aicc.db")


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    with SqliteFile(path) as file, file.write("test", a_deadline()) as connection:
        connection.execute("PRAGMA user_version = 999")

    with pytest.raises(ConfigError, match="newer version"):
        SqliteFile(path)


def test_a_write_that_fails_is_undone_whole(file: SqliteFile) -> None:
    file.add_tables("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)")

    def add_one_and_fail() -> None:
        with file.write("notes.add", a_deadline()) as connection:
            connection.execute("INSERT INTO notes VALUES ('first')")
            connection.execute("INSERT INTO notes VALUES (NULL)")

    with pytest.raises(StoreError, match=r"notes\.add"):
        add_one_and_fail()

    with file.read("notes.all", a_deadline()) as connection:
        assert connection.execute("SELECT * FROM notes").fetchall() == []


def test_reading_does_not_wait_for_another_process_that_writes(
    file: SqliteFile, path: Path
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with file.read("test", no_time()) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    finally:
        other.close()


def test_writing_gives_up_at_the_deadline_while_another_process_writes(
    file: SqliteFile, path: Path
) -> None:
    history = SqliteHistory(file)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match=r"history\.append: database is locked"):
            history.append_many([a_turn()], no_time())
    finally:
        other.close()

    history.append_many([a_turn()], a_deadline())
    assert len(history.recent("bank", "s1", a_deadline())) == 1


class Notes:
    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        file.add_tables("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)")

    def add(self, *texts: str | None) -> None:
        with self._file.write("notes.add", a_deadline()) as connection:
            for text in texts:
                connection.execute("INSERT INTO notes VALUES (?)", (text,))

    def all(self) -> list[str]:
        with self._file.read("notes.all", a_deadline()) as connection:
            return [text for (text,) in connection.execute("SELECT * FROM notes")]


@pytest.fixture
def notes(file: SqliteFile) -> Notes:
    return Notes(file)


def hold(file: SqliteFile) -> AbstractContextManager[None]:
    held = file.try_hold()
    assert held is not None
    return held


def test_what_is_written_while_the_file_is_held_is_kept_together(
    file: SqliteFile, notes: Notes, path: Path
) -> None:
    with SqliteFile(path) as other:
        elsewhere = Notes(other)
        with hold(file):
            notes.add("first")
            notes.add("second")
            seen = notes.all(), elsewhere.all()
        after = elsewhere.all()

    assert seen == (["first", "second"], [])
    assert after == ["first", "second"]


def test_when_the_block_raises_all_of_it_is_undone(file: SqliteFile, notes: Notes) -> None:
    def write_and_raise() -> None:
        with hold(file):
            notes.add("first")
            raise WouldWaitError("something")

    with pytest.raises(WouldWaitError):
        write_and_raise()

    assert notes.all() == []
    with hold(file):
        notes.add("later")
    assert notes.all() == ["later"]


def test_a_write_that_fails_while_the_file_is_held_is_undone_alone(
    file: SqliteFile, notes: Notes
) -> None:
    with hold(file):
        notes.add("first")
        with pytest.raises(StoreError, match=r"notes\.add"):
            notes.add("second", None)
        notes.add("third")

    assert notes.all() == ["first", "third"]


def test_a_file_that_another_process_writes_is_not_held(file: SqliteFile, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert file.try_hold() is None
    finally:
        other.close()

    with hold(file):
        assert file.try_hold() is None


def test_another_thread_waits_for_who_holds_the_file(file: SqliteFile, notes: Notes) -> None:
    with ThreadPoolExecutor(1) as pool:
        with hold(file):
            waiting = pool.submit(notes.add, "second")
            notes.add("first")
        waiting.result(timeout=10)

    assert notes.all() == ["first", "second"]


def test_who_holds_the_file_erases_nothing_there(file: SqliteFile) -> None:
    """The log is cut afterwards, which waits for whoever reads: that is for a thread."""
    history = SqliteHistory(file)
    history.append_many([a_turn()], a_deadline())

    with pytest.raises(WouldWaitError), hold(file):
        history.erase("bank", "s1", a_deadline())

    assert len(history.recent("bank", "s1", a_deadline())) == 1
    assert history.erase("bank", "s1", a_deadline()) == 1


def test_erasing_waits_for_a_reader_no_longer_than_its_time(file: SqliteFile, path: Path) -> None:
    history = SqliteHistory(file)
    history.append_many([a_turn("보라색 코끼리")], a_deadline())
    log = path.with_name("aicc.db-wal")

    with ThreadPoolExecutor(1) as threads, file.read("test", a_deadline()):
        erasing = threads.submit(history.erase, "bank", "s1", a_deadline(0.05))
        erased = erasing.exception(5) is None
        is_left = "코끼리".encode() in log.read_bytes()
    history.append_many([a_turn()], a_deadline())

    assert (erased, is_left) == (True, True)
    assert "코끼리".encode() not in log.read_bytes()  # the next to write has cut it


def test_who_must_not_wait_is_told_before_a_wait(file: SqliteFile, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with without_waiting(), pytest.raises(WouldWaitError):
            SqliteHistory(file).append_many([a_turn()], a_deadline())
    finally:
        other.close()


def test_a_text_that_cannot_be_written_is_a_store_error(file: SqliteFile) -> None:
    with pytest.raises(StoreError, match=r"history\.append"):
        SqliteHistory(file).append_many([a_turn("\ud800")], a_deadline())


def test_a_closed_file_is_a_store_error(path: Path) -> None:
    file = SqliteFile(path)
    history = SqliteHistory(file)
    file.close()

    with pytest.raises(StoreError):
        history.append_many([a_turn()], a_deadline())


KILLED = """
import os, signal, sys
from pathlib import Path
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, a_turn

history = SqliteHistory(SqliteFile(Path(sys.argv[1])))
for minute in range(200):
    history.append_many([a_turn(minute=minute)], a_deadline())
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_appended_outlives_a_killed_process(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        env={"PYTHONPATH": "src:."},
        check=False,
        timeout=60,
    )

    with SqliteFile(path) as file:
        kept = SqliteHistory(file).recent("bank", "s1", a_deadline(), limit=500)
    assert ended.returncode == -9
    assert len(kept) == 200
