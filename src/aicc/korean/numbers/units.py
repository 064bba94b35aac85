"""Words that stand behind a number: counters, measures, currencies, and what may follow them.

A `UnitTable` finds the longest alias at a place in a text. Names are British English in lower
case for measures ("kilometre"), ISO codes for money, and the Korean word itself for counters.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aicc.korean.words.lists import read_list, read_words

_TAIL = re.compile(
    "(?:" + "|".join(sorted(read_words("number_endings"), key=len, reverse=True)) + "){0,3}"
    "(?:(?:이었|였|인데|이?래|이?라|이?거|이?잖|이?던|이?군)[가-힣]{1,4})?(?![가-힣])"
)
_COPULA = re.compile("(?:입니[다까]|이?(?:에요|예요|다|요|야|고|죠|네요))(?![가-힣])")


def ends_word(text: str, position: int) -> bool:
    """Nothing but particles and endings up to the next blank."""
    return _TAIL.match(text, position) is not None


def copula_follows(text: str, position: int) -> bool:
    return _COPULA.match(text, position) is not None


class UnitMatch(NamedTuple):
    name: str
    start: int
    end: int


class UnitTable:
    """Aliases by their first letter, longest first, so that a look-up costs a few tests."""

    def __init__(self, aliases: Mapping[str, Iterable[str]]) -> None:
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        for name, words in aliases.items():
            for word in words:
                self._by_letter.setdefault(word[0], []).append((word, name))
        for entries in self._by_letter.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def somewhere(self) -> re.Pattern[str]:
        """Finds nothing in a text that can hold none of the units: a cheap first look."""
        last = {word[-1] for entries in self._by_letter.values() for word, _ in entries}
        return re.compile(f"[{re.escape(''.join(sorted(last)))}]", re.IGNORECASE)

    def at(self, text: str, position: int, *, strict: bool = True) -> UnitMatch | None:
        """The unit here or behind one blank; a one-syllable unit must end its word."""
        if text.startswith(" ", position):
            position += 1
        for word, name in self._by_letter.get(text[position : position + 1].lower(), ()):
            end = position + len(word)
            if text[position:end].lower() == word and _is_whole(text, end, word, strict=strict):
                return UnitMatch(name, position, end)
        return None


def _is_whole(text: str, end: int, word: str, *, strict: bool) -> bool:
    last = word[-1]
    if last.isascii():
        after = text[end : end + 1]
        return not (last.isalnum() and after.isascii() and after.isalpha())
    return not strict or len(word) > 1 or ends_word(text, end)


def _measures() -> Mapping[str, dict[str, tuple[str, ...]]]:
    kinds: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, words in read_list("measures").items():
        kind, unit = name.split(", ")
        kinds.setdefault(kind, {})[unit] = words
    return kinds


_MEASURES = _measures()

MEASURE_OF = {name: kind for kind, units in _MEASURES.items() for name in units}
MEASURES = UnitTable({name: words for units in _MEASURES.values() for name, words in units.items()})

CURRENCIES = UnitTable(read_list("currencies"))

CUP = "컵"
_COUNTERS = read_list("counters")
COUNTERS = UnitTable({name: (name, *others) for name, (_, *others) in _COUNTERS.items()})
# Counter, however spelt -> the class of the numerals before it: 세 곡 is "native", 삼 층 "sino"
NUMERALS_BEFORE = {
    word: numerals for name, (numerals, *others) in _COUNTERS.items() for word in (name, *others)
}

AGES = UnitTable({"year": ("살", "세"), "month": ("개월",)})

DEGREES = UnitTable(
    {
        "celsius": ("°c", "℃", "도씨", "° c"),
        "fahrenheit": ("°f", "℉", "° f"),
        "degree": ("도", "°"),
    }
)
