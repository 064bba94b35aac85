"""What Lex waits for in each session, remembered between two sentences.

Lex itself keeps slots and contexts under the session id. They are not sent back: a process that
saw an older answer would overwrite newer ones. What we must know is which slot is being asked
for, because only its value may leave unmasked.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from aicc.ids import new_id
from aicc.redact import mask

IDLE_S = 300.0  # the bot's idle session time: afterwards Lex has forgotten as well
MOST_SESSIONS = 10_000
_FITS = re.compile(r"[0-9a-zA-Z._:-]{2,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexState:
    """The intent that is under way, and the slot asked for; empty when Lex waits for nothing."""

    intent: str = ""
    asked_slot: str = ""


class LexStates:
    """Safe for many threads. The oldest sessions go first when there are too many."""

    def __init__(self, *, idle_s: float = IDLE_S, monotonic: Callable[[], float] = time.monotonic):
        self._idle_s = idle_s
        self._monotonic = monotonic
        self._kept: dict[str, tuple[float, LexState]] = {}
        self._lock = Lock()

    def recall(self, session_id: str) -> LexState:
        with self._lock:
            kept_at, state = self._kept.get(session_id, (0.0, LexState()))
            return state if self._monotonic() - kept_at <= self._idle_s else LexState()

    def keep(self, session_id: str, state: LexState) -> None:
        with self._lock:
            self._kept.pop(session_id, None)  # so that the last one kept stands last
            if state == LexState():
                return
            if len(self._kept) >= MOST_SESSIONS:
                del self._kept[next(iter(self._kept))]
            self._kept[session_id] = (self._monotonic(), state)


def lex_session_id(session_id: str | None) -> str:
    """The id as it is where Lex takes it and it tells nothing personal, else its hash.

    Without one the sentence stands alone and gets an id of its own.
    """
    if not session_id:
        return new_id()
    if _FITS.fullmatch(session_id) and mask(session_id) == session_id:
        return session_id
    return blake2b(session_id.encode("utf-8", "replace"), digest_size=16).hexdigest()
