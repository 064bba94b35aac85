"""Whom nobody calls: a file of numbers, one a line, read when it is asked."""

from pathlib import Path
from typing import Protocol

from aicc.errors import ConfigError, StoreError
from aicc.korean.numbers.dialled import e164

FILE = "do_not_call.txt"  # of the data folder


class DoNotCall(Protocol):
    def holds(self, number: str) -> bool:
        """Of a number as +82 10…; `StoreError` where nobody can tell."""
        ...


class NobodyListed:
    def holds(self, number: str) -> bool:
        return False


class DoNotCallFile:
    """What stands behind # is for people. A change counts at once; without the file nobody is
    listed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, number: str) -> bool:
        try:
            if not self._path.exists():
                return False
            lines = self._path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self._path}: the do-not-call list cannot be read") from error
        listed = (line.partition("#")[0].strip() for line in lines)
        return number in {_number(line, self._path) for line in listed if line}


def _number(line: str, path: Path) -> str:
    try:
        return e164(line)
    except ValueError as error:
        raise ConfigError(f"{path}: a line is no telephone number") from error
