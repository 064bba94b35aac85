"""Sentences as the index compares them: letters without spaces, and grams of one or two."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aicc.domain.faq import FaqEntry
from aicc.faq_index.postings import Floats
from aicc.faq_index.synonyms import Synonyms
from aicc.korean.fillers import point
from aicc.korean.jamo import decompose
from aicc.korean.normalise import normalise

_REWRITES = 8
_FILLER = 0.1  # what a gram of "how can I" counts, against one of the point
_NOT_A_LETTER = re.compile(r"[\W_\u3131-\u3163]+")  # nor lone jamo, which only laugh and cry


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A question or variant of an entry; keywords are grams that count 0: found, but no more."""

    shown: str
    jamo: str
    grams: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What was asked, in the customer's words first and then with synonyms for some of them."""

    jamo: tuple[str, ...]  # by wording
    grams: tuple[str, ...]  # of all wordings
    shares: Floats  # gram x wording: how much it counts, 0 where the wording has it not


def texts_of(entry: FaqEntry) -> list[Text]:
    found_only: dict[str, float] = {}
    for keyword in entry.keywords:
        found_only |= dict.fromkeys(_grams(letters_of(keyword)), 0.0)
    return [
        Text(shown=shown, jamo=decompose(core), grams=found_only | _shares(plain, core))
        for shown in (entry.question, *entry.variants)
        if (plain := letters_of(shown)) and (core := point(plain))
    ]


def query_of(text: str, synonyms: Synonyms) -> Query | None:
    """None when there is no letter in it."""
    said = normalise(text).lower()
    plain = [letters_of(said), *map(letters_of, synonyms.rewrites(said, _REWRITES))]
    if not plain[0]:
        return None
    cores = [point(each) for each in plain]
    wordings = list(map(_shares, plain, cores))
    every = tuple(sorted(set().union(*wordings)))
    shares = [[each.get(gram, 0.0) for each in wordings] for gram in every]
    jamo = tuple(map(decompose, cores))
    return Query(jamo=jamo, grams=every, shares=np.array(shares, dtype=np.float32))


def letters_of(text: str) -> str:
    """Small letters and digits alone, without spaces."""
    return _NOT_A_LETTER.sub("", normalise(text).lower())


def _grams(letters: str) -> set[str]:
    return {*letters, *map("".join, pairwise(letters))}


def _shares(letters: str, core: str) -> dict[str, float]:
    """The grams of a sentence; those of its fillers, outside its core, count little."""
    return dict.fromkeys(_grams(letters), _FILLER) | dict.fromkeys(_grams(core), 1.0)
