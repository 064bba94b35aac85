"""One tenant's FAQ entries, and finding those that fit a query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np

from aicc.domain.faq import FaqEntry, FaqFilter, FaqHit
from aicc.faqs.search.allowed import Allowed
from aicc.faqs.search.meanings import Meanings
from aicc.faqs.search.postings import Floats, Ints, Postings
from aicc.faqs.search.ranking import confidence, coverage, fits, likeness
from aicc.faqs.search.wording import Analysed, Query, analysed, whole_without

_WEIGHED, _COMPARED = 64, 16  # texts weighed with all grams, and of those compared as a whole
_AN_ENTRY = 2  # texts of one entry among those compared
_NEAREST = 12  # texts that are weighed for their meaning
NEAR = 0.45  # cosine from which a text without a letter in common is worth a look
_PRIORITY, _STEPS = 0.005, 10  # what a step of priority lifts a sum by, and how many count
_KEYWORD = 0.02  # and a keyword that was said by two
_LOT = 16
_WORN_OUT = 1000  # fewer dropped texts are not worth building anew


class _About(NamedTuple):
    entry: FaqEntry
    keywords: Sequence[str]
    whole: str


class _Kept(NamedTuple):
    """A text as it stands in the postings."""

    about: _About
    shown: str
    jamo: str


class _Asked(NamedTuple):
    """A query, its grams as the postings know them, and how much each tells."""

    query: Query
    grams: Ints
    weights: Floats


class _Scored(NamedTuple):
    score: float
    number: int
    letters: float
    meaning: float
    jamo: float
    whole: float
    lift: float


@dataclass(slots=True)
class Corpus:
    """Not safe for threads: the index holds a lock."""

    entries: dict[str, FaqEntry] = field(default_factory=dict)
    _postings: Postings = field(default_factory=Postings)
    _meanings: Meanings = field(default_factory=Meanings)
    _allowed: Allowed = field(default_factory=Allowed)
    _kept: list[_Kept] = field(default_factory=list)  # by text number
    _numbers: dict[str, list[int]] = field(default_factory=dict)  # by entry
    _dropped: int = 0

    def put(self, new: Analysed) -> None:
        entry = new.entry
        self.remove(entry.id)
        self.entries[entry.id] = entry
        self._numbers[entry.id] = [self._postings.add(text.grams) for text in new.texts]
        self._meanings.add(new.steps)
        self._allowed.add(entry, len(new.texts))
        about = _About(entry, new.keywords, new.whole)
        self._kept += [_Kept(about, text.shown, text.jamo) for text in new.texts]

    def remove(self, faq_id: str) -> bool:
        if self.entries.pop(faq_id, None) is None:
            return False
        for number in self._numbers.pop(faq_id):
            self._postings.drop(number)
            self._meanings.drop(number)
            self._dropped += 1
        return True

    @contextmanager
    def without(self, faq_id: str, shown: str) -> Iterator[None]:
        """As if the entry did not hold this wording: what finds it all the same?"""
        numbers = self._numbers[faq_id]
        kept = [self._kept[number] for number in numbers]
        whole = whole_without(kept[0].about.entry, shown)
        with ExitStack() as hidden:
            for number, each in zip(numbers, kept, strict=True):
                self._kept[number] = each._replace(about=each.about._replace(whole=whole))
                if each.shown == shown:
                    hidden.enter_context(self._postings.hiding(number))
                    hidden.enter_context(self._meanings.hiding(number))
            try:
                yield
            finally:
                for number, each in zip(numbers, kept, strict=True):
                    self._kept[number] = each

    @property
    def is_worn_out(self) -> bool:
        """Most of what it holds was dropped."""
        return self._dropped > max(_WORN_OUT, len(self._postings) // 2)

    def search(self, query: Query, only: FaqFilter | None, limit: int) -> tuple[FaqHit, ...]:
        asked = self._asked(query)
        numbers = self._candidates(asked, only, limit)
        return self._best(asked, numbers, limit) if len(numbers) else ()

    def rank(
        self, query: Query, limit: int, total: int, held: Mapping[str, int]
    ) -> tuple[FaqHit, ...]:
        """Every entry against the query, as if they stood among `total` texts, so many of which
        hold each gram: what another index found, weighed as this one weighs."""
        self._postings.count_as(total, held)
        return self._best(self._asked(query), np.arange(len(self._kept)), limit)

    def _asked(self, query: Query) -> _Asked:
        grams = self._postings.ids(query.grams)
        return _Asked(query, grams, self._postings.weights(grams))

    def _candidates(self, asked: _Asked, only: FaqFilter | None, limit: int) -> Ints:
        """Texts that share the most telling letters, and texts that mean nearly the same."""
        allowed = self._allowed.mask(only, (kept.about.entry for kept in self._kept))
        telling = asked.weights * asked.query.shares.max(axis=1)
        lettered = self._postings.candidates(
            asked.grams, telling, max(_WEIGHED, 4 * limit), allowed
        )
        meant, count = asked.query.units[0], max(_NEAREST, 2 * limit)
        near = self._meanings.nearest(meant, count, NEAR, allowed)
        # np.unique would load numpy.ma, which the phone's start can do without
        return np.array(sorted({*lettered.tolist(), *near.tolist()}), dtype=lettered.dtype)

    def _best(self, asked: _Asked, numbers: Ints, limit: int) -> tuple[FaqHit, ...]:
        best: dict[str, _Scored] = {}
        for scored in self._ranked(asked, numbers, max(_COMPARED, 2 * limit)):
            best.setdefault(self._kept[scored.number].about.entry.id, scored)
        return tuple(map(self._hit, islice(best.values(), limit)))

    def _ranked(self, asked: _Asked, numbers: Ints, count: int) -> list[_Scored]:
        query, weights = asked.query, asked.weights
        overlap = self._postings.overlap(numbers, asked.grams)
        fit = fits(query, weights, overlap, self._meanings.of(numbers))
        both = fit.both
        first = np.argsort(-both, kind="stable")
        first = first[(fit.letters[first] > 0) | (fit.meaning[first] >= NEAR)]
        first = self._few_an_entry(numbers, first, count)
        if not len(first):
            return []
        texts = [self._kept[number] for number in numbers[first].tolist()]
        wordings = fit.wordings[first]
        said = (query.jamo[wording] for wording in wordings.tolist())
        jamo = likeness(said, (kept.jamo for kept in texts))
        whole = coverage(query, weights, wordings, [kept.about.whole for kept in texts])
        lift = np.array([_lift(kept, query) for kept in texts])
        total = fit.total(first, jamo, whole) * lift
        best = np.argsort(-total, kind="stable")
        columns = (
            confidence(total),
            numbers[first],
            fit.letters[first],
            fit.meaning[first],
            jamo,
            whole,
            lift,
        )
        return list(map(_Scored, *(column[best].tolist() for column in columns)))

    def _few_an_entry(self, numbers: Ints, first: Ints, count: int) -> Ints:
        """The first `count` of these places, for no entry more than a few: one with a hundred
        wordings would crowd out the others."""
        taken: dict[str, int] = {}
        few: list[int] = []
        for place, number in zip(first.tolist(), numbers[first].tolist(), strict=True):
            faq_id = self._kept[number].about.entry.id
            taken[faq_id] = taken.get(faq_id, 0) + 1
            if taken[faq_id] <= _AN_ENTRY:
                few.append(place)
                if len(few) == count:
                    break
        return np.array(few, dtype=first.dtype)

    def _hit(self, scored: _Scored) -> FaqHit:
        kept = self._kept[scored.number]
        signals = {
            "letters": scored.letters,
            "meaning": scored.meaning,
            "jamo": scored.jamo,
            "whole": scored.whole,
            "lift": scored.lift,
        }
        return FaqHit(
            entry=kept.about.entry, score=scored.score, matched=kept.shown, signals=signals
        )


def _lift(kept: _Kept, query: Query) -> float:
    about = kept.about
    said = about.keywords and any(keyword in query.letters for keyword in about.keywords)
    steps = max(-_STEPS, min(about.entry.priority - 1, _STEPS))
    return 1 + _PRIORITY * steps + (_KEYWORD if said else 0)


def corpus_of(entries: Iterable[FaqEntry]) -> Corpus:
    corpus = Corpus()
    for few in in_lots(tuple(entries)):
        for each in analysed(few):
            corpus.put(each)
    return corpus


def in_lots(entries: Sequence[FaqEntry]) -> Iterator[Sequence[FaqEntry]]:
    """A few at a time: what analysing them needs is many times what is kept."""
    return (entries[at : at + _LOT] for at in range(0, len(entries), _LOT))
