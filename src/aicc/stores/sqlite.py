"""The one SQLite file of the embedded stores: opened here, shared by their adapters."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import Lock, get_ident
from typing import Self

from aicc import logs
from aicc.deadline import Deadline, WouldWaitError, before_waiting, pauses
from aicc.errors import ConfigError, StoreError

FILE_VERSION = 1
_OLDEST_SQLITE = (3, 35)  # the first with RETURNING
_OPENING_S = 5.0  # several processes may start on one fresh file
# An unwritable value, such as half a character, is not sqlite3's error
_FAILURES = (sqlite3.Error, UnicodeError, OverflowError)
_CUT_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.0005, 0.01

log = logs.get("aicc.stores")


class SqliteFile:
    """One connection writes and another reads, so that a reader never waits for a writer.

    In WAL mode what is committed outlives `kill -9`; with `full_sync` also a power cut.

    Whoever must not wait (a turn on the event loop) asks for the whole file with `try_hold`: its
    writes are then one transaction, which begins at once or not at all.
    """

    def __init__(self, path: Path, *, full_sync: bool = False) -> None:
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise ConfigError(f"SQLite {sqlite3.sqlite_version} is too old: 3.35 is needed")
        self.path = path
        self._writing, self._reading = Lock(), Lock()
        self._holder: int | None = None  # the thread whose writes are one transaction
        self._log_is_due = False  # somebody read when it was to be cut
        self._open: list[sqlite3.Connection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # conversations are the owner's alone
            _check_writable(path)
            self._writer = self._connect(full_sync=full_sync)
            _check_version(self._writer, path)
            self._reader = self._connect(full_sync=full_sync)
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise ConfigError(f"cannot use the data file {path}: {error}") from error
        except ConfigError:
            self.close()
            raise

    def try_hold(self) -> AbstractContextManager[None] | None:
        """The file for this thread alone; None while another thread or process writes. All that is
        written inside is kept when the block ends, and undone when it raises."""
        if not self._writing.acquire(blocking=False):
            return None
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:  # whoever waits for the file is told what else is wrong with it
            self._writing.release()
            return None
        return self._held()

    @contextmanager
    def write(self, operation: str, deadline: Deadline) -> Iterator[sqlite3.Connection]:
        """One transaction: kept whole when the block ends, undone when it raises."""
        if self._holder == get_ident():
            with self._part(operation) as connection:
                yield connection
            return
        _hold(self._writing, operation, deadline)
        try:
            with _failures_of(operation):
                _when_free(self._writer, "BEGIN IMMEDIATE", deadline)
                with self._writer:
                    yield self._writer
        finally:
            self._writing.release()
        if self._log_is_due:
            self.empty_log(operation, Deadline(0.0))

    @contextmanager
    def erase(self, operation: str, deadline: Deadline) -> Iterator[sqlite3.Connection]:
        """As `write`; afterwards nothing of what was deleted stands in the file or beside it.
        Who holds the file must not wait for that: they begin again where waiting is allowed."""
        if self._holder == get_ident():
            raise WouldWaitError("the log of the data file")
        with self.write(operation, deadline) as connection:
            yield connection
        self.empty_log(operation, deadline)

    @contextmanager
    def read(self, operation: str, deadline: Deadline) -> Iterator[sqlite3.Connection]:
        """Fetch inside the block: the connection is shared by all threads."""
        if self._holder == get_ident():  # which sees what it has written
            with _failures_of(operation):
                yield self._writer
            return
        _hold(self._reading, operation, deadline)
        try:
            with _failures_of(operation):
                yield self._reader
        finally:
            self._reading.release()

    @contextmanager
    def _held(self) -> Iterator[None]:
        self._holder = get_ident()
        try:
            yield
            self._commit()
        finally:
            if self._writer.in_transaction:
                self._writer.rollback()
            self._holder = None
            self._writing.release()

    def _commit(self) -> None:
        if not self._writer.in_transaction:  # a full disk may undo all of it
            raise StoreError("commit: what was written was undone")
        with _failures_of("commit"):
            self._writer.commit()

    @contextmanager
    def _part(self, operation: str) -> Iterator[sqlite3.Connection]:
        """Of the transaction of who holds the file: undone alone when it raises."""
        if not self._writer.in_transaction:
            raise StoreError(f"{operation}: what was written before was undone")
        with _failures_of(operation):
            self._writer.execute("SAVEPOINT part")
            with ExitStack() as unless_done:
                unless_done.callback(self._undo_part)
                yield self._writer
                unless_done.pop_all()
            self._writer.execute("RELEASE part")

    def _undo_part(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK TO part")
            self._writer.execute("RELEASE part")

    def add_tables(self, script: str) -> None:
        """Run an adapter's `CREATE … IF NOT EXISTS` statements, split at semicolons."""
        with self.write("tables", Deadline(_OPENING_S)) as connection:
            for statement in script.split(";"):
                connection.execute(statement)

    def add_columns(self, table: str, columns: Mapping[str, str]) -> None:
        """Those that a table of an earlier release lacks; each definition has a default."""
        with self.write("tables", Deadline(_OPENING_S)) as connection:
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for name, definition in columns.items():
                if name not in known:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {definition}")

    def close(self) -> None:
        """Using the file afterwards is a `StoreError`; closing twice is none."""
        while self._open:
            self._open.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def empty_log(self, operation: str, deadline: Deadline) -> None:
        """The write-ahead log keeps what was written before, until it is cut. Who reads just now,
        here or in another process, stops it from being cut: then the next to write does it."""
        waits = pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S)
        while not self._has_cut_log(deadline):
            if deadline.is_over:
                if not self._log_is_due:
                    log.warning("sqlite.log_not_cut", operation=operation)
                self._log_is_due = True
                return
            time.sleep(deadline.cap(next(waits)))
        self._log_is_due = False

    def _has_cut_log(self, deadline: Deadline) -> bool:
        with ExitStack() as held:
            for lock in (self._writing, self._reading):
                if not lock.acquire(timeout=deadline.left_s):
                    return False
                held.callback(lock.release)
            try:
                [(is_busy, *_)] = self._writer.execute(_CUT_LOG).fetchall()
            except sqlite3.OperationalError:  # another process is at it
                return False
            return not is_busy

    def _connect(self, *, full_sync: bool) -> sqlite3.Connection:
        # The transactions are ours (isolation_level), and so is waiting for a lock (timeout):
        # SQLite's own wait knows no deadline.
        connection = sqlite3.connect(
            self.path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._open.append(connection)
        wal = _when_free(connection, "PRAGMA journal_mode = WAL", Deadline(_OPENING_S))
        if wal != [("wal",)]:
            raise ConfigError(f"cannot use the data file {self.path}: its disk allows no WAL")
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is written over
        connection.execute(f"PRAGMA synchronous = {'FULL' if full_sync else 'NORMAL'}")
        return connection


def _check_writable(path: Path) -> None:
    """SQLite opens a file that may only be read, too."""
    if not all(os.access(each, os.W_OK) for each in (path, path.parent)):
        raise ConfigError(f"cannot use the data file {path}: it is read-only")


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    [(version,)] = connection.execute("PRAGMA user_version").fetchall()
    if version > FILE_VERSION:
        raise ConfigError(f"the data file {path} was written by a newer version of this program")
    if version < FILE_VERSION:
        _when_free(connection, f"PRAGMA user_version = {FILE_VERSION}", Deadline(_OPENING_S))


@contextmanager
def _failures_of(operation: str) -> Iterator[None]:
    try:
        yield
    except _FAILURES as error:
        raise StoreError(f"{operation}: {error}") from error


def _hold(lock: Lock, operation: str, deadline: Deadline) -> None:
    if lock.acquire(blocking=False):
        return
    before_waiting("the data file")
    if not lock.acquire(timeout=deadline.left_s):
        raise StoreError(f"{operation}: no time left to wait for the data file")


def _when_free(connection: sqlite3.Connection, sql: str, deadline: Deadline) -> list[object]:
    """Run it as soon as no other process holds the file; at the deadline give up."""
    waits = pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S)
    while True:
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or deadline.is_over:
                raise
        before_waiting("the data file")
        time.sleep(deadline.cap(next(waits)))
