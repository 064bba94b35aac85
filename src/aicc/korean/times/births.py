"""A date of birth as it is told: 육십이년생이고 오월 삼일, 오월 삼일 육이년생, 62 05 03.

Year, month and day may stand in any order and with words between. All three must be said. The
text is one that `normalise` made.
"""

import re
from datetime import date

from aicc.korean.numbers.asked_digits import asked_digits

_FIGURES = "공영일이삼사오육륙칠팔구"
_NUMBER = rf"(?:\d{{1,4}}|[{_FIGURES}십백천]{{1,7}})"
_FEW = rf"(?:\d{{1,2}}|[{_FIGURES}십]{{1,4}}?)"  # 삼일: the day, and not 31
_MONTH_AND_DAY = re.compile(
    rf"(?P<month>{_NUMBER}|유|시) ?월 ?"
    rf"(?:(?P<day>{_FEW}) ?일(?![{_FIGURES}])|(?P<bare>{_NUMBER})(?!\d))"
)
_YEAR = re.compile(rf"(?<![가-힣\d])(?P<year>{_NUMBER}) ?(?:년도?|생)")
_YEAR_BEFORE = re.compile(rf"(?<![가-힣\d])(?P<year>{_NUMBER}) ?[,.]? ?$")
_BY_ONE = re.compile(rf"[{_FIGURES}]{{2,4}}")
_VALUES = dict(zip(_FIGURES, (0, 0, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9), strict=True))
_PLACES = {"십": 10, "백": 100, "천": 1000}
_MONTHS = {"유": 6, "시": 10}
_OLDEST = 130  # years
_SHORT, _LONG = 6, 8  # figures of 620503 and 19620503


def born_told(plain: str, today: date) -> date | None:
    """The date of birth that the sentence tells; None where a part of it is missing."""
    told = _MONTH_AND_DAY.search(plain)
    if told:
        rest = f"{plain[: told.start()]} {plain[told.end() :]}"
        year = _YEAR.search(rest) or _YEAR_BEFORE.search(plain[: told.start()])
        if year is None:
            return None
        month, day = _number(told["month"]), _number(told["day"] or told["bare"])
        return _date(_year(year["year"]), month, day, today)
    digits = asked_digits(plain, lambda each: from_figures(each, today) is not None)
    return from_figures(digits, today) if digits else None


def from_figures(digits: str, today: date) -> date | None:
    """620503, 19620503."""
    if len(digits) not in (_SHORT, _LONG):
        return None
    year, month, day = digits[:-4], digits[-4:-2], digits[-2:]
    return _date(int(year), int(month), int(day), today)


def _date(year: int, month: int, day: int, today: date) -> date | None:
    """A year of two figures lies in the last hundred years."""
    is_short = year < 100
    year += today.year // 100 * 100 if is_short else 0
    try:
        born = date(year, month, day)
        if is_short and born > today:
            born = date(year - 100, month, day)
    except ValueError:
        return None
    return born if today.year - _OLDEST <= born.year and born <= today else None


def _year(said: str) -> int:
    if _BY_ONE.fullmatch(said):
        return int("".join(str(_VALUES[char]) for char in said))
    return _number(said)


def _number(said: str) -> int:
    """A typed number, or one in words: 62, 육십이, 십이; 공삼 is 3."""
    if said.isdigit():
        return int(said)
    if said in _MONTHS:
        return _MONTHS[said]
    total = digit = 0
    for char in said:
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            digit = digit * 10 + _VALUES[char]
    return total + digit
