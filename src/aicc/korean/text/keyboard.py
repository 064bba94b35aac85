"""Korean typed on an English keyboard: dkssudgktpdy is 안녕하세요."""

import re

_KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_TWO = {
    **{
        "ㅗㅏ": "ㅘ",
        "ㅗㅐ": "ㅙ",
        "ㅗㅣ": "ㅚ",
        "ㅜㅓ": "ㅝ",
        "ㅜㅔ": "ㅞ",
        "ㅜㅣ": "ㅟ",
        "ㅡㅣ": "ㅢ",
    },
    **{"ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ"},
    **{"ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ"},
}
_TYPED = re.compile(r"[A-Za-z]{4,}")
_SYLLABLE = re.compile(
    f"([{_FIRST}])(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[{_VOWELS}])"
    f"((?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[{''.join(_LAST)}])(?![{_VOWELS}]))?"
)


def retyped(text: str) -> str:
    """The text as it was meant, when all its words are Korean typed with the wrong keyboard on."""
    words = text.split()
    if not words or not all(map(_TYPED.fullmatch, words)):
        return ""
    meant = [
        _composed("".join(_KEYS.get(key, _KEYS.get(key.lower(), key)) for key in word))
        for word in words
    ]
    return " ".join(meant) if all("가" <= char <= "힣" for word in meant for char in word) else ""


def _composed(jamo: str) -> str:
    return _SYLLABLE.sub(lambda found: _syllable(found[1], found[2], found[3] or ""), jamo)


def _syllable(first: str, vowel: str, last: str) -> str:
    at = (
        _FIRST.index(first),
        _VOWELS.index(_TWO.get(vowel, vowel)),
        _LAST.index(_TWO.get(last, last)),
    )
    return chr(0xAC00 + (at[0] * len(_VOWELS) + at[1]) * len(_LAST) + at[2])
