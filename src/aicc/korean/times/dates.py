"""Days, weeks, months and years as said, and the dates they mean from today.

`DayWords` is what was said; `resolve` finds the dates. A date without a year is the next one,
or the last one when the asking step knows that it lies in the past; the other reading stays
in `others`.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import NamedTuple

from aicc.korean.entities.holidays import break_in, holiday_in

_FAR_PAST, _FAR_FUTURE = 1, 9998
_SEASONS = {  # first and last day; winter runs into the next year
    "봄": ((3, 20), (6, 21)),
    "여름": ((6, 21), (9, 23)),
    "가을": ((9, 23), (12, 21)),
    "겨울": ((12, 21), (3, 20)),
}
_EDGES = {"초": (1, 10), "중순": (11, 20), "말": (21, 31), "말일": (31, 31)}


class DaySpan(NamedTuple):
    start: date
    end: date  # the first day after it
    grain: str  # day, week, month, quarter, half, season, year, decade, weekend
    others: tuple[date, ...] = ()
    holiday: str = ""


@dataclass(slots=True, kw_only=True)
class DayWords:
    """The pieces of one date as they were said; every field at most once."""

    year: int | None = None
    years: int | None = None  # counted from this year: 작년 is -1
    decade: int | None = None
    month: int | None = None
    months: int | None = None  # counted from this month
    day: int | None = None
    days: int | None = None  # counted from today
    week: int | None = None  # counted from this week
    weekend: bool | None = None
    weekday: int | None = None  # Monday is 0
    step: int | None = None  # 지난 -1, 이번 0, 다음 1 before what follows
    nth: int | None = None  # -1 is the last
    nth_of: str | None = None  # week, weekday, day
    quarter: int | None = None
    quarters: int | None = None
    half: int | None = None
    season: str | None = None
    edge: str | None = None
    holiday: str | None = None
    feast: str | None = None  # the days off around a holiday

    def take(self, said: "DayWords") -> bool:
        """Adds another piece; False when it says a second time what is known."""
        given = {f.name: v for f in fields(said) if (v := getattr(said, f.name)) is not None}
        if any(getattr(self, name) is not None for name in given) or self._clashes(said):
            return False
        for name, value in given.items():
            setattr(self, name, value)
        return True

    @property
    def is_bare_day(self) -> bool:
        return self.day is not None and self.month is None and self.months is None

    def _clashes(self, said: "DayWords") -> bool:
        settled = self.days is not None or self.holiday is not None or self.day is not None
        coarser = (said.year, said.years, said.month, said.months, said.week, said.quarter)
        if settled and any(piece is not None for piece in coarser):
            return not (self.day is not None and self.year is None and said.year is not None)
        return self.days is not None and said.day is not None


def resolve(said: DayWords, today: date, past: bool = False) -> DaySpan | None:
    """The dates meant; None for a day that no calendar has."""
    try:
        return _rule(said)(said, today, past)
    except (ValueError, OverflowError):
        return None


Rule = Callable[[DayWords, date, bool], DaySpan | None]


def _rule(said: DayWords) -> Rule:
    for names, rule in _RULES:
        if any(getattr(said, name) is not None for name in names):
            return rule
    return _nothing


def _nothing(said: DayWords, today: date, past: bool) -> DaySpan | None:
    return None


def _day(start: date, others: tuple[date, ...] = (), holiday: str = "") -> DaySpan:
    return DaySpan(start, start + timedelta(1), "day", others, holiday)


def _relative_day(said: DayWords, today: date, past: bool) -> DaySpan | None:
    return _day(today + timedelta(said.days or 0))


def _holiday(said: DayWords, today: date, past: bool) -> DaySpan | None:
    name = said.holiday or ""

    def make(year: int) -> DaySpan | None:
        day = holiday_in(name, year)
        return _day(day, holiday=name) if day else None

    return _in_year(make, said, today, past)


def _feast(said: DayWords, today: date, past: bool) -> DaySpan | None:
    def make(year: int) -> DaySpan | None:
        days = break_in(said.feast or "", year)
        return DaySpan(days[0], days[1] + timedelta(1), "days") if days else None

    return _in_year(make, said, today, past)


def _week(said: DayWords, today: date, past: bool) -> DaySpan | None:
    """이번 주, 다음 주 금요일, 주말."""
    weeks = said.week if said.week is not None else said.step or 0
    monday = today + timedelta(7 * weeks - today.weekday())
    if said.weekday is not None:
        return _day(monday + timedelta(said.weekday))
    if said.weekend:
        return DaySpan(monday + timedelta(5), monday + timedelta(7), "weekend")
    return DaySpan(monday, monday + timedelta(7), "week")


def _weekday(said: DayWords, today: date, past: bool) -> DaySpan | None:
    """Bare: the next one after today; 다음 금요일 is next week's, 지난 금요일 the last one."""
    ahead = ((said.weekday or 0) - today.weekday()) % 7
    before = today - timedelta(7 - ahead)
    after = today + timedelta(ahead or 7)
    if said.step == 1:
        return _day(today + timedelta(7 - today.weekday() + (said.weekday or 0)))
    if said.step == -1:
        return _day(before)
    if said.step == 0:
        return _day(today + timedelta((said.weekday or 0) - today.weekday()))
    return _day(before, (after,)) if past else _day(after, (before,))


def _quarter(said: DayWords, today: date, past: bool) -> DaySpan | None:
    quarter = said.quarter
    year = _year(said, today) or today.year
    if quarter is None:
        index = today.year * 4 + (today.month - 1) // 3 + (said.quarters or 0)
        year, quarter = index // 4, index % 4 + 1
    return _months(year, quarter * 3 - 2, 3, "quarter") if 1 <= quarter <= 4 else None


def _half(said: DayWords, today: date, past: bool) -> DaySpan | None:
    year = _year(said, today) or today.year
    return _months(year, 1 if said.half == 1 else 7, 6, "half")


def _season(said: DayWords, today: date, past: bool) -> DaySpan | None:
    first, last = _SEASONS[said.season or "봄"]

    def make(year: int) -> DaySpan:
        end = date(year + (last < first), *last) + timedelta(1)
        return DaySpan(date(year, *first), end, "season")

    return _in_year(make, said, today, past)


def _month(said: DayWords, today: date, past: bool) -> DaySpan | None:
    """Everything that stands in a named month: a day, its last Friday, its end."""
    if said.month is not None and not 1 <= said.month <= 12:
        return None
    if said.months is not None:
        index = today.year * 12 + today.month - 1 + said.months
        return _in_month(said, index // 12, index % 12 + 1)
    return _in_year(lambda year: _in_month(said, year, said.month or 1), said, today, past)


def _in_month(said: DayWords, year: int, month: int) -> DaySpan | None:
    last = calendar.monthrange(year, month)[1]
    if said.day is not None:
        return _day(date(year, month, said.day))
    if said.nth is not None:
        return _nth(said, date(year, month, 1), date(year, month, last))
    if said.edge is not None:
        first, until = _EDGES[said.edge]
        start, end = date(year, month, min(first, last)), date(year, month, min(until, last))
        return DaySpan(start, end + timedelta(1), "day" if start == end else "days")
    return _months(year, month, 1, "month")


def _nth(said: DayWords, first: date, last: date) -> DaySpan | None:
    nth = said.nth or 1
    if said.nth_of == "day":
        return _day(last if nth < 0 else first + timedelta(nth - 1))
    if said.nth_of == "weekday":
        return _nth_weekday(said.weekday or 0, nth, first, last)
    monday = _nth_week(nth, first, last)
    if said.weekday is None:
        return DaySpan(monday, monday + timedelta(7), "week")
    day = monday + timedelta(said.weekday)
    if day < first:  # the Monday of a December that begins on a Tuesday is no 30 November
        return _nth_weekday(said.weekday, 1, first, last)
    return _day(day) if day <= last else _nth_weekday(said.weekday, -1, first, last)


def _nth_weekday(weekday: int, nth: int, first: date, last: date) -> DaySpan | None:
    if nth < 0:
        return _day(last - timedelta((last.weekday() - weekday) % 7))
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return _day(day) if day <= last else None


def _nth_week(nth: int, first: date, last: date) -> date:
    """A week belongs to the month that has its Thursday."""
    if nth < 0:
        thursday = last - timedelta((last.weekday() - 3) % 7)
    else:
        thursday = first + timedelta((3 - first.weekday()) % 7 + 7 * (nth - 1))
    return thursday - timedelta(3)


def _nth_this_month(said: DayWords, today: date, past: bool) -> DaySpan | None:
    return _in_month(said, today.year, today.month)


def _day_of_month(said: DayWords, today: date, past: bool) -> DaySpan | None:
    """A bare 19일: of this month, or of the next one that has it."""
    found: list[date] = []
    for shift in range(-3, 4):
        index = today.year * 12 + today.month - 1 + shift
        last = calendar.monthrange(index // 12, index % 12 + 1)[1]
        if 1 <= (said.day or 0) <= last:
            found.append(date(index // 12, index % 12 + 1, said.day or 1))
    before = [day for day in found if day <= today] if past else [d for d in found if d < today]
    after = [day for day in found if day not in before]
    if not before or not after:
        return None
    best, other = (before[-1], after[0]) if past else (after[0], before[-1])
    return _day(best, (other,))


def _only_year(said: DayWords, today: date, past: bool) -> DaySpan | None:
    if said.decade is not None:
        start = _decade(said.decade, today, past)
        return DaySpan(date(start, 1, 1), date(start + 10, 1, 1), "decade")
    year = _year(said, today)
    if year is None:
        return None
    if said.nth is not None:
        return _day(date(year, 12, 31)) if said.nth < 0 else None
    if said.edge is not None:
        return _months(year, 1 if said.edge == "초" else 12, 1, "month")
    return _months(year, 1, 12, "year")


def _decade(said: int, today: date, past: bool) -> int:
    if said >= 100:
        return said
    century = today.year // 100 * 100
    return century + said if century + said <= today.year else century - 100 + said


def _months(year: int, month: int, count: int, grain: str) -> DaySpan:
    after = year * 12 + month - 1 + count
    return DaySpan(date(year, month, 1), date(after // 12, after % 12 + 1, 1), grain)


def full_year(year: int, today: date) -> int:
    """85 is 1985 and 26 is 2026: up to ten years ahead counts as this century."""
    if year >= 100:
        return year
    century = today.year // 100 * 100
    return century + year - (100 if century + year > today.year + 10 else 0)


def _year(said: DayWords, today: date) -> int | None:
    if said.years is not None:
        return today.year + said.years
    return None if said.year is None else full_year(said.year, today)


def _in_year(
    make: Callable[[int], DaySpan | None], said: DayWords, today: date, past: bool
) -> DaySpan | None:
    """In the year named, else nearest to today on the side that is meant."""
    year = _year(said, today)
    if year is not None:
        return make(year)
    reach = 8 if said.step or (said.month, said.day) == (2, 29) else 2
    years = range(today.year - reach, today.year + reach + 1)
    spans = [span for year in years if (span := _try(make, year))]
    before = [span for span in spans if span.start < today or (past and span.start == today)]
    running = [span for span in spans if span.start <= today < span.end]
    after = [span for span in spans if span not in before]
    if said.step == 0 and running:
        return running[0]
    if said.step == 0:
        return next((span for span in spans if span.start.year == today.year), None)
    if said.step is not None:
        return _stepped(spans, today, said.step)
    return _nearest(before, running, after, past)


def _try(make: Callable[[int], DaySpan | None], year: int) -> DaySpan | None:
    try:
        return make(year)
    except ValueError:  # 29 February
        return None


def _stepped(spans: list[DaySpan], today: date, step: int) -> DaySpan | None:
    ended = [span for span in spans if span.end <= today]
    ahead = [span for span in spans if span.start > today]
    if step < 0:
        return ended[step] if len(ended) >= -step else None
    return ahead[step - 1] if len(ahead) >= step else None


def _nearest(
    before: list[DaySpan], running: list[DaySpan], after: list[DaySpan], past: bool
) -> DaySpan | None:
    near = running[:1] or (before[-1:] if past else after[:1])
    if not near:
        return None
    best = near[0]
    others = (after if past else [span for span in before if span != best][-1:])[:1]
    return best._replace(others=tuple(span.start for span in others))


_RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("days",), _relative_day),
    (("feast",), _feast),
    (("holiday",), _holiday),
    (("week", "weekend"), _week),
    (("quarter", "quarters"), _quarter),
    (("half",), _half),
    (("season",), _season),
    (("month", "months"), _month),
    (("day",), _day_of_month),
    (("year", "years", "decade"), _only_year),
    (("nth",), _nth_this_month),
    (("weekday",), _weekday),
)
