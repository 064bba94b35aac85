"""What somebody said: made once, where a message enters, and read by everybody after that.

It is a value: the text as it came and as it reads once normalised (`aicc.korean.text.said` makes
it). What readers derive from it alone they keep with it, so that nothing is worked out twice in
a turn. What depends on the time, the pack or the session is kept elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """`plain` is composed, half-width, singly spaced: Said("A\u3000 b", "A b"). `after` is what
    sort of number was left unfinished by what was said before it (`korean.personal.halves`)."""

    raw: str
    plain: str
    after: str = ""
    _derived: dict[Callable[["Said"], Any], Any] = field(default_factory=dict, repr=False)

    def once(self, read: Callable[["Said"], T]) -> T:
        """What `read` makes of it, made when first asked for; two threads may both make it."""
        if read not in self._derived:
            self._derived[read] = read(self)
        found: T = self._derived[read]
        return found

    def keep(self, read: Callable[["Said"], T], made: T) -> None:
        """What `read` would make of it is known already."""
        self._derived[read] = made

    @property
    def is_silent(self) -> bool:
        return not self.raw.strip()


SILENCE = Said("", "")
