"""Sentences as the index compares them: letters without spaces, grams of them, and a meaning."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aicc.domain.faq import FaqEntry
from aicc.domain.said import Said
from aicc.faqs.search.meanings import Steps, steps_of, units_of
from aicc.faqs.search.postings import Floats
from aicc.faqs.search.synonyms import Synonyms
from aicc.korean.text.fillers import point
from aicc.korean.text.jamo import decompose
from aicc.korean.text.normalise import normalise

LONGEST = 500  # letters of a question; what follows them is not looked at
_REWRITES = 8
_APART = "|"  # no letter
_FILLER = 0.1  # what a gram of "how can I" counts, against one of the point
START = "^"  # opens a gram that says with which letters a word begins: there its stem stands
_START, _STARTS = 0.5, (1, 2)  # what it counts, and of how many letters
_WORD = re.compile(r"[^\W_\u3131-\u3163]+")  # lone jamo only laugh and cry


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A question or variant of an entry; keywords are grams that count 0: found, but no more."""

    shown: str
    said: str  # the same, normalised
    letters: str  # without spaces, then its point
    jamo: str
    grams: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    entry: FaqEntry
    keywords: tuple[str, ...]
    whole: str  # the letters of all that the entry says, its answer too
    texts: Sequence[Text]
    steps: Steps  # the meaning of each text


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What was asked, in the customer's words first and then with synonyms for some of them."""

    letters: str  # the customer's own
    jamo: tuple[str, ...]  # by wording
    grams: tuple[str, ...]  # of all wordings
    shares: Floats  # gram x wording: how much it counts, 0 where the wording has it not
    steps: Steps  # wording x dimension: what each means
    units: Floats  # the same with length one


def analysed(entries: Sequence[FaqEntry]) -> Iterator[Analysed]:
    texts = [texts_of(entry) for entry in entries]
    steps = steps_of([text.said for each in texts for text in each])
    at = 0
    for entry, of_entry in zip(entries, texts, strict=True):
        keywords = tuple(filter(None, map(letters_of, entry.keywords)))
        said = (text.letters for text in of_entry)
        yield Analysed(
            entry=entry,
            keywords=keywords,
            whole=_APART.join((*said, *keywords, letters_of(entry.answer))),
            texts=of_entry,
            steps=steps[at : at + len(of_entry)],
        )
        at += len(of_entry)


def whole_without(entry: FaqEntry, shown: str) -> str:
    """The letters of all that an entry says, but for one wording."""
    others = tuple(each for each in (entry.question, *entry.variants) if each != shown)
    keywords = filter(None, map(letters_of, entry.keywords))
    said = (_letters_and_core("".join(_WORD.findall(_said(each)))) for each in others)
    return _APART.join((*said, *keywords, letters_of(entry.answer)))


def _letters_and_core(letters: str) -> str:
    return _APART.join((letters, point(letters)))


def texts_of(entry: FaqEntry) -> list[Text]:
    found_only: dict[str, float] = {}
    for keyword in entry.keywords:
        found_only |= dict.fromkeys(_grams(letters_of(keyword)), 0.0)
    return [
        _text(shown, said, words, found_only)
        for shown in (entry.question, *entry.variants)
        if (words := _WORD.findall(said := _said(shown)))
    ]


def _text(shown: str, said: str, words: Sequence[str], found_only: Mapping[str, float]) -> Text:
    letters = "".join(words)
    core = point(letters)
    grams = {**found_only, **_shares(words, letters, core)}
    return Text(
        shown=shown,
        said=said,
        letters=_letters_and_core(letters),
        jamo=decompose(core),
        grams=grams,
    )


def query_of(said: Said, synonyms: Synonyms) -> Query | None:
    """None when there is no letter in it."""
    plain = said.plain[:LONGEST].strip().lower()
    wordings = [plain, *synonyms.rewrites(plain, _REWRITES)]
    words = list(map(_WORD.findall, wordings))
    if not words[0]:
        return None
    letters = list(map("".join, words))
    cores = list(map(point, letters))
    counts = list(map(_shares, words, letters, cores))
    every = dict.fromkeys(gram for each in counts for gram in each)
    shares = [[each.get(gram, 0.0) for gram in every] for each in counts]
    steps = steps_of(wordings)
    return Query(
        letters=letters[0],
        jamo=tuple(map(decompose, cores)),
        grams=tuple(every),
        shares=np.array(shares, dtype=np.float32).T,
        steps=steps,
        units=units_of(steps),
    )


def letters_of(text: str) -> str:
    """Small letters and digits alone, without spaces."""
    return "".join(_WORD.findall(_said(text)))


def _said(text: str) -> str:
    return normalise(text).lower()


def _grams(letters: str) -> list[str]:
    return [*letters, *map("".join, pairwise(letters))]


def _shares(words: Sequence[str], letters: str, core: str) -> dict[str, float]:
    """The grams of a sentence; those of its fillers, outside its core, count little."""
    shares = dict.fromkeys(_grams(letters), _FILLER) | dict.fromkeys(_grams(core), 1.0)
    for word in words:
        for size in _STARTS[: len(word)]:
            shares[START + word[:size]] = _START * shares[word[:size]]
    return shares
