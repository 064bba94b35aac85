"""Which of many sentences are the same but for a letter or a particle, without comparing all pairs.

Sentences that share many triples of jamo get the same short digests (minhash); only those that
share a digest are compared. The same sentences give the same pairs on every machine.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aicc.faqs.search.wording import letters_of
from aicc.korean.text.jamo import decompose

if TYPE_CHECKING:
    from collections.abc import Set

# Digests and triples in each: fewer triples find what is less alike, and more that is not.
_SURE, _LOOSE = (8, 3), (20, 2)
_SURE_FROM = 0.85
_NEIGHBOURS = 8  # of one digest that a sentence is compared with
_CHUNK = 4096  # sentences digested at once
_SEED = 7

Words = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences by their place, the earlier one first, and how alike they are, 0 to 1."""

    one: int
    other: int
    likeness: float


def near_pairs(texts: Sequence[str], least: float = 0.9) -> list[Pair]:
    """Pairs at least so alike, in order; spaces and signs count nothing.

    Among very many that are all alike not every pair is found, but for each sentence one is.
    """
    from rapidfuzz.fuzz import ratio  # not on the phone's path

    letters = [decompose(letters_of(text)) for text in texts]
    found: dict[tuple[int, int], float] = {}
    for one, other in _candidates(letters, _SURE if least >= _SURE_FROM else _LOOSE):
        if (one, other) not in found:
            score = ratio(letters[one], letters[other], score_cutoff=100 * least)
            found[one, other] = score / 100
    return [
        Pair(one=one, other=other, likeness=round(likeness, 3))
        for (one, other), likeness in sorted(found.items())
        if likeness >= least
    ]


def groups(texts: Sequence[str], least: float) -> list[list[int]]:
    """Places of sentences that are alike, also by way of a third one; each place once."""
    leader = list(range(len(texts)))

    def led_by(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for pair in near_pairs(texts, least):
        first, second = sorted((led_by(pair.one), led_by(pair.other)))
        leader[second] = first
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(texts)):
        members[led_by(place)].append(place)
    return list(members.values())


def _candidates(letters: Sequence[str], bands: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for digests in _digests(letters, bands).T:
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for place, digest in enumerate(digests.tolist()):
            if letters[place]:
                alike[digest].append(place)
        for places in alike.values():
            if len(places) > 1:
                yield from _neighbours(places)


def _neighbours(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, other in enumerate(places):
        for one in islice(places, max(0, at - _NEIGHBOURS), at):
            yield one, other


def _digests(letters: Sequence[str], bands: tuple[int, int]) -> Words:
    """One row a sentence, one column a band."""
    random = np.random.default_rng(_SEED)
    size = bands[0] * bands[1]
    factors = random.integers(1, 2**32, size, dtype=np.uint32) | np.uint32(1)
    shifts = random.integers(0, 2**32, size, dtype=np.uint32)
    parts = [
        _banded(letters[start : start + _CHUNK], factors, shifts).reshape(-1, *bands)
        for start in range(0, len(letters), _CHUNK)
    ]
    if not parts:
        return np.zeros((0, bands[0]), dtype=np.uint32)
    return _mixed(np.concatenate(parts))


def _banded(letters: Sequence[str], factors: Words, shifts: Words) -> Words:
    """The least hash of each sentence's triples, one column a hash."""
    grams = [sorted(_grams(text)) for text in letters]
    flat = np.array([gram for each in grams for gram in each], dtype=np.uint32)
    starts = np.cumsum([0, *map(len, grams[:-1])])
    least = [
        np.minimum.reduceat(flat * factor + shift, starts)
        for factor, shift in zip(factors, shifts, strict=True)
    ]
    return np.stack(least, axis=1)


def _mixed(rows: Words) -> Words:
    mixed: Words = rows[:, :, 0]
    for row in range(1, rows.shape[2]):
        mixed = mixed * np.uint32(2_654_435_761) + rows[:, :, row]
    return mixed


def _grams(text: str) -> "Set[int]":
    padded = f"^{text}$"
    return {crc32(padded[at : at + 3].encode()) for at in range(len(padded) - 1)}
