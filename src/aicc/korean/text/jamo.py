"""Letters of Hangul syllables: apart, together, and on the keyboard they are typed with."""

import re
from collections.abc import Iterator

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = ord("가"), ord("힣")
_PER_INITIAL = len(VOWELS) * len(FINALS)

_INITIAL_AT = {jamo: index for index, jamo in enumerate(INITIALS)}
_VOWEL_AT = {jamo: index for index, jamo in enumerate(VOWELS)}
_FINAL_AT = {jamo: index for index, jamo in enumerate(FINALS)}
_PAIRS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ", "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_APART = {pair: parts for parts, pair in _PAIRS.items()}

# The common two-set layout: the key that carries each letter
_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_FROM_KEYS = str.maketrans(
    _KEYS | {k.upper(): v for k, v in _KEYS.items() if k.upper() not in _KEYS}
)
_TO_KEYS = str.maketrans({jamo: key for key, jamo in _KEYS.items()})
_SIMPLE = str.maketrans(_APART)
_LATIN_WORD = re.compile(r"[A-Za-z]{4,40}")


class _Letters(dict[int, str]):
    """Filled as syllables are met: all eleven thousand would cost three milliseconds of start."""

    def __missing__(self, code: int) -> str:
        if not _FIRST <= code <= _LAST:
            return chr(code)
        initial, rest = divmod(code - _FIRST, _PER_INITIAL)
        vowel, final = divmod(rest, len(FINALS))
        self[code] = INITIALS[initial] + VOWELS[vowel] + FINALS[final]
        return self[code]


_LETTERS = _Letters({code: chr(code) for code in range(0x80)})


def decompose(text: str) -> str:
    """Every syllable as two or three letters, the rest unchanged: 잔액 -> ㅈㅏㄴㅇㅐㄱ."""
    return text.translate(_LETTERS)


def compose(text: str) -> str:
    """Letters joined to syllables as a keyboard does it; undoes `decompose` of whole syllables."""
    return "".join(_syllables(text))


def has_final(word: str) -> bool:
    """The last syllable ends in a consonant; false for anything that is not Hangul."""
    return final_of(word) != ""


def final_of(word: str) -> str:
    """The final consonant of the last syllable, empty when there is none."""
    code = ord(word[-1]) if word else 0
    return FINALS[(code - _FIRST) % len(FINALS)] if _FIRST <= code <= _LAST else ""


def from_keyboard(text: str) -> str:
    """Hangul for what was typed with the keyboard on Latin: dkssud -> 안녕."""
    return compose(text.translate(_FROM_KEYS))


def to_keyboard(text: str) -> str:
    """The Latin keys of Hangul text: ㅗ디ㅣㅐ -> hello."""
    return decompose(text).translate(_SIMPLE).translate(_TO_KEYS)


def repair_keyboard(text: str) -> str:
    """Latin words that make whole syllables turned to Hangul, the rest unchanged.

    A reading to try, not a verdict: a few English words make syllables too (work -> 재가).
    """
    return _LATIN_WORD.sub(_whole_syllables, text)


def _whole_syllables(word: re.Match[str]) -> str:
    hangul = from_keyboard(word[0])
    return hangul if all("가" <= char <= "힣" for char in hangul) else word[0]


def _syllables(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        syllable, at = _next_syllable(text, at)
        yield syllable


def _next_syllable(text: str, at: int) -> tuple[str, int]:
    """One syllable, loose letter or other character from `at`, and where the next begins."""
    initial = _INITIAL_AT.get(text[at])
    vowel, after = _letter(text, at if initial is None else at + 1, _VOWEL_AT)
    if vowel is None:
        return text[at], at + 1
    if initial is None:
        return VOWELS[vowel], after
    final, end = _final(text, after)
    return chr(_FIRST + initial * _PER_INITIAL + vowel * len(FINALS) + final), end


def _letter(text: str, at: int, known: dict[str, int]) -> tuple[int | None, int]:
    """The letter at `at`, of two keys when they make one, and where the next begins."""
    if at >= len(text) or text[at] not in known:
        return None, at
    pair = _PAIRS.get(text[at : at + 2])
    if pair in known:
        return known[pair], at + 2
    return known[text[at]], at + 1


def _final(text: str, at: int) -> tuple[int, int]:
    """The final consonant; one that a vowel follows opens the next syllable instead."""
    final, after = _letter(text, at, _FINAL_AT)
    if final is None or not _opens(text, after):
        return final or 0, after
    if after - at == 1:
        return 0, at
    return _FINAL_AT[text[at]], at + 1


def _opens(text: str, after: int) -> bool:
    return text[after : after + 1] in _VOWEL_AT and text[after - 1] in _INITIAL_AT
