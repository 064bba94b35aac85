"""Holidays that Koreans date things by, with the lunar ones from 2000 to 2050."""

from datetime import date, timedelta

from aicc.korean.words.lists import read_list

_FIRST_YEAR = 2000
# month and day in each year from 2000 on
_NEW_YEAR = """
    0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128
    0216 0205 0125 0212 0201 0122 0210 0129 0217 0207 0127 0213 0203 0123 0211 0131 0219 0208
    0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123
"""
_BUDDHA = """
    0511 0501 0519 0508 0526 0515 0505 0524 0512 0502 0521 0510 0528 0517 0506 0525 0514 0503
    0522 0512 0430 0519 0508 0527 0515 0505 0524 0513 0502 0520 0509 0528 0516 0506 0525 0515
    0503 0522 0511 0430 0518 0507 0526 0516 0505 0524 0513 0502 0520 0509 0528
"""
_CHUSEOK = """
    0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 1004
    0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916
    1004 0924 0913 1002 0921 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930
"""

_LUNAR: dict[str, list[str]] = {
    "Korean New Year": _NEW_YEAR.split(),
    "Buddha's Birthday": _BUDDHA.split(),
    "Chuseok": _CHUSEOK.split(),
}
_HOLIDAYS = read_list("holidays")
_FIXED: dict[str, tuple[int, int]] = {
    name: (int(day[:2]), int(day[3:])) for name, (day, *_) in _HOLIDAYS.items() if day != "lunar"
}
# word -> name
HOLIDAYS = {word: name for name, (_, *words) in _HOLIDAYS.items() for word in words}
# word -> feast: the day before, the day and the day after it
BREAKS = {word: feast for feast, words in read_list("breaks").items() for word in words}


def holiday_in(name: str, year: int) -> date | None:
    """None when a lunar feast lies outside the table."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    days = _LUNAR[name]
    if not 0 <= year - _FIRST_YEAR < len(days):
        return None
    month_day = days[year - _FIRST_YEAR]
    return date(year, int(month_day[:2]), int(month_day[2:]))


def break_in(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of the three days around a lunar feast."""
    day = holiday_in(name, year)
    return (day - timedelta(1), day + timedelta(1)) if day else None
