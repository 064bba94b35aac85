"""Lists of rules over words, `words/danger.txt` for one, whose head tells how to write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import Final, Generic, TypeVar

from aicc.errors import InvalidInputError
from aicc.korean.text.phrases import Keys, Lists, Phrase, any_of, plain_words, read_phrase, words_of
from aicc.korean.words.lists import text_of

Kind = TypeVar("Kind", bound=StrEnum)

_COUNTED: Final = re.compile(r"\s*(\d) of (.+)")
_RARE: Final = {1: 2.0, 2: 1.0, 3: 0.5, 4: 0.2}  # per mille, of letters that are not listed


@dataclass(frozen=True, kw_only=True)
class Rule:
    """All of `parts` within reach of the first, `least` of `some`, and none of `without`."""

    parts: tuple[Phrase, ...]
    some: tuple[Phrase, ...] = ()
    least: int = 0
    unwanted: tuple[str, ...] = ()
    lists: Lists = field(repr=False)
    rarest_first: tuple[Phrase, ...]  # the parts again
    needs: tuple[Keys, ...]  # of each set a matching text holds a string; the rarest set first

    @cached_property
    def without(self) -> tuple[Phrase, ...]:
        """Read when first asked for: few rules ever come so far."""
        return tuple(read_phrase(part, self.lists) for part in self.unwanted)


@dataclass(frozen=True, kw_only=True)
class WordRules(Generic[Kind]):
    lists: Lists
    rules: Mapping[Kind, Sequence[Rule]]
    harmless: Mapping[Kind, Sequence[Phrase]]


def read_rules(text: str, kinds: type[Kind]) -> WordRules[Kind]:
    """Raises `InvalidInputError` with the line that it cannot read."""
    lists: dict[str, Phrase] = {}
    rules: dict[Kind, list[Rule]] = {kind: [] for kind in kinds}
    harmless: dict[Kind, list[Phrase]] = {kind: [] for kind in kinds}
    words = WordRules(lists=lists, rules=rules, harmless=harmless)
    kind: Kind | None = None
    for line in _lines(text):
        name, colon, rest = line.partition(":")
        if line.startswith("=="):
            kind = kinds(line.strip("= "))
        elif name == "not":
            for each in [kind] if kind else kinds:
                harmless[each] += (read_phrase(word, lists) for word in words_of(rest))
        elif colon:
            lists[name] = any_of([read_phrase(word, lists) for word in words_of(rest)])
        elif kind:
            rules[kind].append(read_rule(line, lists))
        else:
            raise InvalidInputError(f"list of rules: {line!r} stands before the first kind")
    for remembered in (plain_words, _per_mille, _per_mille_of):
        remembered.cache_clear()  # of use within one list, and as large as what was read
    return words


def read_rule(line: str, lists: Lists) -> Rule:
    """`phrase + phrase + 2 of phrase, phrase - phrase`, in any order in the text."""
    wanted, *unwanted = line.split(" - ")
    parts: list[Phrase] = []
    some: list[Phrase] = []
    least = 0
    for part in wanted.split(" + "):
        counted = _COUNTED.match(part)
        if counted:
            least = int(counted[1])
            some += (read_phrase(each, lists) for each in counted[2].split(","))
        else:
            parts.append(read_phrase(part, lists))
    rarest_first = sorted(parts, key=lambda part: min(map(_per_mille, part.keys)))
    needs = sorted((keys for part in parts for keys in part.keys), key=_per_mille)
    return Rule(
        parts=tuple(parts),
        some=tuple(some),
        least=least,
        unwanted=tuple(unwanted),
        lists=lists,
        rarest_first=tuple(rarest_first),
        needs=tuple(needs),
    )


@lru_cache(maxsize=8192)
def _per_mille(keys: Keys) -> float:
    """Of a thousand everyday questions about so many hold one of the strings."""
    return sum(_per_mille_of(key) for key in keys)


@lru_cache(maxsize=8192)
def _per_mille_of(key: str) -> float:
    listed = _everyday()
    if key in listed:
        return listed[key]
    parts = (key[start:end] for start in range(len(key)) for end in range(start + 1, len(key)))
    return min([_RARE[len(key)], *(listed[part] for part in parts if part in listed)])


@cache
def _everyday() -> Mapping[str, float]:
    text = text_of("everyday_letters")
    pairs = (line.partition(":") for line in _lines(text))
    return {string: float(share) for share, _, strings in pairs for string in strings.split()}


def _lines(text: str) -> Iterator[str]:
    """Without comments and empty lines; a line that begins with a blank goes on the one before."""
    whole = ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].rstrip()
        if line.startswith(" "):
            whole += line
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole
