"""One tenant's FAQ entries, and ranking them for a query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np

from aicc.domain.faq import FaqEntry, FaqHit
from aicc.faq_index.postings import Floats, Ints, Postings
from aicc.faq_index.wording import Query, Text, texts_of

_WEIGHED, _COMPARED = 64, 20  # texts weighed with all grams, and of those compared as a whole
_SYNONYM = 0.96  # what a query in other words counts, against the customer's own
_ENTRY_SIDE = 0.3  # how much it matters that the entry says no more than the query
_JAMO = 1 / 3
_CURVE = 0.86  # lifts the middle, so that 0.55 is a good threshold for a bank's entries
_PRIORITY = 0.005  # a step of priority lifts a score by half a hundredth of itself
_WORN_OUT = 1000  # fewer dropped texts are not worth building anew


class _Kept(NamedTuple):
    """A text as it stands in the postings."""

    faq_id: str
    shown: str
    jamo: str


class _Scored(NamedTuple):
    number: int
    score: float
    letters: float
    jamo: float
    lift: float


@dataclass(slots=True)
class Corpus:
    """Not safe for threads: the index holds a lock."""

    entries: dict[str, FaqEntry] = field(default_factory=dict)
    _postings: Postings = field(default_factory=Postings)
    _kept: list[_Kept] = field(default_factory=list)  # by text number
    _numbers: dict[str, list[int]] = field(default_factory=dict)  # by entry
    _categories: dict[str, int] = field(default_factory=dict)
    _dropped: int = 0

    def put(self, entry: FaqEntry, texts: Sequence[Text]) -> None:
        self.remove(entry.id)
        kind = self._categories.setdefault(entry.category, len(self._categories))
        self.entries[entry.id] = entry
        self._numbers[entry.id] = [self._postings.add(text.grams, kind) for text in texts]
        self._kept += [_Kept(entry.id, text.shown, text.jamo) for text in texts]

    def remove(self, faq_id: str) -> bool:
        if self.entries.pop(faq_id, None) is None:
            return False
        for number in self._numbers.pop(faq_id):
            self._postings.drop(number)
            self._dropped += 1
        return True

    @property
    def is_worn_out(self) -> bool:
        """Most of what it holds was dropped."""
        return self._dropped > max(_WORN_OUT, len(self._postings) // 2)

    def search(self, query: Query, category: str, limit: int) -> tuple[FaqHit, ...]:
        if category and category not in self._categories:
            return ()
        kind = self._categories[category] if category else None
        weights = self._postings.weights(query.grams)
        count = max(_WEIGHED, 4 * limit)
        telling = weights * query.shares.max(axis=1)
        numbers = self._postings.candidates(query.grams, telling, count, kind)
        if not len(numbers):
            return ()
        return self._best(query, weights, numbers, limit)

    def rank(
        self, query: Query, limit: int, total: int, held: Mapping[str, int]
    ) -> tuple[FaqHit, ...]:
        """Every entry against the query, as if they stood among `total` texts, so many of which
        hold each gram: what another index found, weighed as this one weighs."""
        self._postings.count_as(total, held)
        weights = self._postings.weights(query.grams)
        return self._best(query, weights, np.arange(len(self._kept)), limit)

    def _best(self, query: Query, weights: Floats, numbers: Ints, limit: int) -> tuple[FaqHit, ...]:
        best: dict[str, _Scored] = {}
        for scored in self._ranked(query, weights, numbers, max(_COMPARED, 2 * limit)):
            best.setdefault(self._kept[scored.number].faq_id, scored)
        return tuple(map(self._hit, islice(best.values(), limit)))

    def _ranked(self, query: Query, weights: Floats, numbers: Ints, count: int) -> list[_Scored]:
        from rapidfuzz.fuzz import ratio  # not before a search needs it: the phone starts without

        fits, wordings = self._fits(query, weights, numbers)
        first = np.argsort(-fits, kind="stable")[:count]
        first = first[fits[first] > 0]
        columns = numbers[first].tolist(), fits[first].tolist(), wordings[first].tolist()
        scored = [
            self._scored(number, fit, ratio(query.jamo[wording], self._kept[number].jamo) / 100)
            for number, fit, wording in zip(*columns, strict=True)
        ]
        return sorted(scored, key=lambda each: -each.score)

    def _fits(self, query: Query, weights: Floats, numbers: Ints) -> tuple[Floats, Ints]:
        """From 0 to 1, how well each text and the query cover each other, and in which wording.

        The weighted harmonic mean of what the text covers of the query and the query of the text.
        """
        overlap = self._postings.overlap(numbers, query.grams)
        asked = (query.shares > 0).astype(np.float32)
        of_query = (overlap.found * weights) @ query.shares / (weights @ query.shares)
        own = (overlap.shares * weights) @ asked
        keywords = ((overlap.shares == 0) * overlap.found * weights) @ asked
        of_text = (own + keywords) / (overlap.mass[:, None] + keywords)
        fits = (1 + _ENTRY_SIDE) * of_query * of_text
        fits /= np.maximum(_ENTRY_SIDE * of_query + of_text, np.float32(1e-9))
        fits[:, 1:] *= np.float32(_SYNONYM)
        wordings = fits.argmax(axis=1)
        return fits[np.arange(len(numbers)), wordings], wordings

    def _scored(self, number: int, fit: float, likeness: float) -> _Scored:
        entry = self.entries[self._kept[number].faq_id]
        lift = 1 + _PRIORITY * (entry.priority - 1)
        score = min(1.0, ((1 - _JAMO) * fit + _JAMO * likeness) ** _CURVE * lift)
        return _Scored(number, score, fit, likeness, lift)

    def _hit(self, scored: _Scored) -> FaqHit:
        text = self._kept[scored.number]
        return FaqHit(
            entry=self.entries[text.faq_id],
            score=scored.score,
            matched=text.shown,
            signals={"letters": scored.letters, "jamo": scored.jamo, "priority": scored.lift},
        )


def corpus_of(entries: Iterable[FaqEntry]) -> Corpus:
    corpus = Corpus()
    for entry in entries:
        corpus.put(entry, texts_of(entry))
    return corpus
