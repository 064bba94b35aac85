"""One spelling for every sentence: composed Hangul, half-width signs, single spaces.

`normalise` is for reading; `fold` also remembers where each character came from, so that
what was found in the folded text can be shown or masked in the text as the customer gave it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Nearly every sentence is clean already; the full match runs in C and saves the slow walk.
_CLEAN = re.compile(r"(?:[!-~가-힣ㄱ-ㅎㅏ-ㅣ…’‘“”₩℃·]++(?: (?=\S)|\Z))*+")

_SPECIAL = (
    dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | dict.fromkeys("〜∼˜", "~")
    | {"￦": "₩"}
    # zero-width though not format characters: Hangul fillers, joiner, keycap box
    | dict.fromkeys("\u115f\u1160\u3164\uffa0\u034f\u20e3", "")
)
_REMOVED = frozenset({"Cc", "Cf", "Cs"})  # controls, zero-width and bidi marks, lone surrogates


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Normalised text; character `i` stands for `original[origin[i]:until[i]]`."""

    text: str
    origin: Sequence[int]
    until: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text of `text[start:end]`; an empty span stays empty."""
        if start >= end:
            place = self.origin[start] if start < len(self.origin) else self._last()
            return place, place
        return self.origin[start], self.until[end - 1]

    def _last(self) -> int:
        return self.until[-1] if self.until else 0


def normalise(text: str) -> str:
    """NFC, half-width, no invisible characters, single spaces, stripped. Idempotent."""
    if _CLEAN.fullmatch(text):
        return text
    return fold(text).text


def fold(text: str) -> Folded:
    """As `normalise`, with the way back to the original text."""
    if _CLEAN.fullmatch(text):
        return unchanged(text)
    chars: list[str] = []
    origin: list[int] = []
    until: list[int] = []
    for char, start, end in _clusters(text):
        if char == " " and (not chars or chars[-1] == " "):
            continue
        for piece in char:
            chars.append(piece)
            origin.append(start)
            until.append(end)
    if chars and chars[-1] == " ":
        del chars[-1], origin[-1], until[-1]
    return Folded(text="".join(chars), origin=tuple(origin), until=tuple(until))


def unchanged(text: str) -> Folded:
    """A text that is normalised already."""
    size = len(text)
    return Folded(text=text, origin=range(size), until=range(1, size + 1))


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Composed pieces with their place: a syllable typed as loose jamo is one piece."""
    open_: list[tuple[str, int, int]] = []
    for index, raw in enumerate(text):
        char = _replacement(raw)
        if not char:
            continue
        if open_ and _joins(char):
            before, start, _ = open_[-1]
            open_[-1] = (before + char, start, index + 1)
        else:
            open_.append((char, index, index + 1))
    return [
        (piece if len(piece) == 1 and piece < "\u0300" else _compose(piece), start, end)
        for piece, start, end in open_
    ]


def _compose(piece: str) -> str:
    return unicodedata.normalize("NFC", piece)


def _joins(char: str) -> bool:
    """A vowel or final jamo, or an accent, belongs to the character before it."""
    if char < "\u0300" or "가" <= char <= "힣":
        return False
    return "\u1160" <= char <= "\u11ff" or unicodedata.category(char)[0] == "M"


@lru_cache(maxsize=4096)
def _replacement(char: str) -> str:
    """What one character becomes; empty when it is not to be seen."""
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in _REMOVED or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if "！" <= char <= "～" or "\uffa1" <= char <= "\uffdc":  # full-width signs, half-width jamo
        return unicodedata.normalize("NFKC", char)
    return char
