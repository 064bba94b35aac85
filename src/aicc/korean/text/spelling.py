"""Spellings that people confuse made one, so that a list of words need not hold them all.

햇어요 is 했어요, 결재 is 결제, 됬 is 됐, 일어버렸 is 잃어버렸. What comes out is for comparing
with other folded text, never for showing; each letter keeps its place.
"""

from typing import Final

_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
# Places in the order of Unicode: ㅒ and ㅖ, ㅐ are heard as ㅔ; ㅙ and ㅚ as ㅞ.
_SAME_VOWEL: Final = {1: 5, 3: 5, 7: 5, 10: 15, 11: 15}
# ㄲ as ㄱ, ㄶ as ㄴ, ㅀ as ㄹ, ㅄ as ㅂ, ㅆ as ㅅ
_SAME_FINAL: Final = {2: 1, 6: 4, 15: 8, 18: 17, 20: 19}


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns a letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _fold(code)
        return letter


class _FoldingAlike(dict[int, str]):
    """The same letters, not copies of them."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _WITH_SPACES[code]
        return letter


def fold_spelling(text: str) -> str:
    """Lower case, and one letter for those that sound alike; as long as the text."""
    return text.translate(_WITH_SPACES)


def fold_letters(text: str) -> str:
    """As `fold_spelling`, without blanks and commas."""
    return text.translate(_WITHOUT_SPACES)


def _fold(code: int) -> str:
    if not _FIRST <= code <= _LAST:
        lower = chr(code).lower()
        return lower if len(lower) == 1 else chr(code)
    rest, final = divmod(code - _FIRST, _FINALS)
    first, vowel = divmod(rest, _VOWELS)
    vowel, final = _SAME_VOWEL.get(vowel, vowel), _SAME_FINAL.get(final, final)
    return chr(_FIRST + (first * _VOWELS + vowel) * _FINALS + final)


_WITH_SPACES = _Folding()
_WITHOUT_SPACES = _FoldingAlike({ord(sign): "" for sign in " ,"})
