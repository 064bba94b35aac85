"""What an expression of time means from now: dates, times, ranges, and the uniform `when` view."""

import calendar
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from aicc.domain.meaning import Entity
from aicc.korean.entities.when import When
from aicc.korean.times.dates import DaySpan, resolve
from aicc.korean.times.durations import Duration
from aicc.korean.times.times import Clock

_FINER = {
    "year": "month", "month": "day", "week": "day", "day": "hour",
    "hour": "minute", "minute": "second", "second": "second",
}  # fmt: skip
_UNIT_GRAINS = frozenset({"day", "week", "month", "quarter", "year"})
_DAY = timedelta(days=1)


class View(NamedTuple):
    """One way to put an expression: its kind, value and the readings not chosen."""

    kind: str
    value: object
    others: tuple[object, ...] = ()


class Moment(NamedTuple):
    """The first instant, the first instant after it, and how exact it was said."""

    start: datetime
    end: datetime
    grain: str
    span: bool = False  # the end was said, or is part of the word: 저녁, 여름
    holiday: str = ""


def entities(
    text: str, when: When, now: datetime, *, past: bool, uniform: bool = False
) -> Iterator[Entity]:
    """The views of one expression; `uniform` adds the `when` view."""
    local = now.replace(tzinfo=None)
    confidence = 0.5 if when.weak else 0.95
    for view in _views(when, local, now, past):
        if view.kind == "when" and not uniform:
            continue
        yield Entity(
            kind=view.kind,
            text=text[when.start : when.end],
            start=when.start,
            end=when.end,
            value=view.value,
            confidence=confidence * (0.8 if view.others else 1),
            alternatives=view.others,
        )


def _views(when: When, now: datetime, aware: datetime, past: bool) -> Iterator[View]:
    if when.stretch:
        yield from _stretch_views(when, now)
    elif when.shift:
        yield from _shift_views(when, now)
    elif when.to:
        yield from _range_views(when, now, aware, past)
    elif when.now:
        yield View("datetime", _minutes(now))
        yield View("when", {"start": _iso(now), "grain": "second"})
    else:
        yield from _point_views(when, now, aware, past)


def _point_views(when: When, now: datetime, aware: datetime, past: bool) -> Iterator[View]:
    span = resolve(when.day, now.date(), past) if when.day else None
    moment = _moment(when, span, now, aware, past=past)
    if moment is None:
        return
    if when.open:
        yield from _open_views(when, moment)
    if span and not when.clock:
        yield _date_view(span)
    elif when.clock and not when.day:
        yield _time_view(when.clock)
    elif when.clock and when.clock.hour is None:
        value = {"start": _minutes(moment.start), "end": _minutes(moment.end)}
        yield View("datetime_range", value)
    elif when.clock and span:
        others = [_at(span, when.clock, hour) for hour in when.clock.hours()[1:]]
        yield View("datetime", _minutes(moment.start), tuple(_minutes(other) for other in others))
    if not when.open:
        yield View("when", _uniform(moment))


def _moment(
    when: When, span: DaySpan | None, now: datetime, aware: datetime, *, past: bool
) -> Moment | None:
    if when.day is None and when.clock:
        return _next_time(when.clock, now, aware, past)
    if span is None:
        return None
    if when.clock:
        return _timed(span, when.clock, aware)
    start, end = datetime.combine(span.start, time()), datetime.combine(span.end, time())
    exact = span.grain in _UNIT_GRAINS
    return Moment(start, end, span.grain if exact else "day", not exact, span.holiday)


def _timed(span: DaySpan, clock: Clock, aware: datetime) -> Moment:
    if clock.hour is None:
        first, last = clock.covers
        day = datetime.combine(span.start, time())
        return Moment(day + timedelta(hours=first), day + timedelta(hours=last), "hour", True)
    start = _zoned(_at(span, clock, clock.hours()[0]), clock, aware)
    return Moment(start, start + _size(clock), clock.grain)


