"""Figures however they are spelt, and how what stands between two of them joins them.

"O1O 짝대기 ①②③④ 그다음에 오육칠팔" is three pieces: 010, 1234, 5678. Nobody can list every
spelling, so what joins is told by rule: a few signs, words for signs and for going on, pauses,
and anything that stands between figures three times. Whether the figures are anybody's number is
not asked here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise

from aicc.korean.speech.units import unit_after
from aicc.korean.words.lists import read_list


class Gap(IntEnum):
    """How the piece before and this one belong together, from not at all to surely."""

    APART = 0
    WORDS = 1  # a few words that say nothing: a known shape may go on after them
    JOINED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`between` is what stands before it, since the piece before; `may_be_shorter` when its last
    figure may be the verb: 오육칠팔이에요."""

    digits: str
    start: int
    end: int
    gap: Gap
    between: str
    may_be_shorter: bool = False


_LISTS = read_list("figures")
_SIGNS = {sign: digit for digit in "0123456789" for sign in _LISTS[digit]}
_WORDS = {word: digit for digit in "0123456789" for word in _LISTS[f"{digit} words"]}
_FIGURE_OF = {**_SIGNS, **_WORDS}
_SYLLABLES = "".join(sign for sign in _SIGNS if "가" <= sign <= "힣")
_AS_FIGURES = str.maketrans({s: digit for s, digit in _SIGNS.items() if not "가" <= s <= "힣"})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_LATIN = _any_of(word for word in _WORDS if word.isascii())
_HANGUL = _any_of(word for word in _WORDS if not word.isascii())
_BELOW_MYRIAD = (
    r"(?:[일이삼사오육륙칠팔구]?천)?(?:[일이삼사오육륙칠팔구]?백)?"
    r"(?:[일이삼사오육륙칠팔구]?십)?[일이삼사오육륙칠팔구]?"
)
_LARGE = (
    rf"(?=[일이삼사오육륙칠팔구]?[십백천만])(?:{_BELOW_MYRIAD}억 ?)?(?:{_BELOW_MYRIAD}만 ?)?"
    rf"{_BELOW_MYRIAD}(?! ?(?:원|달러|불|엔|억|만))"
)
# A letter that looks like a figure counts among figures, not in a word
_NO_LETTER = "(?:(?<![A-Za-z])|(?<=(?<![A-Za-z])[MSRGDmsrgd]))"  # except that of a passport
_LETTER = rf"{_NO_LETTER}[OolI](?=[OolI]*\d|[OolI]{{2}})"
_PIECE = (
    rf"(?P<typed>(?:\d|{_LETTER})[\dOolI]*(?![A-Za-z])|\d+)"
    rf"|(?P<large>{_LARGE})"
    rf"|(?P<latin>{_NO_LETTER}(?i:{_LATIN})(?![A-Za-z]))"
    rf"|(?P<said>(?:{_HANGUL}|[{_SYLLABLES}])+)"
)
_ONE_SAID = re.compile(rf"{_HANGUL}|[{_SYLLABLES}]")
_LETTERS = str.maketrans("OolI", "0011")
_VALUES = dict(zip("일이삼사오육륙칠팔구", (1, 2, 3, 4, 5, 6, 6, 7, 8, 9), strict=True))
_UNITS = frozenset("십백천만억")
_PLACES = {"십": 10, "백": 100, "천": 1000}

_LETTERED = "[0-9A-Za-z가-힣]"
_SIGN = r"[^0-9A-Za-z가-힣*]"
_ENDING = _any_of(_LISTS["ending"])
_JOINS = rf"(?:{_any_of(_LISTS['between'])})(?:{_ENDING})?"
_BETWEEN = rf"(?:{_ENDING})?{_SIGN}*(?:{_JOINS}{_SIGN}*)*"
_BETWEEN_STARTS = rf"(?:{_ENDING}|{_JOINS})(?![가-힣])|(?:{_JOINS})"
_NAMED = re.compile("번호[는은이가]?\\Z")
_MOST_SIGNS, _LONGEST_JOINING, _LONGEST_WORDS = 8, 30, 18
_OFTEN, _SHORT_WORD = 3, 4
# Tags, entities and escapes of the web say nothing: they count as blanks
_MARKUP = re.compile(r"<[^<>]{0,60}>|&#?[A-Za-z0-9]{2,8};|%(?:2[0-9A-F]|3[A-F]|0[AD9])", re.I)
_MAY_BE_MARKUP = re.compile("[<&%]")
_MARKS = re.compile(r"[\u0300-\u036f\u20d0-\u20ff]")

