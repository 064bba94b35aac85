"""Slips of the finger mended before a sentence is understood: 환볼 is 환불, 시퍼요 is 싶어요.

`Slips(words).mended("반픔하고 시퍼요") == "반품하고 싶어요"`. A word that nobody knows and that
is one letter away from a word of the bot's content becomes that word. Known words stay, and so
does all that is not Hangul; a word is only mended where it begins and ends as words do.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import Final

from aicc.korean.text.embedding import HANGUL_RUN, load
from aicc.korean.text.jamo import FINALS, decompose
from aicc.korean.text.spelling import fold_spelling
from aicc.korean.text.spelt_by_ear import spellings
from aicc.korean.words.lists import read_words

LONGEST = 6  # syllables of a word that may be mended
RARE = 210  # from this cost on, in the lexicon's sixteenths of a nat, its words are hardly used
_REMEMBERED = 8192  # runs of letters whose mended form is kept
_RUN = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]{2,}")
# How the rest of a word begins behind a noun: particles, 하다, 되다, 받다, 안, 못, 좀, 입니다
_BEHIND: Final = frozenset(
    "은는이가을를에의도만로으와과랑나부까보처좀요인입여예두하한할함해했되된될됨돼됐받못안어싶시있없중말"
)
# What ends like this may be a verb, or a noun with its particle: such a word is left alone
_ENDINGS: Final = frozenset(
    "은는이가을를에의도로으와과랑고게기나냐니네다라락래려면며서셔시신실씨아야어여와요자죠지음임던든듯만러었았했겠"
)
_NUMBERS: Final = frozenset("공영일이삼사오육륙칠팔구십백천만억")
_ROWS = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")  # of the keyboard
# Letters that sound alike, or that one more key turns into each other
_CONSONANTS_ALIKE = ("ㄴㄹ", "ㄱㅋㄲ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅈㅊㅉ", "ㅅㅆ", "ㅇㅎ", "ㄴㅁㅇ")
_VOWELS_ALIKE = ("ㅐㅔ", "ㅒㅖ", "ㅔㅖ", "ㅚㅙㅞ", "ㅗㅓ", "ㅡㅓ", "ㅡㅢ", "ㅣㅢ", "ㅣㅟ")
_VOWELS_LONGER = ("ㅗㅚ", "ㅜㅟ", "ㅏㅘ", "ㅓㅝ", "ㅗㅘ", "ㅜㅝ")


class Slips:
    """`words`: what the bot's content speaks of. Any number of threads may ask."""

    def __init__(self, words: Iterable[str]) -> None:
        everyday = read_words("everyday")
        parts = (part for word in (*words, *everyday) for part in HANGUL_RUN.findall(word))
        self._words = frozenset(part for part in parts if 2 <= len(part) <= LONGEST)
        meant = sorted(self._words)
        self._same_sound = {fold_spelling(word): word for word in meant}
        self._near: dict[str, list[str]] = {}  # 환* and *불 -> 환불
        for word in meant:
            for key in _gaps(word):
                self._near.setdefault(key, []).append(word)
        self._begin = frozenset(gap for word in meant for gap in _gaps(word[:2]))
        self._cost = load().cost
        self._mended_run = lru_cache(maxsize=_REMEMBERED)(self._read_run)

    def mended(self, plain: str) -> str:
        """The normalised sentence; the same one where there is no slip in it."""
        return _RUN.sub(self._replaced, plain)

    def _replaced(self, found: re.Match[str]) -> str:
        return self._mended_run(found[0])

    def _read_run(self, run: str) -> str:
        run, at = spellings().right(run), 0
        while at + 2 <= len(run):
            size = self._known(run, at)
            is_whole = size and self._ends_word(run, at + size)
            slip = "" if is_whole else self._slip(run, at, longer_than=size)
            if slip:
                run, size = run[:at] + slip + run[at + len(slip) :], len(slip)
            if not size:
                break
            at += size
        return run

    def _ends_word(self, run: str, end: int) -> bool:
        """Nothing behind it says that the word goes on, as in 비밀벌호."""
        rest = run[end:]
        return len(rest) < 2 or rest[0] in _BEHIND or self._known(run, end) > 0

    def _known(self, run: str, at: int) -> int:
        """Length of the longest known word from here; words of one syllable say nothing."""
        for size in range(min(LONGEST, len(run) - at), 1, -1):
            word = run[at : at + size]
            if word in self._words or self._is_used(word):
                return size
        return 0

    def _is_used(self, word: str) -> bool:
        """It stands in the lexicon; a rare word does not count that sounds like one of ours."""
        cost = self._cost(word)
        if cost is None:
            return False
        return cost < RARE or fold_spelling(word) not in self._same_sound

    def _slip(self, run: str, at: int, longer_than: int) -> str:
        """The word that was meant from here; empty where there is none, or more than one."""
        if not self._begin.intersection(_gaps(run[at : at + 2])):
            return ""
        shortest = max(4, longer_than + 1) if longer_than else 2  # 배송비 is not 배송지
        for size in range(min(LONGEST, len(run) - at), shortest - 1, -1):
            typed = run[at : at + size]
            if not _may_be_slip(typed) or not self._may_end(run, at + size):
                continue
            same = self._same_sound.get(fold_spelling(typed))
            meant = {word for key in _gaps(typed) for word in self._near.get(key, ())}
            near = [same] if same else [word for word in meant if self._is_slip(typed, word)]
            if len(near) == 1:
                return near[0]
        return ""

    def _may_end(self, run: str, end: int) -> bool:
        return end == len(run) or run[end] in _BEHIND or self._known(run, end) > 0

    def _is_slip(self, typed: str, meant: str) -> bool:
        """One letter differs that is easily taken for the other; in a word of two syllables the
        first letter only where its syllable means nothing: 우천 is not 추천."""
        place = next(at for at in range(len(meant)) if typed[at] != meant[at])
        one, other = typed[place], meant[place]
        letters = zip(decompose(one).ljust(3), decompose(other).ljust(3), strict=True)
        differing = [(at, frozenset(pair)) for at, pair in enumerate(letters) if len({*pair}) > 1]
        if len(differing) != 1:
            return False
        at, pair = differing[0]
        is_first_letter = len(meant) == 2 and place + at == 0
        return pair in _easily_confused() and not (is_first_letter and self._cost(one) is not None)


def _may_be_slip(word: str) -> bool:
    return word[-1] not in _ENDINGS and not _NUMBERS.issuperset(word)


def _gaps(word: str) -> tuple[str, ...]:
    return tuple(f"{word[:at]}*{word[at + 1 :]}" for at in range(len(word)))


@cache
def _easily_confused() -> frozenset[frozenset[str]]:
    """Keys side by side or one above the other, letters that sound alike, a final left out."""
    pairs = [pair for row in _ROWS for pair in pairwise(row)]
    for upper, lower in pairwise(_ROWS):
        pairs += [*zip(upper, lower, strict=False), *zip(upper[1:], lower, strict=False)]
    for group in (*_CONSONANTS_ALIKE, *_VOWELS_ALIKE, *_VOWELS_LONGER):
        pairs += combinations(group, 2)
    pairs += [(" ", final) for final in FINALS if final]
    return frozenset(map(frozenset, pairs))
