"""A sentence as hashed n-grams: characters with their spaces, jamo without any, Latin words.

Characters carry what was meant, jamo forgive a slip of the finger and a missing space; where
words stand apart, as in English, the whole word tells more than its parts. The hash is computed
for a whole array at once, so no n-gram is ever made into a string.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aicc.domain.said import Said
from aicc.korean.text.jamo import decompose

Ids = NDArray[np.intp]
Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Orders:
    """How long the n-grams are that a model looks at."""

    chars: range
    letters: range


SHORT = Orders(range(1, 4), range(3, 6))  # few examples: whole phrases would rarely be met again
LONG = Orders(range(1, 5), range(3, 7))

_SPREAD = np.uint32(0x85EBCA6B)
_STEP = np.uint32(0x9E3779B1)  # odd, near 2**32 divided by the golden ratio
_APART = np.uint32(0xC2B2AE35)  # a Latin letter among jamo is not the one among characters
_FINISH = np.uint32(0x2C1B3C6D)
_SHIFT = np.uint32(15)

_WORD_WEIGHT = 4  # beside the dozens of n-grams that a word has
_LATIN_WORD = re.compile(r"[a-z0-9']+")
_STRETCHED = re.compile(r"(.)\1\1+")


def clean(said: Said) -> str:
    """Lower case, one spelling, laughter and stretched vowels cut to two."""
    return said.once(_clean)


def _clean(said: Said) -> str:
    return _STRETCHED.sub(r"\1\1", said.plain.lower())


def hashes(cleaned: str, orders: Orders = SHORT) -> Hashes:
    """One hash for every n-gram of a cleaned sentence, repeated as often as it occurs."""
    grams, short = _hashed(cleaned)
    return grams[:short] if orders == SHORT else grams


def hashes_of_all(cleaned: Sequence[str], orders: Orders = SHORT) -> tuple[Ids, Hashes]:
    """The same for many sentences: the sentence's index beside each hash."""
    streams = [_streams(text) for text in cleaned]
    chars, letters = ([pair[which] for pair in streams] for which in (0, 1))
    owner = np.repeat(np.arange(2 * len(cleaned)), [len(line) for line in chars + letters])
    docs: list[Ids] = []
    grams: list[Hashes] = []
    for (at, order), gram in _rolled("".join(chars), "".join(letters), orders):
        first, last = owner[at : at + len(gram)], owner[at + order - 1 :][: len(gram)]
        inside = first == last  # not across two sentences
        docs.append(first[inside])
        grams.append(gram[inside])
    for index, text in enumerate(cleaned):
        for words in _words(text):
            docs.append(np.full(len(words), index))
            grams.append(words)
    return np.concatenate(docs) % max(1, len(cleaned)), _mixed(np.concatenate(grams))


@lru_cache(maxsize=128)
def _hashed(cleaned: str) -> tuple[Hashes, int]:
    """All hashes, and how many of them, in front, are of the short n-grams.

    Remembered for a while: several models read the same sentence one after the other.
    """
    parts: tuple[list[Hashes], list[Hashes]] = (_words(cleaned), [])
    chars, letters = _streams(cleaned)
    for (at, order), gram in _rolled(chars, letters, LONG):
        parts[order not in (SHORT.letters if at else SHORT.chars)].append(gram)
    short = sum(len(gram) for gram in parts[0])
    mixed = _mixed(np.concatenate(parts[0] + parts[1]))
    mixed.flags.writeable = False
    return mixed, short


def _streams(cleaned: str) -> tuple[str, str]:
    return f" {cleaned} ", f"^{decompose(cleaned.replace(' ', ''))}$"


def _rolled(chars: str, letters: str, orders: Orders) -> Iterator[tuple[tuple[int, int], Hashes]]:
    """Hashes by (place where they begin, order): each is the shorter one, stepped, plus the next
    code. Both streams go through together; those that would reach across are left out."""
    border = len(chars)
    spread = np.frombuffer((chars + letters).encode("utf-32-le"), dtype=np.uint32) * _SPREAD
    spread[border:] += _APART
    rolling = spread
    for order in range(1, max(orders.chars.stop, orders.letters.stop)):
        if order > 1:
            rolling = rolling[:-1] * _STEP + spread[order - 1 :]
        if order in orders.chars:
            yield (0, order), rolling[: max(0, border - order + 1)]
        if order in orders.letters:
            yield (border, order), rolling[border:]


def _words(cleaned: str) -> list[Hashes]:
    """Hashes of the Latin words, as many times over as a word counts."""
    words = _LATIN_WORD.findall(cleaned)
    if not words:
        return []
    return [np.array([crc32(word.encode()) for word in words], dtype=np.uint32)] * _WORD_WEIGHT


def _mixed(grams: Hashes) -> Hashes:
    """The high bits depend on all of the n-gram, so a table may use the top ones."""
    mixed = grams >> _SHIFT
    mixed ^= grams
    mixed *= _FINISH
    return mixed
