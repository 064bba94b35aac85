"""Regular expressions that people write: compiled, or refused when they could run for long.

The matcher of Python tries every way to share a text among the quantifiers of a pattern. Here
those ways are counted from above, without running anything: a quantifier is harmless when what
it repeats cannot also begin what comes after it; else it multiplies all that stands behind it.
The count errs on the side of refusing, and the message says what to change.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from math import log2
from typing import Any

from aicc.errors import InvalidInputError

# By name: the standard library's type stubs do not agree with it on what stands inside `re`.
sre = import_module("re._constants")
_parser = import_module("re._parser")

LONGEST_TEXT = 2000  # what is behind it in a customer's text is not searched
MOST_STEPS = 50_000_000  # counted from above: a quarter of a second at worst, when provoked

Item = tuple[Any, Any]  # an operation of the parsed pattern with its arguments
Letters = frozenset[str]

# One letter of each sort that classes and ranges tell apart, besides those of the pattern itself.
_SAMPLES = "5٣aZé\uac00\u314b_- \t\n\u3000!。\U0001f600"
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_NESTED = "a quantifier repeats something that can share the same text in many ways"
_SUMMED = "its quantifiers can take each other's characters"
_LETTERS_A_STEP = 10  # of a group that is met again
_FINITE = 16  # a quantifier up to here reads next to nothing
_HOW = "give them an upper limit, or put something between them that neither can take"


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern, to be run on at most LONGEST_TEXT characters; else `InvalidInputError`."""
    try:
        compiled = re.compile(pattern)
        steps = _Weigher(pattern).steps()
    except (re.error, OverflowError, RecursionError) as error:
        raise InvalidInputError(f"pattern {pattern!r}: {error}") from error
    except _TooManyWaysError as error:
        raise InvalidInputError(f"pattern {pattern!r} could run for ever: {error}") from error
    if steps > MOST_STEPS:
        raise InvalidInputError(f"pattern {pattern!r} could run for long: {_SUMMED}: {_HOW}")
    return compiled