# Cheap looks first: too few figures, or none near enough, and nothing is read. The first look is
# all that most sentences get: a character of each word of figures, counted in one scan.
_FEWEST = 7
_FIGURE = f"0-9{''.join(map(re.escape, _SIGNS))}"
_FIRST = "".join({word[0] for word in _WORDS if not word.isascii()})
_HINT = f"{_FIGURE}{_FIRST}십백천OolIzwfxghnZWFXGHN"
_MANY = re.compile(f"(?:[^{_HINT}]*+[{_HINT}]){{{_FEWEST}}}")
_NEAR = re.compile(f"[{_FIGURE}](?:[^{_FIGURE}*]{{0,30}}+[{_FIGURE}]){{{_FEWEST - 1}}}")
_PAIR_AT_END = re.compile(f"[{_FIGURE}OolI] ?[{_FIGURE}OolI]|(?:{_HANGUL}) ?(?:{_HANGUL})")
_LOOKALIKE = re.compile(r"\d[OolI]|(?<![A-Za-z])[OolI]\d")
_SOME_WORD = re.compile(_HANGUL)
_SOME_LATIN = re.compile(rf"(?<![A-Za-z])(?i:{_LATIN})(?![A-Za-z])")
_WORDY = re.compile(rf"(?:(?i:{_any_of(_WORDS)})[^가-힣A-Za-z*]{{0,6}}){{4}}")
_LARGE_NUMBER = re.compile("[십백천]만 ?[일이삼사오육륙칠팔구십백천]{5}")


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Once the first long number comes: most of this module's start is not paid by a Lambda's."""
    return re.compile(expression)


def has_many_figures(text: str) -> bool:
    """The cheapest look: false means that no long number can stand in the text."""
    return _MANY.match(text) is not None


def may_hold_pieces(text: str) -> bool:
    if (
        _NEAR.search(text)
        or _LOOKALIKE.search(text)
        or ("만" in text and _LARGE_NUMBER.search(text))
    ):
        return True
    has_words = _SOME_WORD.search(text) or _SOME_LATIN.search(text)
    return has_words is not None and _WORDY.search(text) is not None


def has_figures_at_end(text: str) -> bool:
    """Two figures side by side not far from the end, spelt in any way."""
    return _PAIR_AT_END.search(text, max(0, len(text) - 24)) is not None


def chains(text: str) -> Iterator[list[Piece]]:
    """Pieces that may be one number, in order; text that was masked already is `*`."""
    if not text.isascii():
        text = _MARKS.sub(" ", text.translate(_AS_FIGURES))
    if _MAY_BE_MARKUP.search(text):
        text = _MARKUP.sub(lambda found: " " * len(found[0]), text)
    found = list(_compiled(_PIECE).finditer(text))
    often = _said_often(text, found) if len(found) > _OFTEN else frozenset()
    chain: list[Piece] = []
    for piece in _pieces(text, found, often):
        if chain and piece.gap is Gap.APART:
            yield chain
            chain = []
        chain.append(piece)
    if chain:
        yield chain


def _pieces(text: str, matches: Sequence[re.Match[str]], often: frozenset[str]) -> Iterator[Piece]:
    at = 0
    is_first = True
    for found in matches:
        digits = _digits(found)
        between = text[at : found.start()]
        gap = Gap.APART if is_first else _gap(between, often)
        if not digits or (found["said"] and _is_in_word(text, found, digits, gap)):
            continue
        yield Piece(
            digits=digits,
            start=found.start(),
            end=found.end(),
            gap=gap,
            between=between,
            may_be_shorter=found[0].endswith("이") and "가" <= text[found.end() :][:1] <= "힣",
        )
        at, is_first = found.end(), False


def _digits(found: re.Match[str]) -> str:
    text = found[0]
    if found["typed"]:
        return text.translate(_LETTERS)
    if found["large"]:
        return str(_value(text))
    if found["latin"]:
        return _WORDS[text.lower()]
    return "".join(_FIGURE_OF[each] for each in _ONE_SAID.findall(text))


def _value(words: str) -> int:
    """구십만백일 is 900101."""
    total = part = digit = 0
    for char in words:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[char], 0
        elif char in "만억":
            total += (part + digit or 1) * (10**4 if char == "만" else 10**8)
            part = digit = 0
    return total + part + digit


def _gap(between: str, often: frozenset[str]) -> Gap:
    bare = between.strip()
    if bare in often:
        return Gap.JOINED
    if "*" in bare or len(bare) > _LONGEST_JOINING:
        return Gap.APART
    if not _compiled(_LETTERED).search(bare):
        return Gap.JOINED if len(bare) <= _MOST_SIGNS else Gap.APART
    if _compiled(_BETWEEN).fullmatch(between):
        return Gap.JOINED
    return Gap.WORDS if len(bare) <= _LONGEST_WORDS else Gap.APART


def _is_in_word(text: str, found: re.Match[str], digits: str, gap: Gap) -> bool:
    """One or two syllables that only look like figures: 이거, 사이에, 만원."""
    if len(digits) > 2:
        return False
    before, after = text[: found.start()][-1:], text[found.end() :]
    if before.isdigit() or (before in _UNITS and found[0] == "원"):  # 836이요, 5000원, 5만원
        return True
    if "가" <= before <= "힣" and gap is not Gap.JOINED:
        return not _NAMED.search(text, 0, found.start())
    return "가" <= after[:1] <= "힣" and not _compiled(_BETWEEN_STARTS).match(after)


def _said_often(text: str, matches: Sequence[re.Match[str]]) -> frozenset[str]:
    """Words that stand between figures again and again: 0땡1땡0땡. What is counted is no such
    word: 6개월 12개월 24개월 36개월."""
    gaps = Counter(
        text[before.end() : after.start()].strip() for before, after in pairwise(matches)
    )
    return frozenset(
        gap for gap, times in gaps.items()
        if times >= _OFTEN and 0 < len(gap) <= _SHORT_WORD and "*" not in gap
        and not _is_counted(gap)
    )  # fmt: skip


def _is_counted(gap: str) -> bool:
    word = "".join(filter(str.isalpha, gap))
    return word != "" and unit_after(word, 0) == word
