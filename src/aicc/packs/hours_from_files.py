"""From the plain `hours:` of pack.yaml to opening hours by queue."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from typing import Any

from aicc.clock import KST
from aicc.domain.opening_hours import (
    MINUTES_A_DAY,
    HoursByQueue,
    OpeningHours,
    Span,
    SpecialDay,
    always,
)

Plain = Mapping[str, Any]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEOUL = "Asia/Seoul"
_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")


def hours_from_plain(data: Plain) -> HoursByQueue:
    return HoursByQueue(
        default=_hours(data),
        queues={name: _of_queue(data, own) for name, own in data["queues"].items()},
        calls=spans_in(data["calls"]),
    )


def spans_in(text: str) -> tuple[Span, ...]:
    """`09:00-12:00, 13:00-18:00` as minutes, in order. ValueError for what cannot be meant."""
    spans = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"{part.strip()!r}: hours are written as 09:00-18:00")
        begins_h, begins_m, ends_h, ends_m = map(int, found.groups())
        spans.append(Span(begins_h * 60 + begins_m, ends_h * 60 + ends_m))
    for before, after in zip([Span(0, 0), *spans], spans, strict=False):
        if not before.ends <= after.begins < after.ends <= MINUTES_A_DAY:
            raise ValueError(f"{text!r}: hours go forward and end at 24:00 at the latest")
    return tuple(spans)


def days_in(text: str) -> range:
    """`mon-fri` or `sat` as days, Monday is 0."""
    first, _, last = text.partition("-")
    begins, ends = DAYS.index(first), DAYS.index(last or first)
    if ends < begins:
        raise ValueError(f"{text!r}: days go from mon to sun")
    return range(begins, ends + 1)


def named_spans(text: str) -> SpecialDay:
    """`09:00-15:00 inventory`: the hours, and what the day is called."""
    hours, _, name = text.strip().partition(" ")
    if not name.strip():
        raise ValueError(f"{text!r}: the day needs a name behind its hours")
    return SpecialDay(name=name.strip(), spans=spans_in(hours))


def zone_of(name: str) -> tzinfo:
    """Korea's needs no time zone data, which a small container may lack."""
    if name == SEOUL:
        return KST
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # not on the voice path

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r}: no such time zone is known here") from error


def _of_queue(shared: Plain, own: str | Plain) -> OpeningHours:
    zone = shared["time_zone"]
    if isinstance(own, str):
        return always(zone_of(zone), zone)
    given = {name: value for name, value in own.items() if value}
    dates = {name: {**shared[name], **own[name]} for name in ("closed", "other")}
    return _hours({**shared, **given, **dates})


def _hours(data: Plain) -> OpeningHours:
    return OpeningHours(
        zone=zone_of(data["time_zone"]),
        zone_name=data["time_zone"],
        week={day: spans_in(text) for days, text in data["week"].items() for day in days_in(days)},
        breaks=spans_in(data["lunch"]) if data["lunch"] else (),
        special=dict(_special(data)),
        keeps_holidays=data["holidays"] == "korea",
    )


def _special(data: Plain) -> Iterator[tuple[date, SpecialDay]]:
    for day, name in data["closed"].items():
        yield date.fromisoformat(str(day)), SpecialDay(name=name)
    for day, text in data["other"].items():
        yield date.fromisoformat(str(day)), named_spans(text)
