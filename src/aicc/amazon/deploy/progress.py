"""What deployment says while it works: to the person, and to a log that is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from aicc.clock import Clock

Say = Callable[[str], None]
MOST_LOGS = 50  # of an environment; the oldest go


class Progress:
    """Each line goes out as it is said, so that a log is whole up to where a run was cut off."""

    def __init__(self, say: Say, log: Path, clock: Clock, masked: Callable[[str], str]) -> None:
        self._say = say
        self._log = log
        self._clock = clock
        self._masked = masked

    def __call__(self, line: str) -> None:
        self.note(line)
        self._say(self._masked(line))

    def note(self, line: str) -> None:
        """Into the log alone."""
        with self._log.open("a", encoding="utf-8") as file:
            moment = self._clock().isoformat(timespec="seconds")
            file.write(f"{moment} {self._masked(line)}\n")

    @classmethod
    def into(cls, folder: Path, say: Say, clock: Clock, masked: Callable[[str], str]) -> Self:
        """A new log in the folder, named by its time."""
        folder.mkdir(parents=True, exist_ok=True)
        logs = sorted(folder.glob("*.log"))
        for old in logs[: max(0, len(logs) + 1 - MOST_LOGS)]:
            old.unlink()
        return cls(say, folder / f"{clock():%Y%m%dT%H%M%S}.log", clock, masked)