def _next_time(clock: Clock, now: datetime, aware: datetime, past: bool) -> Moment:
    """The next 세 시; a part of the day alone is today's."""
    today = DaySpan(now.date(), now.date() + _DAY, "day")
    moment = _timed(today, clock, aware)
    if clock.hour is None or past or moment.start > now:
        return moment
    return moment._replace(start=moment.start + _DAY, end=moment.end + _DAY)


def _at(span: DaySpan, clock: Clock, hour: int) -> datetime:
    """The hour of that day; 밤 한 시 and 24시 belong to the night that follows."""
    day = datetime.combine(span.start, time())
    if clock.part in ("밤", "한밤", "한밤중", "심야") and hour < 5:
        day += _DAY
    return day + timedelta(hours=hour, minutes=clock.minute or 0, seconds=clock.second or 0)


def _zoned(start: datetime, clock: Clock, aware: datetime) -> datetime:
    offset = aware.utcoffset()
    if clock.zone is None or offset is None:
        return start
    return start - timedelta(hours=clock.zone) + offset


def _size(clock: Clock) -> timedelta:
    return {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}.get(
        clock.grain, timedelta(seconds=1)
    )


def _date_view(span: DaySpan) -> View:
    if span.grain == "day":
        others = tuple(other.isoformat() for other in span.others)
        return View("date", span.start.isoformat(), others)
    last = span.end - _DAY
    value = {"start": span.start.isoformat(), "end": last.isoformat(), "grain": span.grain}
    starts = tuple({"start": other.isoformat(), "grain": span.grain} for other in span.others)
    return View("date_range", value, starts)


def _time_view(clock: Clock) -> View:
    if clock.hour is None:
        first, last = clock.covers
        return View("time_range", {"start": f"{first:02}:00", "end": f"{last:02}:00"})
    best, *rest = (_clock_text(clock, hour) for hour in clock.hours())
    return View("time", best, tuple(rest))


def _clock_text(clock: Clock, hour: int) -> str:
    seconds = "" if clock.second is None else f":{clock.second:02}"
    return f"{hour % 24:02}:{clock.minute or 0:02}{seconds}"


def _range_views(when: When, now: datetime, aware: datetime, past: bool) -> Iterator[View]:
    span = resolve(when.day, now.date(), past) if when.day else None
    first = _moment(when, span, now, aware, past=past)
    last = _far_end(when, first, now, aware) if first else None
    if not first or not last:
        return
    if when.to and when.to.clock:
        last = _after(first, last, when.to.clock)
    if when.clock and when.day is None and when.to and when.to.clock:
        ends = {"start": first.start.strftime("%H:%M"), "end": last.start.strftime("%H:%M")}
        yield View("time_range", ends)
    elif when.clock:
        value = {"start": _minutes(first.start), "end": _minutes(last.start)}
        yield View("datetime_range", value)
    else:
        end = (last.end - _DAY).date().isoformat()
        ends = {"start": first.start.date().isoformat(), "end": end, "grain": "day"}
        yield View("date_range", ends)
    yield View("when", _uniform(first._replace(end=last.end, span=True)))


def _after(first: Moment, last: Moment, clock: Clock) -> Moment:
    """두 시부터 네 시: the end is the first such time behind the start."""
    half = timedelta(hours=12 if clock.is_open else 24)
    while last.start <= first.start:
        last = last._replace(start=last.start + half, end=last.end + half)
    while clock.is_open and last.start - half > first.start:
        last = last._replace(start=last.start - half, end=last.end - half)
    return last


def _far_end(when: When, first: Moment, now: datetime, aware: datetime) -> Moment | None:
    """Counted from the near end, unless it is that day or was said from today: 다음 주."""
    to = when.to
    if to is None or to.day is None:
        return _moment(to, None, now, aware, past=False) if to else None
    if to.day is when.day:
        first_day = first.start.date()
        return _moment(to, DaySpan(first_day, first_day + _DAY, "day"), now, aware, past=False)
    relative = (to.day.days, to.day.week, to.day.months, to.day.years)
    origin = now if any(piece is not None for piece in relative) else first.start
    return _moment(to, resolve(to.day, origin.date()), now, aware, past=False)


