"""What is known of one-time codes, as long as the process lives."""

from threading import Lock
from typing import TypeVar

from aicc.deadline import Deadline
from aicc.systems.identity.port import Change
from aicc.systems.identity.rules import CodeState

T = TypeVar("T")

_MOST = 10_000  # telephones; the longest untouched is forgotten


class MemoryCodes:
    def __init__(self) -> None:
        self._lock = Lock()
        self._states: dict[str, CodeState] = {}

    def update(self, owner: str, change: "Change[T]", deadline: Deadline) -> T:
        with self._lock:
            state, result = change(self._states.pop(owner, CodeState()))
            self._states[owner] = state  # now the newest
            if len(self._states) > _MOST:
                del self._states[next(iter(self._states))]
        return result
