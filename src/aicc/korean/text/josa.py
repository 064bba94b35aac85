"""Particles that fit the word before them: 서울로, 부산으로, KT를, 10이, 'VIP'는.

The sound that counts is the one a Korean reader says: Latin letters by their names or as the
English word, figures as numbers, signs by their names. Quotes and brackets are not heard.
"""

import re
import unicodedata

from aicc.errors import InvalidInputError
from aicc.korean.text.jamo import final_of
from aicc.korean.text.latin_names import LETTERS, SIGNS, UNITS, WORDS

# (after a consonant, after a vowel)
_PAIRS = (
    ("이", "가"), ("은", "는"), ("을", "를"), ("과", "와"), ("으로", "로"), ("이랑", "랑"),
    ("아", "야"), ("이에요", "예요"), ("이어요", "여요"), ("이었", "였"), ("이라", "라"),
    ("이라고", "라고"), ("이라는", "라는"), ("이라면", "라면"), ("이라도", "라도"), ("이란", "란"),
    ("이나", "나"), ("이든", "든"), ("이든지", "든지"), ("이며", "며"), ("이면", "면"),
    ("이고", "고"), ("이니", "니"), ("이죠", "죠"), ("이지만", "지만"), ("이므로", "므로"),
    ("이야", "야"), ("이여", "여"), ("이요", "요"), ("이시", "시"), ("으로서", "로서"),
    ("으로써", "로써"), ("으로부터", "로부터"), ("으로는", "로는"), ("으로만", "로만"),
    ("으로도", "로도"), ("으로의", "로의"), ("이네요", "네요"), ("이었습니다", "였습니다"),
    ("이세요", "세요"), ("이신가요", "신가요"), ("이신", "신"),
)  # fmt: skip
PAIRS = {f"{a}/{b}": (a, b) for a, b in _PAIRS} | {f"{b}/{a}": (a, b) for a, b in _PAIRS}

_UNHEARD = frozenset("PZSMC")  # marks, spaces, signs, accents, controls, by first category letter
_ASIDE = re.compile(r"(?<=\S)\s*\([^()]*\)\Z")  # 서울(본점)이: what stands in brackets is not said
_NUMBER = re.compile(r"[\d,]*\d(?:\.\d+)?\Z")
_LATIN = re.compile(r"[A-Za-z][A-Za-z-]*\Z")
_MEASURED = re.compile(
    rf"\d\s?({'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})\Z"
)
_HEARD_SIGNS = frozenset(SIGNS) - frozenset("*#")  # those two mark bold text and headings
_DIGITS = "영일이삼사오육칠팔구"
_ZEROS = ("", "십", "백", "천", "만", "만", "만", "만", "억", "억", "억", "억")
_UNKNOWN = "?"

# The end of an English word as Koreans hear it: first match wins, the rest ends in a vowel
_ENGLISH_ENDS = (
    (re.compile(r"ng$"), "ㅇ"),
    (re.compile(r"le?$"), "ㄹ"),
    (re.compile(r"(?:m|[aeiou]me)$"), "ㅁ"),
    (re.compile(r"(?:n|[aeiou]ne)$"), "ㄴ"),
    (re.compile(r"(?:ck|oo?k|(?<![aeiou])[aeiou]c)$"), "ㄱ"),
    (re.compile(r"(?<![aeiou])[aeiou]p$|oup$"), "ㅂ"),
    (re.compile(r"(?<![aeiou])[aeu]b$"), "ㅂ"),
)


def attach(word: str, pair: str) -> str:
    """`word` with the particle of the pair that fits, both when nobody can tell: 漢字을(를)."""
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """The member of a pair like "이/가" that fits after `word`, whichever stands first."""
    if pair not in PAIRS:
        raise InvalidInputError(f"unknown particle pair {pair!r}")
    after_consonant, after_vowel = PAIRS[pair]
    final = _final_sound(word)
    if final == _UNKNOWN:
        return _both(after_consonant, after_vowel)
    if not final or (final == "ㄹ" and after_consonant.startswith("으로")):
        return after_vowel
    return after_consonant


def _both(after_consonant: str, after_vowel: str) -> str:
    if after_consonant.endswith(after_vowel):
        return f"({after_consonant[: -len(after_vowel)]}){after_vowel}"
    return f"{after_consonant}({after_vowel})"


def _final_sound(word: str) -> str:
    """The consonant the word ends in when said, empty for a vowel, "?" when unknown."""
    if word and "가" <= word[-1] <= "힣":
        return final_of(word)
    return _said_final(word[-80:])


def _said_final(word: str) -> str:
    heard = _heard(word)
    if not heard:  # nothing but a sign: "*를 누르세요"
        return final_of(SIGNS[word[-1]]) if word[-1:] in SIGNS else _UNKNOWN
    if measured := _MEASURED.search(heard):
        return final_of(UNITS[measured[1]])
    last = heard[-1]
    if "가" <= last <= "힣":
        return final_of(heard)
    if "1" <= last <= "9":
        return final_of(_DIGITS[int(last)])
    if last == "0":
        return final_of(_last_of_number(heard))
    if latin := _LATIN.search(heard):
        return _final_of_latin(latin[0].strip("-"))
    if "ㄱ" <= last <= "ㅎ":
        return last if last == "ㄹ" else "ㄱ"  # letters' names all end in a consonant
    if "ㅏ" <= last <= "ㅣ":
        return ""
    return final_of(SIGNS[last]) if last in SIGNS else _UNKNOWN


def _heard(word: str) -> str:
    """Without what the eye sees and the ear does not: closing marks, an aside in brackets."""
    end = len(word)
    while end:
        aside = _ASIDE.search(word, 0, end)
        if aside:
            end = aside.start()
        elif _is_unheard(word[end - 1]):
            end -= 1
        else:
            break
    return word[:end]


def _is_unheard(char: str) -> bool:
    if char in _HEARD_SIGNS:
        return False
    return unicodedata.category(char)[0] in _UNHEARD or char in "²³"


def _last_of_number(text: str) -> str:
    """The last syllable of a number that ends in 0; after a point or a dash, digit by digit."""
    found = _NUMBER.search(text)
    digits = found[0].replace(",", "") if found else text[-1]
    before = text[: found.start()] if found else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    one_by_one = "." in digits or digits[0] == "0" or before.endswith("-")
    if one_by_one:
        return _DIGITS[0]
    return _ZEROS[zeros] if zeros < len(_ZEROS) else "조"


def _final_of_latin(word: str) -> str:
    known = WORDS.get(word.lower())
    if known:
        return final_of(known)
    if word.isupper() or len(word) == 1 or word[-1].isupper():
        return final_of(LETTERS[word[-1].upper()])
    lower = word.lower()
    return next((final for end, final in _ENGLISH_ENDS if end.search(lower)), "")