def _open_views(when: When, moment: Moment) -> Iterator[View]:
    side, instant = ("start", moment.start) if when.open > 0 else ("end", moment.start)
    yield View("when", {side: _iso(instant), "grain": moment.grain, "open": True})
    if not when.clock:
        yield View("date_range", {side: instant.date().isoformat(), "open": True})
    elif when.day:
        yield View("datetime_range", {side: _minutes(instant), "open": True})
    else:
        yield View("time_range", {side: instant.strftime("%H:%M"), "open": True})


def _shift_views(when: When, now: datetime) -> Iterator[View]:
    """3일 전 is a date, 30분 뒤 an instant; what comes later is named from its first moment."""
    if not when.shift:
        return
    duration, sign = when.shift
    moved = _moved(now, duration, sign)
    if moved is None:
        return
    unit = duration.pieces[-1][1]
    if unit in ("hour", "minute", "second"):
        yield View("datetime", _minutes(moved))
    else:
        yield View("date", moved.date().isoformat())
        yield View("datetime", _minutes(moved))
    grain = _FINER[unit]
    value: dict[str, object] = {"start": _iso(_floor(moved, grain)), "grain": grain}
    yield View("when", value | ({"open": True} if sign > 0 else {}))


def _stretch_views(when: When, now: datetime) -> Iterator[View]:
    """Days are counted from today; the `when` view has whole calendar units."""
    if not when.stretch:
        return
    duration, sign, until_today = when.stretch
    amount, unit = duration.pieces[-1]
    far = _moved(now, duration, sign)
    begin = _floor(now, unit)
    start, end = begin, _moved(begin, duration, sign) or begin
    if far is None:
        return
    if sign > 0:  # the unit that runs now is not the next one
        one = Duration(0, ((1, unit),), True)
        start, end = _moved(start, one, 1) or start, _moved(end, one, 1) or end
    first, last = sorted((start, end))
    yield View("when", {"start": _iso(first), "end": _iso(last), "grain": unit})
    if unit in ("hour", "minute", "second"):
        ends = sorted((now, far))
        yield View("datetime_range", {"start": _minutes(ends[0]), "end": _minutes(ends[1])})
        return
    today, edge = now.date(), far.date()
    low, high = (edge, today if until_today else today - _DAY) if sign < 0 else (today + _DAY, edge)
    value: dict[str, object] = {"start": low.isoformat(), "end": high.isoformat(), "grain": unit}
    yield View("date_range", value | {"count": int(amount)})


def _moved(instant: datetime, duration: Duration, sign: int) -> datetime | None:
    """None when no calendar reaches so far."""
    try:
        for amount, unit in duration.pieces:
            if unit in ("year", "month"):
                months = int(amount * (12 if unit == "year" else 1)) * sign
                instant = _plus_months(instant, months)
            else:
                instant += sign * timedelta(**{f"{unit}s": float(amount)})
    except (ValueError, OverflowError):
        return None
    return instant


def _plus_months(instant: datetime, months: int) -> datetime:
    index = instant.year * 12 + instant.month - 1 + months
    year, month = index // 12, index % 12 + 1
    day = min(instant.day, calendar.monthrange(year, month)[1])
    return instant.replace(year=year, month=month, day=day)


def _floor(instant: datetime, grain: str) -> datetime:
    if grain == "week":
        monday = instant.date() - timedelta(instant.weekday())
        return datetime.combine(monday, time())
    fields = ("year", "month", "day", "hour", "minute", "second")
    kept = [getattr(instant, name) for name in fields[: fields.index(grain) + 1]]
    return datetime(*kept, *([1] * (3 - len(kept))))  # noqa: DTZ001 - local time of the caller


def _uniform(moment: Moment) -> dict[str, object]:
    value: dict[str, object] = {"start": _iso(moment.start), "grain": moment.grain}
    if moment.span:
        value["end"] = _iso(moment.end)
    if moment.holiday:
        value["holiday"] = moment.holiday
    return value


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _minutes(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds" if instant.second else "minutes")
