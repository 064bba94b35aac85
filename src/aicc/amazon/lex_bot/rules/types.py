"""Slot types: values that are one of a kind, patterns that Lex can take."""

import re
from collections.abc import Iterator

from aicc.amazon.lex_bot.finding import Finding
from aicc.amazon.lex_bot.model import SlotType
from aicc.amazon.lex_bot.slot_types import PATTERN_PARENT

MOST_WORDS = 10_000  # values and synonyms together

_SET = re.compile(r"\[[^\]]*\]|\\.")  # in it, and escaped, the characters stand for themselves
_ENDLESS = re.compile(r"[*+.]|\{[0-9]+,\}")


def check_slot_type(kind: SlotType, path: str) -> Iterator[Finding]:
    yield from _values(kind, path)
    yield from _parent(kind, path)


def _values(kind: SlotType, path: str) -> Iterator[Finding]:
    if not (kind.values or kind.parent or kind.is_elsewhere):
        yield Finding(rule="values", path=path, message="give it slotTypeValues")
    words = sum(1 + len(value.synonyms) for value in kind.values)
    if words > MOST_WORDS:
        message = f"{words:,} values and synonyms: at most {MOST_WORDS:,}"
        yield Finding(rule="limit", path=path, message=message)
    taken: dict[str, str] = {}
    for value in kind.values:
        if _folded(value.value) in taken:
            message = f"the value {value.value!r} stands there twice"
            yield Finding(rule="duplicate", path=path, message=message)
        taken[_folded(value.value)] = value.value
    for value in kind.values:
        for synonym in value.synonyms:
            other = taken.setdefault(_folded(synonym), value.value)
            if other != value.value:
                message = f"{synonym!r} means {other} and {value.value}: keep one"
                yield Finding(rule="duplicate", path=path, message=message, is_error=False)


def _parent(kind: SlotType, path: str) -> Iterator[Finding]:
    if kind.parent and kind.parent != PATTERN_PARENT:
        message = f"only {PATTERN_PARENT} can be a parent, not {kind.parent}"
        yield Finding(rule="parent", path=path, message=message)
    if kind.pattern and not kind.parent:
        message = f"a regexFilter needs the parent {PATTERN_PARENT}"
        yield Finding(rule="regex", path=path, message=message)
    endless = _ENDLESS.search(_SET.sub("", kind.pattern))
    if endless:
        message = f"{endless[0]} in {kind.pattern!r}: Lex takes bounded repetition, no . * and +"
        yield Finding(rule="regex", path=path, message=message)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
