"""How well a text fits a query, from 0 to 1: letters, meaning, and the likeness of the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from aicc.faqs.search.postings import Bools, Floats, Ints, Overlap
from aicc.faqs.search.wording import START, Query

_SYNONYM = 0.96  # what a query in other words counts, against the customer's own
_ENTRY_SIDE = 0.5  # how much it matters that the entry says no more than the query
_LETTERS, _MEANING, _JAMO, _WHOLE = 0.35, 0.3, 0.1, 0.3
_TINY = np.float32(1e-9)

# About which share of the best hits with such a sum are right where entries are on different
# matters. Among entries as fine as those of the shipped packs a neighbour is often best instead
# (`python -m bench.faq_confidence`); to bend the middle further down made conversations worse.
_SUMS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_RIGHT = (0.0, 0.02, 0.08, 0.13, 0.28, 0.47, 0.7, 0.8, 0.91, 0.985, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """By text: how it fits in letters and in meaning, and the wording of the query that fits."""

    letters: Floats
    meaning: Floats
    known: Floats  # 1 where both have a meaning
    wordings: Ints

    @property
    def both(self) -> Floats:
        known = self.known * np.float32(_MEANING)
        together: Floats = (_LETTERS * self.letters + known * self.meaning) / (_LETTERS + known)
        return together

    def total(self, chosen: Ints, jamo: Floats, whole: Floats) -> Floats:
        """With the likeness of the text and what the whole entry says."""
        weight = np.float32(_LETTERS) + self.known[chosen] * np.float32(_MEANING)
        total: Floats = self.both[chosen] * weight + _JAMO * jamo + _WHOLE * whole
        total /= weight + np.float32(_JAMO + _WHOLE)
        return total


def fits(query: Query, weights: Floats, overlap: Overlap, units: Floats) -> Fits:
    """`weights` of the query's grams, and the `units` of the texts' meanings."""
    letters = _letters(query, weights, overlap)
    meaning = np.maximum(units @ query.units.T, np.float32(0.0))
    letters[:, 1:] *= np.float32(_SYNONYM)
    meaning[:, 1:] *= np.float32(_SYNONYM)
    wordings = (_LETTERS * letters + _MEANING * meaning).argmax(axis=1)
    rows = np.arange(len(wordings))
    return Fits(
        letters=letters[rows, wordings],
        meaning=meaning[rows, wordings],
        known=(_has_meaning(query.units)[wordings] & _has_meaning(units)).astype(np.float32),
        wordings=wordings,
    )


def _letters(query: Query, weights: Floats, overlap: Overlap) -> Floats:
    """How well each text and each wording cover each other.

    The weighted harmonic mean of what the text covers of the query and the query of the text.
    """
    asked = (query.shares > 0).astype(np.float32)
    of_query = (overlap.found * weights) @ query.shares / (weights @ query.shares)
    own = (overlap.shares * weights) @ asked
    keywords = ((overlap.shares == 0) * overlap.found * weights) @ asked
    of_text = (own + keywords) / (overlap.mass[:, None] + keywords)
    covered: Floats = (1 + _ENTRY_SIDE) * of_query * of_text
    covered /= np.maximum(_ENTRY_SIDE * of_query + of_text, _TINY)
    return covered


def coverage(query: Query, weights: Floats, wordings: Ints, texts: Sequence[str]) -> Floats:
    """How much of the query, in the wording named for each text, stands somewhere in the text."""
    plain = [at for at, gram in enumerate(query.grams) if gram[0] != START]
    grams = [query.grams[at] for at in plain]
    counts = (weights[plain, None] * query.shares[plain]).T.tolist()
    asked: dict[int, tuple[list[str], list[float], float]] = {}
    covered: dict[tuple[int, str], float] = {}  # texts of one entry have one whole
    pairs = list(zip(wordings.tolist(), texts, strict=True))
    for pair in pairs:
        wording, text = pair
        if wording not in asked:
            counted = counts[wording]
            own = list(compress(grams, counted))
            asked[wording] = own, list(filter(None, counted)), sum(counted)
        if pair not in covered:
            own, count, total = asked[wording]
            covered[pair] = sum(compress(count, map(text.__contains__, own))) / total
    return np.array([covered[pair] for pair in pairs], dtype=np.float32)


def confidence(sums: Floats) -> Floats:
    return np.interp(sums, _SUMS, _RIGHT).astype(np.float32)


def likeness(asked: Iterable[str], jamo: Iterable[str]) -> Floats:
    """Pair by pair, how few letters would have to change; 1 for the same."""
    from rapidfuzz.distance.Levenshtein import normalized_similarity  # the phone starts without

    return np.array(list(map(normalized_similarity, asked, jamo)), dtype=np.float32)


def _has_meaning(units: Floats) -> Bools:
    known: Bools = np.einsum("ij,ij->i", units, units) > 0
    return known
