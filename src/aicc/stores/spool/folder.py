"""A spool in the data folder: a file a process, flushed to the disk before a turn is answered.

A file is locked by the process that writes it. One that nobody has locked was left by a process
that is gone, and is taken over. What is erased while it waits in another process's file is noted
beside it, under a digest, for whoever replays it.
"""

import fcntl
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from aicc import logs
from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord
from aicc.errors import StoreError
from aicc.ids import new_id
from aicc.stores.spool.lines import from_line, to_line
from aicc.stores.spool.port import Write

_ENDING, _ERASED = ".turns", ".erased"
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
_AT_ONCE = 25

log = logs.get("aicc.stores")


class FolderSpool:
    """The folder is on a disk that outlives the process."""

    def __init__(self, folder: Path, *, now: Clock = utc_now) -> None:
        self._folder = folder
        self._now = now
        self._lock = Lock()  # of the file that is written
        self._replaying = Lock()
        self._file: BinaryIO | None = None
        self._own: defaultdict[tuple[str, str], list[TurnRecord]] = defaultdict(list)

    def put(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        lines = "".join(f"{to_line(turn)}\n" for turn in turns).encode(errors="surrogatepass")
        with self._lock:
            try:
                _write(self._file or self._begin(), lines)
            except OSError as error:
                raise StoreError(f"spool.put: {error}") from error
            for turn in turns:
                self._own[turn.tenant_id, turn.session_id].append(turn)

    def replay(self, write: Write) -> int:
        with self._replaying:
            with self._lock:
                self._end()
            written = 0
            for path, file in self._free_files():
                with file:
                    written += self._replayed(file, write)
                    path.unlink(missing_ok=True)
            with self._lock:
                if self._file is None:
                    self._own.clear()
            self._forget_notes()
        return written

    def waiting(self, deadline: Deadline) -> int:
        try:
            return sum(path.read_bytes().count(b"\n") for path in self._files())
        except OSError as error:
            raise StoreError(f"spool.waiting: {error}") from error

    def recent(self, tenant_id: str, session_id: str) -> Sequence[TurnRecord]:
        with self._lock:
            return tuple(self._own.get((tenant_id, session_id), ()))

    def erase(self, tenant_id: str, session_id: str) -> None:
        with self._lock:
            self._own.pop((tenant_id, session_id), None)
        if not self._files():
            return
        at = self._now().timestamp()
        try:
            self._note(tenant_id, session_id).write_text(repr(at), encoding="ascii")
        except OSError as error:
            raise StoreError(f"spool.erase: {error}") from error

    def close(self) -> None:
        """What waits is for whoever opens the folder next."""
        with self._lock:
            self._end()

    def _begin(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:  # whoever replays may be faster than our lock, and takes the file away
            path = self._folder / f"{new_id()}{_ENDING}"  # a name that sorts by time
            file = os.fdopen(os.open(path, _APPEND, mode=0o600), "ab", buffering=0)
            if _is_locked(path, file):
                self._file = file
                return file

    def _end(self) -> None:
        """The next turn begins another file."""
        if self._file:
            self._file.close()
            self._file = None

    def _free_files(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Each is locked as long as it is handed out."""
        for path in self._files():
            try:
                file = path.open("rb+")
            except FileNotFoundError:  # another process was faster
                continue
            if _is_locked(path, file):
                yield path, file

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_ENDING}")) if self._folder.is_dir() else []

    def _replayed(self, file: BinaryIO, write: Write) -> int:
        turns = [turn for turn in self._turns(file) if not self._is_erased(turn)]
        for at in range(0, len(turns), _AT_ONCE):
            write(turns[at : at + _AT_ONCE])
        return len(turns)

    def _is_erased(self, turn: TurnRecord) -> bool:
        try:
            noted = self._note(turn.tenant_id, turn.session_id).read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        return turn.at.timestamp() <= float(noted)

    def _note(self, tenant_id: str, session_id: str) -> Path:
        named = f"{tenant_id}\x1f{session_id}".encode(errors="surrogatepass")
        return self._folder / f"{blake2b(named, digest_size=16).hexdigest()}{_ERASED}"

    def _forget_notes(self) -> None:
        """Those that were there before nothing waited any more."""
        notes = list(self._folder.glob(f"*{_ERASED}"))
        if not self._files():
            for note in notes:
                note.unlink(missing_ok=True)

    def _turns(self, file: BinaryIO) -> Iterator[TurnRecord]:
        """A line that was cut off belongs to a turn that nobody was answered."""
        for line in file:
            try:
                yield from_line(line.decode(errors="surrogatepass").rstrip("\n"))
            except (StoreError, ValueError, KeyError) as error:
                log.warning("spool.line_left_out", error=str(error))


def _is_locked(path: Path, file: BinaryIO) -> bool:
    """By us from now on, and still what the folder has under this name; closed if not."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return True
    except (BlockingIOError, FileNotFoundError):  # another process was faster
        pass
    except OSError:
        file.close()
        raise
    file.close()
    return False


def _write(file: BinaryIO, lines: bytes) -> None:
    """All of it on the disk, or none: half a line would spoil the next one."""
    size = os.fstat(file.fileno()).st_size
    try:
        left = memoryview(lines)
        while left:
            left = left[os.write(file.fileno(), left) :]
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), size)
        raise
