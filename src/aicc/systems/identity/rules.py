"""When a one-time code counts, and when too much was tried. No input or output happens here.

A code of six figures that lives three minutes and may be tried five times is guessed once in
200,000; three messages in ten minutes are enough for a customer and too few to annoy one.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Self

from aicc.domain.json import JsonMap, as_texts

FIGURES = 6
LIVES = timedelta(minutes=3)
WINDOW = timedelta(minutes=10)
MOST_SENT = 3  # in the window; the next one locks
MOST_WRONG = 5  # in the window; the last one locks
LOCKED_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeState:
    """Of one telephone. `last` is the key of the last call and what it gave."""

    digest: str = ""  # of the code that counts; empty for none
    sent: tuple[datetime, ...] = ()
    wrong: tuple[datetime, ...] = ()
    locked_until: datetime | None = None
    last: tuple[str, str] = ("", "")

    def at(self, now: datetime) -> Self:
        """Without what is over."""
        is_old = not self.sent or now - self.sent[-1] >= LIVES
        is_locked = self.locked_until is not None and now < self.locked_until
        return replace(
            self,
            digest="" if is_old or is_locked else self.digest,
            sent=tuple(each for each in self.sent if now - each < WINDOW),
            wrong=tuple(each for each in self.wrong if now - each < WINDOW),
            locked_until=self.locked_until if is_locked else None,
        )

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None

    @property
    def tries_left(self) -> int:
        return MOST_WRONG - len(self.wrong)

    def with_code(self, digest: str, now: datetime) -> Self:
        """A new code is on its way, or there were too many."""
        if len(self.sent) >= MOST_SENT:
            return self._locked(now)
        return replace(self, digest=digest, sent=(*self.sent, now))

    def takes(self, digest: str) -> bool:
        return bool(self.digest) and compare_digest(self.digest, digest)

    def used(self) -> Self:
        return replace(self, digest="", wrong=())

    def with_wrong(self, now: datetime) -> Self:
        tried = replace(self, wrong=(*self.wrong, now))
        return tried._locked(now) if len(tried.wrong) >= MOST_WRONG else tried

    def answered(self, key: str, outcome: str) -> Self:
        return replace(self, last=(key, outcome))

    def answer_to(self, key: str) -> str:
        """What the same call gave before; empty for another one."""
        known, outcome = self.last
        return outcome if key and key == known else ""

    def _locked(self, now: datetime) -> Self:
        return replace(self, digest="", locked_until=now + LOCKED_FOR)

    def to_json(self) -> JsonMap:
        return {
            "digest": self.digest,
            "sent": [each.isoformat() for each in self.sent],
            "wrong": [each.isoformat() for each in self.wrong],
            "locked_until": self.locked_until.isoformat() if self.locked_until else None,
            "last": list(self.last),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        until, last = data["locked_until"], as_texts(data["last"])
        return cls(
            digest=str(data["digest"]),
            sent=tuple(map(datetime.fromisoformat, as_texts(data["sent"]))),
            wrong=tuple(map(datetime.fromisoformat, as_texts(data["wrong"]))),
            locked_until=datetime.fromisoformat(until) if isinstance(until, str) else None,
            last=(last[0], last[1]),
        )
