"""Points and spans of time in a sentence: dates and clocks put together, ranges, ago and later.

A `When` keeps what was said (`day`, `clock`, `shift`, `stretch`) and where; `entity_moments`
turns it into values.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from aicc.korean.entities.days import day_at, day_starts
from aicc.korean.times.dates import DayWords
from aicc.korean.times.durations import SECONDS, Duration, duration_at
from aicc.korean.times.times import Clock, clock_at

_JOIN = re.compile(r" ?(?:~|-|에서부터|에서|부터) ?")
_CLOSE = re.compile(r" ?(?:까지|사이)")
_AFTER = re.compile(r" ?(?:이후|부터 ?(?:쭉|계속))(?:에|로|부터)?")
_BEFORE = re.compile(r" ?(?:이전|까지만)(?:에|까지)?")
_SHIFT = re.compile(
    r" ?(?:(전)|(?:후|뒤|있다가|있다|이따가|이따|지나서|이후))(?!계)(?:에|쯤|까지|부터)?"
)
_SHIFT_AHEAD = re.compile("[전후뒤]|있다|이따|지나서")
_FAR = 200 * SECONDS["year"]  # 2015년 이후 is a date
_SHIFT_REACH = 40  # the longest duration anybody says
_FROM_NOW = re.compile(r"(?:지금|오늘|현재)(?:으로)?부터 ?")
_STRETCH = re.compile(r"(?P<back>지난|최근|요) ?|(?P<ahead>다음|앞으로|향후) ?")
_NOW = re.compile(r"(?:지금|방금|현재|지금 당장|당장)(?=[^가-힣]|$|요|은|부터|이|으)")
_CLOCK_START = re.compile(
    r"(?<![\d.])\d{1,2} ?(?:[:시]|[ap]\.?m)|(?:지금|방금|현재|당장|최근|앞으로|향후)"
    r"|(?<![가-힣])(?:정오|자정|간밤|새벽|아침|오전|점심|대낮|한낮|낮|오후|저녁|한밤|밤|심야|am|pm"
    r"|[한두세네다섯여곱덟홉일열아스물무십이삼사오육칠팔구영공]{1,4} ?시)",
    re.IGNORECASE,
)
_SHIFT_START = re.compile(
    r"(?<![\d.])\d[\d.]* ?(?:년|개월|달|주|일|시간|분|초)"
    r"|(?<![가-힣])(?:하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|반년|반 ?시간"
    r"|[한두세석네넉다여일열스이삼사오육칠팔구십백]{1,5} ?(?:년|개월|달|주|일|시간|분|초|해))"
)
_GAP = re.compile(r",? ?(?:에 ?)?")
_TONIGHT = re.compile(r"이번 ?|(?P<last>지난 ?(?=밤)|간(?=밤))")


class When(NamedTuple):
    start: int
    end: int
    day: DayWords | None = None
    clock: Clock | None = None
    shift: tuple[Duration, int] | None = None  # the duration, and -1 for ago or 1 for later
    stretch: tuple[Duration, int, bool] | None = None  # last or next so long; up to today
    now: bool = False
    weak: bool = False
    to: "When | None" = None  # the far end of a range
    open: int = 0  # 1 from then on, -1 up to then


def find_whens(text: str) -> Iterator[When]:
    """Every expression of time, left to right, the longest at each place."""
    position = 0
    for start in _starts(text):
        if start >= position and (found := _expression(text, start)):
            yield found
            position = found.end


def when_at(text: str, position: int) -> When | None:
    """One point of time that begins exactly here."""
    return (
        _now(text, position)
        or _shifted(text, position)
        or _stretched(text, position)
        or _day_and_clock(text, position)
    )


def _starts(text: str) -> list[int]:
    """Where an expression may begin."""
    clocks = (match.start() for match in _CLOCK_START.finditer(text))
    shifts = (match.start() for match in _SHIFT_START.finditer(text))
    return sorted({*day_starts(text), *clocks, *shifts})


def _expression(text: str, start: int) -> When | None:
    first = when_at(text, start)
    if not first:
        return None
    if first.now or first.stretch:
        return first
    if joined := _joined(text, first):
        return joined
    if not first.shift and (after := _AFTER.match(text, first.end)):
        return first._replace(end=after.end(), open=1)
    if not first.shift and (before := _BEFORE.match(text, first.end)):
        return first._replace(end=before.end(), open=-1)
    return first


def _joined(text: str, first: When) -> When | None:
    """`A부터 B까지`, `A - B`; B borrows what only A said: month, day, morning."""
    join = _JOIN.match(text, first.end)
    if not join or first.shift:
        return None
    second = when_at(text, join.end())
    if not second or second.now or second.shift or second.stretch:
        return None
    filled = _filled(first, second)
    if not filled:
        return None
    close = _CLOSE.match(text, second.end)
    end = close.end() if close else second.end
    return first._replace(end=end, to=filled)


def _filled(first: When, second: When) -> When | None:
    if second.day is None and second.clock and first.clock:
        return second._replace(day=first.day)
    if second.day is None or first.day is None:
        return None
    day = second.day
    if day.day is not None and day.month is None and day.months is None:
        day = replace(day, month=first.day.month, months=first.day.months)
    if (day.month is not None or day.day is not None) and day.year is None and day.years is None:
        day = replace(day, year=first.day.year, years=first.day.years)
    return second._replace(day=day)


def _now(text: str, position: int) -> When | None:
    match = _NOW.match(text, position)
    if not match or _FROM_NOW.match(text, position):
        return None
    return When(position, match.end(), now=True)


def _shifted(text: str, position: int) -> When | None:
    """3일 전, 한 시간 뒤, 지금으로부터 2주 후."""
    if not _SHIFT_AHEAD.search(text, position, position + _SHIFT_REACH):
        return None
    lead = _FROM_NOW.match(text, position)
    duration = duration_at(text, lead.end() if lead else position)
    shift = _SHIFT.match(text, duration.end) if duration else None
    if not duration or not shift or duration.seconds > _FAR:
        return None
    return When(position, shift.end(), shift=(duration, -1 if shift[1] else 1))


def _stretched(text: str, position: int) -> When | None:
    """지난 3주, 최근 한 달, 앞으로 4주간, 다음 세 시간."""
    lead = _STRETCH.match(text, position)
    duration = duration_at(text, lead.end()) if lead else None
    if not lead or not duration:
        return None
    end = duration.end - (text[duration.end - 1] == "간" and text[duration.end - 2] != "시")
    until_today = lead.group().startswith("최근")
    return When(position, end, stretch=(duration, -1 if lead["back"] else 1, until_today))


def _day_and_clock(text: str, position: int) -> When | None:
    day = day_at(text, position)
    if day and day.said.is_bare_day and (hour := clock_at(text, position)) and hour.end > day.end:
        return When(position, hour.end, clock=hour)  # 이십일 시
    if day:
        gap = _GAP.match(text, day.end)
        clock = clock_at(text, gap.end() if gap else day.end)
        if clock:
            return When(position, clock.end, day=day.said, clock=clock)
        return When(position, day.end, day=day.said, weak=day.weak)
    tonight = _TONIGHT.match(text, position)
    clock = clock_at(text, tonight.end() if tonight else position)
    if not clock:
        return None
    today = DayWords(days=-1 if tonight["last"] else 0) if tonight else None
    return When(position, clock.end, day=today, clock=clock, weak=clock.weak and not today)
