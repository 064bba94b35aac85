"""A sentence as hashed n-grams: characters with their spaces, jamo without any.

Characters carry what was meant, jamo forgive a slip of the finger and a missing space. The
hash is computed for a whole array at once, so no n-gram is ever made into a string.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aicc.korean.jamo import decompose
from aicc.korean.normalise import normalise

Ids = NDArray[np.intp]
Hashes = NDArray[np.uint32]

_CHAR_ORDERS = range(1, 5)
_JAMO_ORDERS = range(3, 7)
_CHAR_SEED = np.uint32(0x85EBCA6B)
_JAMO_SEED = np.uint32(0xC2B2AE35)
_STEP = np.uint32(0x9E3779B1)  # odd, near 2**32 divided by the golden ratio
_FINISH = np.uint32(0x2C1B3C6D)
_SHIFT = np.uint32(15)

_STRETCHED = re.compile(r"(.)\1\1+")


def clean(text: str) -> str:
    """Lower case, one spelling, laughter and stretched vowels cut to two."""
    return _STRETCHED.sub(r"\1\1", normalise(text).lower())


def hashes(cleaned: str) -> Hashes:
    """One hash for every n-gram of a cleaned sentence, repeated as often as it occurs."""
    chars, letters = _streams(cleaned)
    grams = _rolled(_codes(chars), _CHAR_ORDERS, _CHAR_SEED)
    grams += _rolled(_codes(letters), _JAMO_ORDERS, _JAMO_SEED)
    return _mixed(np.concatenate(grams))


def hashes_of_all(cleaned: Sequence[str]) -> tuple[Ids, Hashes]:
    """The same for many sentences: the sentence's index beside each hash."""
    streams = [_streams(text) for text in cleaned]
    docs: list[Ids] = []
    grams: list[Hashes] = []
    for which, orders, seed in ((0, _CHAR_ORDERS, _CHAR_SEED), (1, _JAMO_ORDERS, _JAMO_SEED)):
        lines = [pair[which] for pair in streams]
        owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
        rolled = _rolled(_codes("".join(lines)), orders, seed)
        for order, gram in zip(orders, rolled, strict=True):
            first = owner[: len(gram)]
            inside = first == owner[order - 1 :]  # not across two sentences
            docs.append(first[inside])
            grams.append(gram[inside])
    return np.concatenate(docs), _mixed(np.concatenate(grams))


def _streams(cleaned: str) -> tuple[str, str]:
    return f" {cleaned} ", f"^{decompose(cleaned.replace(' ', ''))}$"


def _codes(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _rolled(codes: Hashes, orders: range, seed: np.uint32) -> list[Hashes]:
    """Hashes by order: each one is the shorter n-gram's, times a step, plus the next code."""
    spread = (codes + seed) * seed
    rolling = spread
    grams = [rolling] if orders.start == 1 else []
    for order in range(2, orders.stop):
        rolling = rolling[:-1] * _STEP + spread[order - 1 :]
        if order >= orders.start:
            grams.append(rolling)
    return grams


def _mixed(grams: Hashes) -> Hashes:
    """The high bits depend on all of the n-gram, so a table may use the top ones."""
    mixed: Hashes = (grams ^ (grams >> _SHIFT)) * _FINISH
    return mixed
