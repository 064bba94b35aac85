"""The columns of an FAQ sheet: which heading means which field, and which word which value.

The first word of a list is what a Korean sheet is written with, the second what an English one is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from aicc.korean.text.normalise import normalise

FIELDS = (
    "id",
    "status",
    "category",
    "question",
    "variants",
    "answer",
    "voice",
    "otherwise",
    "keywords",
    "priority",
    "tags",
    "valid_from",
    "valid_until",
    "channels",
    "parts",
)
NEEDED = ("question", "answer")

_LANGUAGES = ("ko", "en")
_IGNORED = re.compile(r"\s*\([^)]*\)|[\W_]+")

_Words = Mapping[str, Sequence[str]]


def field_of(heading: str) -> str:
    """The field that a heading names, whatever its spaces, case and brackets; empty for none."""
    return _fields().get(_plain(heading), "")


def heading_of(field: str, locale: str) -> str:
    return _written(_data()["headings"][field], locale)


def value_of(field: str, word: str) -> str:
    """What a word in a cell stands for; the word itself when it is not known."""
    return _values(field).get(_plain(word), word)


def word_of(field: str, value: str, locale: str) -> str:
    return _written(_data()["words"][field][value], locale)


def sheet_title(locale: str) -> str:
    return _written(_data()["sheet_title"], locale)


def no_category(locale: str) -> str:
    """For an entry whose sheet has none."""
    return _written(_data()["no_category"], locale)


def _written(words: Sequence[str], locale: str) -> str:
    return words[_LANGUAGES.index(locale)]


def _plain(text: str) -> str:
    return _IGNORED.sub("", normalise(text).casefold())


@cache
def _fields() -> Mapping[str, str]:
    return _by_word(_data()["headings"]) | {_plain(field): field for field in FIELDS}


@cache
def _values(field: str) -> Mapping[str, str]:
    return _by_word(_data()["words"][field])


def _by_word(lists: _Words) -> dict[str, str]:
    return {_plain(word): meant for meant, words in lists.items() for word in words}


@cache
def _data() -> Any:  # a file of ours, whose shape the functions above show
    return json.loads(files(__package__).joinpath("columns.json").read_text(encoding="utf-8"))
