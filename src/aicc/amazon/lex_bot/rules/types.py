"""Slot types: values that are one of a kind, patterns that Lex can take."""

import re
from collections.abc import Iterator

from aicc.amazon.lex_bot.model import SlotType
from aicc.amazon.lex_bot.slot_types import PATTERN_PARENT
from aicc.domain.finding import RuleFinding

MOST_WORDS = 10_000  # values and synonyms together

_SET = re.compile(r"\[[^\]]*\]|\\.")  # in it, and escaped, the characters stand for themselves
_ENDLESS = re.compile(r"[*+.]|\{[0-9]+,\}")


def check_slot_type(kind: SlotType, path: str) -> Iterator[RuleFinding]:
    yield from _values(kind, path)
    yield from _parent(kind, path)


def _values(kind: SlotType, path: str) -> Iterator[RuleFinding]:
    if not (kind.values or kind.parent or kind.is_elsewhere):
        yield RuleFinding(rule="values", place=path, message="give it slotTypeValues")
    words = sum(1 + len(value.synonyms) for value in kind.values)
    if words > MOST_WORDS:
        message = f"{words:,} values and synonyms: at most {MOST_WORDS:,}"
        yield RuleFinding(rule="limit", place=path, message=message)
    taken: dict[str, str] = {}
    for value in kind.values:
        if _folded(value.value) in taken:
            message = f"the value {value.value!r} stands there twice"
            yield RuleFinding(rule="duplicate", place=path, message=message)
        taken[_folded(value.value)] = value.value
    for value in kind.values:
        for synonym in value.synonyms:
            other = taken.setdefault(_folded(synonym), value.value)
            if other != value.value:
                message = f"{synonym!r} means {other} and {value.value}: keep one"
                yield RuleFinding(rule="duplicate", place=path, message=message, is_error=False)


def _parent(kind: SlotType, path: str) -> Iterator[RuleFinding]:
    if kind.parent and kind.parent != PATTERN_PARENT:
        message = f"only {PATTERN_PARENT} can be a parent, not {kind.parent}"
        yield RuleFinding(rule="parent", place=path, message=message)
    if kind.pattern and not kind.parent:
        message = f"a regexFilter needs the parent {PATTERN_PARENT}"
        yield RuleFinding(rule="regex", place=path, message=message)
    endless = _ENDLESS.search(_SET.sub("", kind.pattern))
    if endless:
        message = f"{endless[0]} in {kind.pattern!r}: Lex takes bounded repetition, no . * and +"
        yield RuleFinding(rule="regex", place=path, message=message)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
