"""Figures in a sentence as they are said: dates, times, amounts, telephones, units, counters.

Rules run in order, each on what the ones before left in figures; what they write has none.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from aicc.korean.numbers.words import (
    say_count,
    say_date,
    say_digits,
    say_month,
    say_number,
    say_phone,
    say_time,
)
from aicc.korean.speech.units import is_native, unit_after
from aicc.korean.text.latin_names import UNITS

Words = Callable[[re.Match[str]], str]

_FIGURES = re.compile(r"[0-9]")
_NUMBER = r"(?<![\d.,])\d[\d,]*+(?:\.\d+)?(?!\d)"
_WEEKDAY = r"(?: ?\(([월화수목금토일])(?:요일)?\))?"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_HALF = "오전|오후|낮|밤|새벽|아침|저녁"
_PLACED = r"\d[\d,]*(?:\.\d+)? ?(?:천만|백만|십만|[억만천백]|조(?!각))"
_POWERS = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?) ?(천만|백만|십만|[조억만천백])?")
_LABEL = "(?:번호|코드|생년월일|끝 ?자리|뒷자리|앞자리|뒤 네 자리)"
_MINUS = r"(?:(?<![\d가-힣A-Za-z])([-−]))?"
_MANY = "총|모두|하루에?|최대|매일|벌써|합계|평균"
_CURRENCIES = {"₩": "원", "$": "달러", "€": "유로"}
_MONEY = frozenset("원달유엔위")  # how the currencies begin
_ORDINAL = re.compile(r"(?<![가-힣])제$")  # 제2편 is 제이편
_HOURS_COUNTED = 20  # 스무 시간, but 이십사 시간
_FEWEST_OF_PHONE = 7


def say_figures(text: str) -> str:
    """The sentence without a single figure in it."""
    if not _FIGURES.search(text):
        return text
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def _value(figures: str) -> int | Decimal:
    plain = figures.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _range(found: re.Match[str]) -> str:
    """2~3개 is 두 개에서 세 개: the unit is said twice."""
    unit = unit_after(found.string, found.end())
    is_range = unit and unit not in {"번", "호", "번지"}
    if found[2] == "~" or is_range:
        return f"{found[1]}{unit}에서 {found[3]}"
    return found[0]


def _home(found: re.Match[str]) -> str:
    """+82 10 is 010 to a caller in the country."""
    return "0"


def _apart(found: re.Match[str]) -> str:
    return " "


def _anniversary(found: re.Match[str]) -> str:
    """3·1절, 4·19: digit by digit, one word."""
    return say_digits(found[0].replace("·", ""))


def _quarter(found: re.Match[str]) -> str:
    return say_number(int(found[1])) + "사"


def _until(found: re.Match[str]) -> str:
    return "에서 "


def _day(found: re.Match[str]) -> str:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return say_phone(found[0])
    return say_date(day) + _weekday(found[4])


def _weekday(letter: str | None) -> str:
    return f" {letter}요일" if letter else ""


def _month_and_day(found: re.Match[str]) -> str:
    month, day = int(found[1]), int(found[2])
    if not (0 < month < 13 and 0 < day < 32):
        return f"{say_number(month)}, {say_number(day)}"
    return f"{say_month(month)} {say_number(day)}일{_weekday(found[3])}"


def _year_and_month(found: re.Match[str]) -> str:
    return f"{say_number(int(found[1]))}년 {say_month(int(found[2]))}"


def _year(found: re.Match[str]) -> str:
    return f"{say_number(int(found[1]))}년"


def _month(found: re.Match[str]) -> str:
    return say_month(int(found[1]))


def _clock(found: re.Match[str]) -> str:
    """15:05; with 오전 or 오후 before it the hour is taken as it stands."""
    half, hour, minute = found[1], int(found[2]), int(found[3])
    if hour > 23 or minute > 59 or len(found[3]) < 2:
        return f"{say_number(hour)} 대 {say_number(minute)}"
    if not half:
        return say_time(time(hour, minute))
    minutes = f" {say_number(minute)} 분" if minute else ""
    return f"{half} {say_count(hour % 12 or 12)} 시{minutes}"


def _hour(found: re.Match[str]) -> str:
    half, hour = found[1] or "", int(found[2])
    if hour > 24:
        return f"{half}{say_number(hour)} 시"
    if 0 < hour <= 12:
        return f"{half}{say_count(hour)} 시"
    if half or hour in {0, 24}:
        return f"{half or '밤 '}{say_count(hour % 12 or 12)} 시"
    return f"오후 {say_count(hour - 12)} 시"


def _currency(found: re.Match[str]) -> str:
    return f"{say_number(_value(found[2]))} {_CURRENCIES[found[1]]}"


def _placed(found: re.Match[str]) -> str:
    """1.5억 is 일억 오천만; 3만5천 is 삼만 오천."""
    words: list[str] = []
    for figures, places in _AMOUNT.findall(found[2]):
        amount = Decimal(_value(figures))
        for place in places:
            amount *= _POWERS[place]
        words.append(say_number(int(amount) if amount == int(amount) else amount))
    is_apart = found.string[found.end() : found.end() + 1] in _MONEY
    return _sign(found, "마이너스") + " ".join(words) + (" " if is_apart else "")


def _code(found: re.Match[str]) -> str:
    return f"{found[1]} {say_phone(found[2])}"


def _phone(found: re.Match[str]) -> str:
    """Long enough, it is a number to call or pay to; else an address: 12-3번지."""
    if sum(map(str.isdigit, found[0])) >= _FEWEST_OF_PHONE:
        return say_phone(found[0])
    return " 다시 ".join(say_number(int(part)) for part in found[0].split("-"))


def _labelled(found: re.Match[str]) -> str:
    return f"{found[1]} {say_phone(found[2])}"


def _long(found: re.Match[str]) -> str:
    is_counted = unit_after(found.string, found.end()) not in {"", "번"}
    return found[0] if is_counted else say_phone(found[0])


def _part_of(found: re.Match[str]) -> str:
    return f"{say_number(int(found[1]))} 분의 {say_number(int(found[2]))}"


def _fraction(found: re.Match[str]) -> str:
    return f"{say_number(int(found[2]))} 분의 {say_number(int(found[1]))}"


def _version(found: re.Match[str]) -> str:
    return " 점 ".join(say_number(int(part)) for part in found[0].split("."))


def _nth(found: re.Match[str]) -> str:
    number = int(found[1])
    return f"{'첫' if number == 1 else say_count(number)} 번째"


def _times(found: re.Match[str]) -> str:
    """총 3번 counts; 3번을 누르세요 names and is left to the next rule."""
    return f"{found[1]} {say_count(int(found[2]))} 번"


def _measured(found: re.Match[str]) -> str:
    unit = UNITS[found[3]]
    sign = _sign(found, "영하" if unit == "도" else "마이너스")
    return f"{sign}{say_number(_value(found[2]))} {unit}"


def _counted(found: re.Match[str]) -> str:
    number = _value(found[2])
    is_ordinal = _ORDINAL.search(found.string, 0, found.start())
    unit = "" if is_ordinal else unit_after(found.string, found.end())
    counts = is_native(unit) and isinstance(number, int)
    if counts and not (unit == "시간" and number > _HOURS_COUNTED):
        said = say_count(int(number))
    else:
        said = say_number(number)
    is_apart = unit and found.string[found.end() : found.end() + 1] != " "
    return _sign(found, "마이너스") + said + (" " if is_apart else "")


def _sign(found: re.Match[str], name: str) -> str:
    return f"{name} " if found[1] else ""


def _digits(found: re.Match[str]) -> str:
    return say_digits(found[0])


_RULES: tuple[tuple[re.Pattern[str], Words], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\d[\d,]{24,}", _digits),
        (r"\+82[ -]?(?=\d)", _home),
        (r"(?<=\d\d-\d\d)T(?=\d\d:)", _apart),
        (r"(?<!\d)\d\d?·\d\d?(?!\d)", _anniversary),
        (r"\(?\d{2,4}\) ?\d{3,4}-\d{4}|(?<!\d)0\d{1,2} \d{3,4} \d{4}(?!\d)", _phone),
        (rf"(?<![:-])({_NUMBER}) ?(~) ?({_NUMBER})(?!:)", _range),
        (r"(?<![\d:.,-])(\d{1,3})(-)(\d{1,3})(?![\d:.,-])", _range),
        (rf"(?<=[\d시분일월년원%층호번세살명개]) ?~ ?(?=\d|{_HALF})", _until),
        (rf"((?:19|20)\d\d)[-./] ?(\d\d?)[-./] ?(\d\d?)\.?(?![-\d]){_WEEKDAY}", _day),
        (rf"(\d{{4}})년 ?(\d\d?)월 ?(\d\d?)일{_WEEKDAY}", _day),
        (rf"(?<!\d)(\d\d?)월 ?(\d\d?)일{_WEEKDAY}", _month_and_day),
        (r"(?<!\d)(\d\d?)/(\d\d?) ?\(([월화수목금토일])(?:요일)?\)", _month_and_day),
        (r"(?<![\d-])((?:19|20)\d\d)[-.](0[1-9]|1[0-2])(?![-.\d])", _year_and_month),
        (r"(?<!\d)((?:19|20)\d\d)년", _year),
        (r"(?<![\d.,])(\d\d?)월(?!드)", _month),
        (rf"(?:({_HALF}) ?)?(?<!\d)(\d\d?):(\d\d?)(?!\d)(?::\d\d)?", _clock),
        (rf"((?:{_HALF}) ?)?(?<![\d.,])(\d\d?)시(?!간)", _hour),
        (r"([₩$€]) ?(\d[\d,]*(?:\.\d+)?)", _currency),
        (rf"{_MINUS}(?<![\d.,])((?:{_PLACED} ?)*{_PLACED}(?: ?\d[\d,]*(?= ?원))?)", _placed),
        (r"([A-Za-z]+)-((?:\d+-)*\d+)", _code),
        (r"(?<![\d.,])\d{2,6}(?:-\d{1,8}){1,4}(?!\d)", _phone),
        (rf"({_LABEL}(?:는|은|가|이|:)?),? ?(\d{{2,8}})(?![\d,.]| ?[개명원])", _labelled),
        (r"(?<![\d.,])(?:0\d+|\d{6,})(?![\d.,])", _long),
        (r"(\d+)분의 ?(\d+)", _part_of),
        (r"(?<![\d/])([1-4])/4(?= ?분기)", _quarter),
        (r"(?<![\d/])(\d\d?)/(\d\d?)(?![\d/])", _fraction),
        (r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.]*\d)", _version),
        (rf"{_MINUS}({_NUMBER}) ?({_UNIT})(?![A-Za-z])", _measured),
        (r"(?<![\d.,])(\d+) ?번째", _nth),
        (rf"({_MANY}) (\d\d?) ?번(?![호지])", _times),
        (rf"{_MINUS}({_NUMBER})", _counted),
        (r"\d+", _digits),
    )
)
