"""Who is on the line: what a caller's typed line means, and a caller who reads from a script.

text        speech                    #12*       keys; so does a line of keys alone
(empty)     silence                   "12"       speech, though it could be keys
/hangup     the caller hangs up       // …       a remark of a script, left out
/agent      a person is free now      /leave     the person leaves the call
/wait 20    twenty seconds pass       /intent X  what Lex is to understand
!text       before the prompt is over /answer {}  what a function that is not here answers
/result X   how an action of others ends: none, many, error, or a branch by its name, with k=v
"""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

WHILE_WAITING = frozenset({"hangup", "agent", "wait"})  # orders that need nobody to listen

_KEYS = re.compile(r"[0-9*#]+")
_REMARK = "//"
_EARLY = "!"


class Wants(StrEnum):
    """What the call waits for."""

    KEYS = "keys"
    SPEECH = "speech or keys"
    PERSON = "what you say to the person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing that came from the caller: speech, keys, silence, or an order to the phone."""

    text: str = ""
    keys: str = ""
    order: str = ""
    argument: str = ""

    @property
    def is_silence(self) -> bool:
        return not (self.text or self.keys or self.order)


class Caller(Protocol):
    def answer(self, wants: Wants) -> str | None:
        """The next line; None when the caller has left."""
        ...

    def order(self, wait_s: float) -> str | None:
        """An order given while nobody listens, for a wait of so many seconds."""
        ...

    def told(self, order: str, of_what: str) -> str | None:
        """What the order says of something that this phone does not know by itself."""
        ...

    def interrupting(self) -> str:
        """What comes before the prompt that is being said is over; empty for nothing."""
        ...


class ScriptedCaller:
    """Reads lines from a file, a pipe or a test; hangs up at the end of them."""

    def __init__(self, lines: Iterable[str]) -> None:
        plain = (line.rstrip("\r\n") for line in lines)
        self._lines = deque(line for line in plain if not line.lstrip().startswith(_REMARK))

    def answer(self, wants: Wants) -> str | None:
        return self._lines.popleft() if self._lines else None

    def order(self, wait_s: float) -> str | None:
        """A sentence, or an order for later, waits for the next question."""
        if self._lines and heard_in(self._lines[0]).order in WHILE_WAITING:
            return self._lines.popleft()
        return None

    def told(self, order: str, of_what: str) -> str | None:
        if self._lines and heard_in(self._lines[0]).order == order:
            return heard_in(self._lines.popleft()).argument
        return None

    def interrupting(self) -> str:
        is_early = bool(self._lines) and self._lines[0].startswith(_EARLY)
        return self._lines[0].removeprefix(_EARLY) if is_early else ""


def heard_in(line: str) -> Heard:
    said = line.strip().removeprefix(_EARLY).strip()
    if said.startswith("/"):
        order, _, argument = said[1:].partition(" ")
        return Heard(order=order.lower(), argument=argument.strip())
    if len(said) > 1 and said.startswith('"') and said.endswith('"'):
        return Heard(text=said[1:-1])
    if said.startswith("#") and _KEYS.fullmatch(said[1:]):
        return Heard(keys=said[1:])
    if _KEYS.fullmatch(said):
        return Heard(keys=said)
    return Heard(text=said)
