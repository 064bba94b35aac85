"""Bare numbers, ordinals and percentages in a sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence

from aicc.domain.meaning import Entity
from aicc.korean.numbers.read import Numeral, Reading, is_about, is_native, plain
from aicc.korean.numbers.units import (
    AGES,
    COUNTERS,
    CURRENCIES,
    MEASURES,
    copula_follows,
    ends_word,
)

_PERCENT = re.compile(
    r" ?(?:%|퍼센트|프로(?!그|젝|모|필|세|페|토|덕|듀)|퍼센티지|퍼센|퍼(?![가-힣]))"
)
_HALF_PERCENT = re.compile(r"(?<![가-힣])(?:절반의?|반의)")
_NTH = re.compile(r" ?(?:번째|째|등(?![급록산기장])|위(?=[^가-힣]|$|[를는로가와]))")
_FIRST = re.compile(r"(?:첫 ?번째|첫째|처음)(?!처럼|부터|으로|에는|엔|뵙|이에요|입니다|인데)")
_ASKED_FIRST = re.compile(r"(?<![가-힣])(?:제 ?(?P<n>\d{1,6})(?![\d번])|첫(?= (?!번|째)))")
_MONTH = re.compile(r" ?월(?!요일)")
_AFTER_MONTH = re.compile(r"월 ?$")
_DAY = re.compile(r" ?일(?!간|[가-힣]*시)")
_GLUED = re.compile(r"[은는을를과와](?=[가-힣])")
_ENDING = re.compile(r" ?(?:이?요|입니다|이에요|예요|이야|정도|쯤)? ?[.!?]?")
_PRENOMINAL = frozenset({"한", "두", "세", "네", "석", "넉", "스무", "열"})
_OTHER_DIGITS = frozenset("삼육륙칠팔영공십백천만억조경")
_HALF_FOLLOWS = re.compile(r"(?=[^가-힣]|$)|(?=[이을만]|이나)")
_OTHER_WORDS = re.compile(r"천만에|만일|천천|일단|일부|일반|백신|만약|오늘|사이|이번|일요|억울")

_RELATIVE: tuple[tuple[re.Pattern[str], str, int], ...] = (
    (re.compile(r"(?:마지막|끝|맨 ?뒤)(?:에서)? ?(?:바로 ?)?[전앞](?:의 ?것)?|(?:마지막|끝)의 ?옆"),
     "end", -1),
    (re.compile(r"(?<![가-힣])(?:(?:이전|직전|바로 ?[전앞]|앞)(?:의 ?것|의|(?= ))|바로 ?[전앞])"),
     "current", -1),
    (re.compile(r"(?<![가-힣])(?:지금|현재)의 ?것"), "current", 0),
    (re.compile(r"(?<![가-힣])다다음(?! ?[주달해])(?:의 ?것)?"), "current", 2),
    (re.compile(r"(?<![가-힣])다음(?! ?(?:주|달|해|날))(?:의 ?것)?"), "current", 1),
    (re.compile(r"(?<![가-힣])(?:마지막|맨 ?뒤|맨 ?끝|끝(?=에|의|$))"), "end", 0),
)  # fmt: skip
_FROM_END = re.compile(r"(?:마지막|끝|뒤)에서 ?$")


def find_numbers(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    """Bare and counted numbers. Months, days and glued measures are no numbers of their own."""
    for numeral, reading in number_readings(text, numbers, asked):
        yield Entity(
            kind="number",
            text=text[numeral.start : reading.end],
            start=numeral.start,
            end=reading.end,
            value=plain(reading.value),
            confidence=0.9 if numeral.typed else 0.7,
        )


def number_readings(
    text: str, numbers: Iterable[Numeral], asked: bool
) -> Iterator[tuple[Numeral, Reading]]:
    for numeral in numbers:
        if not _OTHER_WORDS.match(text, numeral.start) and not is_about(text, numeral):
            reading = _number_reading(text, numeral, asked)
            if reading:
                yield numeral, reading


def _number_reading(text: str, numeral: Numeral, asked: bool) -> Reading | None:
    for reading in numeral.readings:
        said = text[numeral.start : reading.end]
        if _belongs_elsewhere(text, numeral, reading):
            return None
        if reading.high is not None and not _has_unit(text, reading.end):
            continue
        if said[-1].isdigit():
            return reading
        if _is_word_of_number(text, numeral.start, reading, said, asked=asked):
            return reading
    return None


def _belongs_elsewhere(text: str, numeral: Numeral, reading: Reading) -> bool:
    """3월, the 4일 behind it, 29km, 1미터, A4."""
    before, after = text[numeral.start - 1 : numeral.start], text[reading.end : reading.end + 1]
    if _MONTH.match(text, reading.end):
        return True
    if _DAY.match(text, reading.end) and _AFTER_MONTH.search(
        text[max(0, numeral.start - 3) : numeral.start]
    ):
        return True
    if not numeral.typed:
        return False
    if before.isascii() and before.isalpha():
        return True
    if after.isascii() and after.isalpha():
        return text[reading.end - 1].isdigit()
    return "가" <= after <= "힣" and MEASURES.at(text, reading.end) is not None


def _is_word_of_number(text: str, start: int, reading: Reading, said: str, *, asked: bool) -> bool:
    end = reading.end
    alone = start == 0 and (_ENDING.fullmatch(text, end) is not None)
    if alone:
        return True
    is_syllable = len(said) == 1 and not is_native(said)
    if is_syllable and (not asked or said == "이"):
        return False  # 이곳, 만기가, 일이
    if _has_unit(text, end):
        return True
    if said == "반":
        return asked and _HALF_FOLLOWS.match(text, end) is not None
    if said in _PRENOMINAL or (said == "하나" and text.startswith("요", end)):
        return False  # 어떻게 하나요
    if copula_follows(text, end):
        return True
    if is_syllable:
        return said in _OTHER_DIGITS and ends_word(text, end)
    if not asked and len(said) < 3 and not is_native(said):
        return False  # 이천, 백일, 만일: as often names and words
    return ends_word(text, end) or (len(said) >= 3 and _GLUED.match(text, end) is not None)


def _has_unit(text: str, end: int) -> bool:
    return any(table.at(text, end) for table in (COUNTERS, AGES, CURRENCIES, MEASURES)) or bool(
        _PERCENT.match(text, end) or _NTH.match(text, end)
    )


def find_percents(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    for numeral in numbers:
        for reading in numeral.readings:
            if unit := _PERCENT.match(text, reading.end):
                yield _entity("percent", text, numeral.start, unit.end(), plain(reading.value))
                break
    if asked:
        for half in _HALF_PERCENT.finditer(text):
            yield _entity("percent", text, half.start(), half.end(), 50)


def find_ordinals(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    """첫째, 열한 번째, 3등; when asked for, the day of a month too."""
    for first in _FIRST.finditer(text):
        yield _entity("ordinal", text, first.start(), first.end(), 1)
    if asked:
        for word in _ASKED_FIRST.finditer(text):
            yield _entity("ordinal", text, word.start(), word.end(), int(word["n"] or 1))
    for numeral in numbers:
        for reading in numeral.readings:
            unit = _NTH.match(text, reading.end) or (
                asked and _day_of_month(text, numeral, reading)
            )
            if unit and reading.value == int(reading.value) > 0:
                yield _entity("ordinal", text, numeral.start, unit.end(), int(reading.value))
                break


def _day_of_month(text: str, numeral: Numeral, reading: Reading) -> re.Match[str] | None:
    after_month = _AFTER_MONTH.search(text[max(0, numeral.start - 3) : numeral.start])
    return _DAY.match(text, reading.end) if after_month else None


def find_relative_ordinals(text: str, numbers: Sequence[Numeral]) -> Iterator[Entity]:
    """`value`: relative_to end or current, and the offset from it (마지막에서 두 번째: end, -1)."""
    taken = bytearray(len(text))
    for ordinal in find_ordinals(text, numbers, False):
        lead = _FROM_END.search(text[max(0, ordinal.start - 8) : ordinal.start])
        if lead and isinstance(ordinal.value, int):
            start = ordinal.start - len(lead.group())
            taken[start : ordinal.end] = b"\1" * (ordinal.end - start)
            yield _relative(text, start, ordinal.end, "end", 1 - ordinal.value)
    for words, relative_to, offset in _RELATIVE:
        for match in words.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield _relative(text, start, end, relative_to, offset)


def _relative(text: str, start: int, end: int, relative_to: str, offset: int) -> Entity:
    value = {"relative_to": relative_to, "offset": offset}
    return _entity("relative_ordinal", text, start, end, value)


def _entity(kind: str, text: str, start: int, end: int, value: object) -> Entity:
    return Entity(
        kind=kind, text=text[start:end], start=start, end=end, value=value, confidence=0.95
    )
