"""What may stand after a figure, and how the figure before it is said."""

from aicc.korean.numbers.units import NUMERALS_BEFORE, ends_word
from aicc.korean.text.latin_names import UNITS
from aicc.korean.words.lists import read_list

_CLASS = NUMERALS_BEFORE | {
    word: numerals for numerals, words in read_list("after_figures").items() for word in words
}
_LONGEST = max(map(len, (*_CLASS, *UNITS)))


def unit_after(text: str, at: int) -> str:
    """The unit or counter that follows a figure ending at `at`, a space between allowed."""
    is_apart = text[at : at + 1] == " "
    at += is_apart
    for size in range(_LONGEST, 0, -1):
        unit = text[at : at + size]
        if unit in _CLASS or unit in UNITS:
            return "" if is_apart and not _is_word(text, at, unit) else unit
    return ""


def _is_word(text: str, at: int, unit: str) -> bool:
    """Behind a blank a syllable may begin any word: 3 포함 is no 세 포."""
    return len(unit) > 1 or unit not in NUMERALS_BEFORE or ends_word(text, at + 1)


def is_native(unit: str) -> bool:
    return _CLASS.get(unit) == "native"
