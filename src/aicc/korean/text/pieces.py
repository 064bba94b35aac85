"""Written forms with a number each, and those of them that begin at a place in a text.

Fifty thousand of them in a dict are 7 MB. Here they are one string in alphabetical order, a line
each: what begins like a text stands side by side, the shortest first, so that a search goes on
where the one for a letter less has ended.
"""

import re
from array import array
from collections.abc import Sequence
from typing import Final

_END: Final = "\n"  # of a piece; it sorts before every letter
_NONE: Final = (0, 0, 0)
_GROUP: Final = re.compile(r"\n(.).*(?:\n\1.*)*")


class Pieces:
    """Nothing in it changes. A number has 32 bits; a piece stands once, is not empty, and like the
    texts that are asked about it has no line end in it."""

    def __init__(self, pieces: Sequence[str], numbers: Sequence[int]) -> None:
        order = sorted(range(len(pieces)), key=pieces.__getitem__)
        self._numbers = array("I", map(numbers.__getitem__, order))
        self._lines = "\n".join(("", *map(pieces.__getitem__, order), ""))
        self._of_letter = _by_first_letter(self._lines)

    def get(self, piece: str) -> int | None:
        begin, end, before = self._of_letter.get(piece[:1], _NONE)
        at = self._lines.find(f"{_END}{piece}{_END}", begin, end)
        return None if at < 0 else self._numbers[before + self._lines.count(_END, begin, at)]

    def within(self, text: str) -> list[tuple[int, int]]:
        """The pieces that a text begins with, the shortest first: letters, and the number."""
        at, end, place = self._of_letter.get(text[:1], _NONE)
        if not end:
            return []
        lines, sought = self._lines, _END + text
        found = [(1, self._numbers[place])] if lines[at + 2] == _END else []
        for size in range(2, len(sought)):
            before, at = at, lines.find(sought[: size + 1], at, end)
            if at < 0:
                break
            place += lines.count(_END, before, at)
            if lines[at + size + 1] == _END:
                found.append((size, self._numbers[place]))
        return found


def _by_first_letter(lines: str) -> dict[str, tuple[int, int, int]]:
    """Where its lines begin and end, and how many pieces stand before them."""
    places: dict[str, tuple[int, int, int]] = {}
    count = 0
    for group in _GROUP.finditer(lines):
        places[group[1]] = group.start(), group.end() + 1, count
        count += group[0].count(_END)
    return places
