"""Readers for the steps of a flow: one answer in, one value out, or None when it holds none.

`plain` is what was said, normalised already (`Said.plain`).

`read_money`, `read_phone` and `read_digits` live beside their grammar and are named here too.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal

from aicc.korean.entities.digits import read_digits, read_phone
from aicc.korean.entities.moments import entities
from aicc.korean.entities.numbers import number_readings
from aicc.korean.entities.when import find_whens
from aicc.korean.numbers.money import read_money
from aicc.korean.numbers.read import Reading, numeral_at, numerals
from aicc.korean.times.births import born_told, from_figures

__all__ = ["read_date", "read_digits", "read_money", "read_number", "read_phone", "read_time"]

_BIRTHDAY = re.compile(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_MAY_BE_TWO = re.compile(r"이(?:요|에요|예요)[.!]?$")  # 공이요: zero two, or zero alone
_LONG_NUMBER = re.compile(r"\d{3}")
_ENDING = re.compile(r" ?(?:이?요|입니다|이에요|예요|이야|정도|쯤)? ?[.!]?")


def read_number(plain: str) -> Decimal | int | None:
    """The first number of an answer: "스물세 살이요" is 23, "삼점오" is 3.5, "칠" is 7."""
    for _, reading in number_readings(plain, numerals(plain), asked=True):
        whole = int(reading.value)
        return whole if whole == reading.value else Decimal(reading.value)
    return None


def read_date(plain: str, now: datetime, past: bool | None = None) -> date | None:
    """The first date; without a year the next one, or the last one when it must be `past`."""
    if past:
        born = _spoken_birthday(plain, now.date()) or born_told(plain, now.date())
        if born:
            return born
    if day := bare_day(plain):
        plain = f"{day}일"
    for found in _values(plain, now, "date", "datetime", past=bool(past)):
        return datetime.fromisoformat(found).date()
    short = _BIRTHDAY.search(plain)
    return from_figures(short[0], now.date()) if short else None


def read_time(plain: str, now: datetime) -> time | None:
    """The first time of day, or the time of a full date and time."""
    return next(iter(read_times(plain, now)), None)


def read_times(plain: str, now: datetime) -> tuple[time, ...]:
    """The first time of day and what else it may be, best first: 7시 is 07:00 or 19:00."""
    for when in find_whens(plain):
        for entity in entities(plain, when, now, past=False):
            if entity.kind in ("time", "datetime"):
                told = (str(value) for value in (entity.value, *entity.alternatives))
                return tuple(dict.fromkeys(time.fromisoformat(t.rpartition("T")[2]) for t in told))
    return ()


def bare_day(plain: str) -> int | None:
    """The day of the month when nothing but a number was answered; 이십일 alone is the 21st."""
    if _LONG_NUMBER.match(plain):
        return None  # 000002 is a slip in a date of birth, no second of the month
    reading = _bare(plain)
    if reading and isinstance(reading.value, int) and 1 <= reading.value <= 31:
        return reading.value
    return None


def is_bare_number(plain: str) -> bool:
    return _bare(plain) is not None


def _bare(text: str) -> Reading | None:
    numeral = numeral_at(text, 0)
    for reading in numeral.readings if numeral else ():
        if reading.high is None and _ENDING.fullmatch(text, reading.end):
            return reading
    return None


def _values(text: str, now: datetime, *kinds: str, past: bool) -> list[str]:
    return [
        str(entity.value)
        for when in find_whens(text)
        for entity in entities(text, when, now, past=past)
        if entity.kind in kinds
    ]


def _spoken_birthday(text: str, today: date) -> date | None:
    """팔오공삼공이: six or eight figures said one by one, and nothing else."""
    if any(char.isdigit() for char in text):
        return None
    digits = read_digits(text) or ""
    if len(digits) % 2 and _MAY_BE_TWO.search(text):
        digits += "2"
    return from_figures(digits, today)
