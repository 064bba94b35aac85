"""The classes of words that tell an act, found in a clause that is written in letters.

The list stands in `korean/words/acts.txt` and says there how a line is read. The model carries
what it learnt with, so that a changed list counts from the next `tools/build_acts.py` on.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Self

import aicc.korean
from aicc.korean.text.jamo import decompose

WORDS = Path(aicc.korean.__file__).parent / "words" / "acts.txt"
_EDGE = "_"
_FIRST = 3  # letters that every word of the list has, edges counted


@dataclass(frozen=True, slots=True)
class WordClasses:
    """`by_first`: the words that begin with these letters, longest first, with their classes."""

    by_word: Mapping[str, Sequence[str]]
    by_first: Mapping[str, Sequence[tuple[str, Sequence[str]]]]

    @classmethod
    def of(cls, by_word: Mapping[str, Sequence[str]]) -> Self:
        by_first: defaultdict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
        for word in sorted(by_word, key=len, reverse=True):
            by_first[word[:_FIRST]].append((word, by_word[word]))
        return cls(by_word, dict(by_first))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Classes are named as a model sees them: "@not"."""
        by_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for line in text.splitlines():
            name, colon, words = line.partition(":")
            if not colon or line.startswith("#"):
                continue
            for word in words.split("|"):
                for spelling in _spellings(word.strip()):
                    by_word[spelling][f"@{name}"] = None
        return cls.of({word: tuple(names) for word, names in by_word.items()})

    def find(self, letters: str) -> list[tuple[int, Sequence[str]]]:
        """Where words begin and their classes, of the longest word at each place; none that
        lies within one before it."""
        by_first, end = self.by_first, 0
        found: list[tuple[int, Sequence[str]]] = []
        for at in range(len(letters) - _FIRST + 1):
            first = letters[at : at + _FIRST]
            if first not in by_first:
                continue
            for word, classes in by_first[first]:
                if letters.startswith(word, at):
                    if at + len(word) > end:
                        end = at + len(word)
                        found.append((at, classes))
                    break
        return found


def _spellings(word: str) -> Iterator[str]:
    """In letters, with each of its spaces and without."""
    pieces = decompose(word.replace(_EDGE, "\0")).split(" ")
    for spaces in product((" ", ""), repeat=len(pieces) - 1):
        joined = "".join(piece + space for piece, space in zip(pieces, (*spaces, ""), strict=True))
        yield joined.replace("\0", " ")