class _TooManyWaysError(Exception):
    """Exponential, whatever the text."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """How many ways lead through a part, and the steps it takes; what follows costs ways times."""

    ways: float = 1.0
    steps: float = 1.0

    def then(self, rest: "_Weight") -> "_Weight":
        return _Weight(self.ways * rest.ways, self.steps + self.ways * rest.steps)


class _Weigher:
    def __init__(self, pattern: str) -> None:
        self._items = _parser.parse(pattern)
        self._ignores_case = bool(self._items.state.flags & re.IGNORECASE)
        points = set(_SAMPLES)
        for code in _codes(self._items):
            near = (chr(each) for each in (code - 1, code, code + 1) if 0 <= each < 0x110000)
            points |= {case[0] for char in near for case in (char, char.lower(), char.upper())}
        self._all: Letters = frozenset(points)

    def steps(self) -> float:
        weight = self._sequence(self._items, frozenset())
        starts = 1 if self._is_guarded() else LONGEST_TEXT
        return starts * (weight.steps + weight.ways)

    def _is_guarded(self) -> bool:
        """The first letter is none that a quantifier takes, so that starts cannot overlap."""
        if not len(self._items):
            return True
        op, value = self._items[0]
        if op is sre.AT:
            return value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING)
        if op not in (sre.LITERAL, sre.IN):
            return False
        taken = [letters for item in self._items for letters in self._taken(item)]
        return self._letters((op, value)).isdisjoint(frozenset().union(*taken))

    def _taken(self, item: Item) -> Iterator[Letters]:
        """The letters of everything under a quantifier."""
        op, value = item
        inner = [each for part in _parts(item) for each in part]
        if op in _REPEATS and value[1] > 1:
            yield from (self._letters(each) for each in _leaves(inner))
        else:
            for each in inner:
                yield from self._taken(each)

    def _sequence(self, items: Iterable[Item], after: Letters) -> _Weight:
        """`after` is what may come behind the items."""
        total = _Weight(steps=0.0)
        for item in reversed(list(items)):
            total = self._item(item, after).then(total)
            first, may_be_empty = self._first_of(item)
            after = first | after if may_be_empty else first
        return total

    def _item(self, item: Item, after: Letters) -> _Weight:
        op, value = item
        if op in _REPEATS:
            return self._repeat(op, value, after)
        if op is sre.BRANCH:
            return self._branch(value[1], after)
        if op is sre.SUBPATTERN:
            return self._sequence(value[-1], after)
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return self._once(value[1])
        if op is sre.ATOMIC_GROUP:
            return self._once(value)
        if op is sre.GROUPREF_EXISTS:
            raise re.error("a condition on a group is not supported")
        if op is sre.GROUPREF:  # it is compared letter by letter
            width = min(self._items.state.groupwidths[value][1], LONGEST_TEXT)
            return _Weight(steps=1 + width / _LETTERS_A_STEP)
        return _Weight()

    def _once(self, items: Sequence[Item]) -> _Weight:
        """Matched without coming back to it."""
        inner = self._sequence(items, frozenset())
        return _Weight(steps=inner.steps + inner.ways)

    def _branch(self, parts: Sequence[Sequence[Item]], after: Letters) -> _Weight:
        weights = [self._sequence(part, after) for part in parts]
        seen: Letters = frozenset()
        for part in parts:
            first, may_be_empty = self._first(part)
            first = first | after if may_be_empty else first
            if seen & first:
                ways = sum(weight.ways for weight in weights)
                return _Weight(ways, sum(weight.steps for weight in weights))
            seen |= first
        return _Weight(max(each.ways for each in weights), max(each.steps for each in weights))

    def _repeat(self, op: object, value: tuple[int, int, Any], after: Letters) -> _Weight:
        fewest, most, body = value[0], min(value[1], LONGEST_TEXT), value[2]
        first, may_be_empty = self._first(body)
        inner = self._sequence(body, first | after)
        scan = most * inner.steps + 1
        if op is sre.POSSESSIVE_REPEAT and inner.ways > 1:
            return _Weight(steps=scan + most * inner.ways)  # each turn has its own ways to try
        if _is_plain(body):  # all its turns together read the text once, and once in vain
            scan = min(2.0 * LONGEST_TEXT, scan)
        if op is sre.POSSESSIVE_REPEAT:
            return _Weight(steps=scan)
        if inner.ways > 1 or may_be_empty:
            if most > 1 and most * log2(max(inner.ways, 2.0)) > log2(MOST_STEPS):
                raise _TooManyWaysError(f"{_NESTED}: write it with one quantifier")
            ways = inner.ways**most + 1
            return _Weight(ways, ways * inner.steps)
        free = max(0, most - fewest)
        return _Weight(free + 1.0 if free and first & after else 1.0, scan)

    def _first(self, items: Iterable[Item]) -> tuple[Letters, bool]:
        """The letters that the items may begin with, and whether they may match nothing."""
        letters: Letters = frozenset()
        for item in items:
            first, may_be_empty = self._first_of(item)
            letters |= first
            if not may_be_empty:
                return letters, False
        return letters, True

    def _first_of(self, item: Item) -> tuple[Letters, bool]:
        op, value = item
        if op is sre.AT:
            return frozenset(), True
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS):
            return self._all, True
        parts = [self._first(part) for part in _parts(item)]
        if not parts:
            return self._letters(item), False
        may_be_empty = any(empty for _, empty in parts) or (op in _REPEATS and value[0] == 0)
        return frozenset().union(*(letters for letters, _ in parts)), may_be_empty

    def _letters(self, item: Item) -> Letters:
        """Of the sample letters those that a single-letter item takes."""
        return frozenset(char for char in self._all if self._takes(item, char))

    def _takes(self, item: Item, char: str) -> bool:
        op, value = item
        cases = (char, char.lower(), char.upper()) if self._ignores_case else (char,)
        if op is sre.LITERAL:
            return chr(value) in cases
        if op is sre.NOT_LITERAL:
            return chr(value) not in cases
        if op is sre.IN:
            is_negated = value[0][0] is sre.NEGATE
            return is_negated != any(_is_in(each, case) for each in value for case in cases)
        return True


def _is_in(member: Item, char: str) -> bool:
    """One member of a class in brackets."""
    op, value = member
    if op is sre.LITERAL:
        return char == chr(value)
    if op is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if op is sre.CATEGORY:
        name = str(value)
        is_not = "_NOT_" in name
        return is_not != _CATEGORIES[name.replace("_NOT_", "_")](char)
    return False


def _parts(item: Item) -> list[Sequence[Item]]:
    """The sequences inside an item; none for a single letter."""
    op, value = item
    if op is sre.BRANCH:
        return list(value[1])
    if op in _REPEATS or op is sre.SUBPATTERN:
        return [value[-1]]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [value] if op is sre.ATOMIC_GROUP else []


def _is_plain(items: Iterable[Item]) -> bool:
    """What its quantifiers read in vain ends the match: nothing else is tried from there."""
    for item in items:
        op, value = item
        inner = [each for part in _parts(item) for each in part]
        is_optional = op in _REPEATS and value[:2] == (0, 1)
        if op in (sre.BRANCH, sre.ASSERT, sre.ASSERT_NOT) or is_optional:
            if not _is_finite(inner):
                return False
        elif op is sre.GROUPREF or not _is_plain(inner):
            return False
    return True


def _is_finite(items: Iterable[Item]) -> bool:
    return all(
        not (op in _REPEATS and value[1] > _FINITE)
        and _is_finite(each for part in _parts((op, value)) for each in part)
        for op, value in items
    )


def _leaves(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        parts = _parts(item)
        if not parts:
            yield item
        for part in parts:
            yield from _leaves(part)


def _codes(items: Iterable[Item]) -> Iterator[int]:
    """Every character that the pattern names, ends of ranges too."""
    for op, value in _leaves(items):
        if op in (sre.LITERAL, sre.NOT_LITERAL):
            yield value
        for kind, inner in value if op is sre.IN else ():
            if kind is sre.LITERAL:
                yield inner
            elif kind is sre.RANGE:
                yield from inner
