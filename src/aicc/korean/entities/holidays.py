"""Holidays that Koreans date things by, with the lunar ones from 2000 to 2050."""

from datetime import date, timedelta

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

_FIXED: dict[str, tuple[int, int]] = {
    "New Year's Day": (1, 1),
    "Valentine's Day": (2, 14),
    "Independence Movement Day": (3, 1),
    "White Day": (3, 14),
    "April Fools": (4, 1),
    "Arbor Day": (4, 5),
    "Workers' Day": (5, 1),
    "Children's Day": (5, 5),
    "Parents' Day": (5, 8),
    "Teachers' Day": (5, 15),
    "Memorial Day": (6, 6),
    "Constitution Day": (7, 17),
    "Liberation Day": (8, 15),
    "Armed Forces Day": (10, 1),
    "National Foundation Day": (10, 3),
    "Hangul Day": (10, 9),
    "Halloween": (10, 31),
    "Pepero Day": (11, 11),
    "Christmas Eve": (12, 24),
    "Christmas": (12, 25),
    "New Year's Eve": (12, 31),
}
_LUNAR: dict[str, list[str]] = {
    "Korean New Year": _NEW_YEAR.split(),
    "Buddha's Birthday": _BUDDHA.split(),
    "Chuseok": _CHUSEOK.split(),
}
# word -> name; the eves of the lunar feasts are a day before them
HOLIDAYS: dict[str, str] = {
    "신정": "New Year's Day", "새해 첫날": "New Year's Day", "새해첫날": "New Year's Day",
    "양력설": "New Year's Day",
    "발렌타인데이": "Valentine's Day", "밸런타인데이": "Valentine's Day",
    "삼일절": "Independence Movement Day", "3.1절": "Independence Movement Day",
    "3·1절": "Independence Movement Day", "화이트데이": "White Day", "만우절": "April Fools",
    "식목일": "Arbor Day", "근로자의 날": "Workers' Day", "근로자의날": "Workers' Day",
    "노동절": "Workers' Day", "어린이날": "Children's Day", "어버이날": "Parents' Day",
    "스승의 날": "Teachers' Day", "스승의날": "Teachers' Day", "현충일": "Memorial Day",
    "제헌절": "Constitution Day", "광복절": "Liberation Day", "국군의 날": "Armed Forces Day",
    "국군의날": "Armed Forces Day", "개천절": "National Foundation Day", "한글날": "Hangul Day",
    "할로윈데이": "Halloween", "할로윈": "Halloween", "핼러윈": "Halloween",
    "빼빼로데이": "Pepero Day",
    "크리스마스이브": "Christmas Eve", "크리스마스 이브": "Christmas Eve",
    "성탄절": "Christmas", "크리스마스": "Christmas", "성탄일": "Christmas",
    "섣달그믐": "New Year's Eve", "제야": "New Year's Eve",
    "구정": "Korean New Year", "설날": "Korean New Year", "음력설": "Korean New Year",
    "부처님오신날": "Buddha's Birthday", "부처님 오신 날": "Buddha's Birthday",
    "부처님 오신날": "Buddha's Birthday", "석가탄신일": "Buddha's Birthday",
    "사월초파일": "Buddha's Birthday", "초파일": "Buddha's Birthday",
    "추석": "Chuseok", "한가위": "Chuseok",
}  # fmt: skip
# word -> feast: the day before, the day and the day after it
BREAKS: dict[str, str] = {
    "설 연휴": "Korean New Year", "설연휴": "Korean New Year", "구정 연휴": "Korean New Year",
    "설날 연휴": "Korean New Year", "추석 연휴": "Chuseok", "추석연휴": "Chuseok",
}  # fmt: skip


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
