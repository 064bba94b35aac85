"""When people are there: windows of a week, a break at noon, dates with hours of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

MINUTES_A_DAY = 24 * 60
DEFAULT_QUEUE = "default"
LOOKED_AHEAD_DAYS = 60  # nobody is promised a day beyond it

HolidayOf = Callable[[date], str]  # its name in the customer's language; empty: none


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes of one day, the last one not in it: Span(540, 1080) is from nine to six."""

    begins: int
    ends: int

    def holds(self, minute: int) -> bool:
        return self.begins <= minute < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A date with hours of its own; none: closed all day."""

    name: str
    spans: tuple[Span, ...] = ()


class Why(StrEnum):
    """Why it is open or closed at an instant."""

    OPEN = "open"
    BREAK = "break"
    HOLIDAY = "holiday"  # a public one
    SPECIAL = "special"  # a date of the company's own
    DAY_OFF = "day_off"  # a day of the week without hours
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """`name` is what the holiday or the company's own day is called. `closes` only while it is
    open; `opens` only while it is closed, None where no day ahead is known."""

    why: Why
    name: str = ""
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.why is Why.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """`week` by the day, Monday is 0; a day that is missing is closed. `breaks` are taken out of
    every day; a special day counts before a public holiday."""

    zone: tzinfo
    zone_name: str
    week: Mapping[int, tuple[Span, ...]]
    breaks: tuple[Span, ...] = ()
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    keeps_holidays: bool = True

    def at(self, when: datetime, holiday_of: HolidayOf) -> OpenState:
        here = when.astimezone(self.zone)
        minute, spans = here.hour * 60 + here.minute, self.spans(here.date(), holiday_of)
        now = next((each for each in spans if each.holds(minute)), None)
        if now:
            return OpenState(why=Why.OPEN, closes=self._closes(here.date(), now, holiday_of))
        why, name = self._why(here.date(), minute, spans, holiday_of)
        return OpenState(why=why, name=name, opens=self._next(here, holiday_of))

    def spans(self, day: date, holiday_of: HolidayOf) -> tuple[Span, ...]:
        """Of that date, in order, without the breaks."""
        special = self.special.get(day)
        if special:
            return without(special.spans, self.breaks)
        if self.keeps_holidays and holiday_of(day):
            return ()
        return self.of_weekday(day.weekday())

    def of_weekday(self, day: int) -> tuple[Span, ...]:
        return without(self.week.get(day, ()), self.breaks)

    def called(self, day: date, holiday_of: HolidayOf) -> str:
        """The name of a date that is not like the others of its weekday."""
        special = self.special.get(day)
        if special:
            return special.name
        return holiday_of(day) if self.keeps_holidays else ""

    def _why(
        self, day: date, minute: int, spans: tuple[Span, ...], holiday_of: HolidayOf
    ) -> tuple[Why, str]:
        name = self.called(day, holiday_of)
        if not spans:
            if day in self.special:
                return Why.SPECIAL, name
            return (Why.HOLIDAY, name) if name else (Why.DAY_OFF, "")
        if minute < spans[0].begins:
            return Why.TOO_EARLY, name
        return (Why.TOO_LATE if minute >= spans[-1].ends else Why.BREAK), name

    def _closes(self, day: date, now: Span, holiday_of: HolidayOf) -> datetime | None:
        """Over midnight, where the next day goes on; None where no end is in sight."""
        for ahead in range(1, LOOKED_AHEAD_DAYS):
            if now.ends < MINUTES_A_DAY:
                return self._instant(day + timedelta(days=ahead - 1), now.ends)
            following = self.spans(day + timedelta(days=ahead), holiday_of)
            if not following or following[0].begins > 0:
                return self._instant(day + timedelta(days=ahead), 0)
            now = following[0]
        return None

    def _next(self, here: datetime, holiday_of: HolidayOf) -> datetime | None:
        for ahead in range(LOOKED_AHEAD_DAYS + 1):
            day = here.date() + timedelta(days=ahead)
            for span in self.spans(day, holiday_of):
                begins = self._instant(day, span.begins)
                if begins > here:
                    return begins
        return None

    def _instant(self, day: date, minute: int) -> datetime:
        hour, minutes = divmod(minute, 60)
        return datetime.combine(day, time(hour, minutes), self.zone)


def without(spans: tuple[Span, ...], breaks: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is left of the spans; a break in the middle makes two of one."""
    left = list(spans)
    for pause in breaks:
        left = [
            part
            for each in left
            for part in (
                Span(each.begins, min(each.ends, pause.begins)),
                Span(max(each.begins, pause.ends), each.ends),
            )
            if part.begins < part.ends
        ]
    return tuple(sorted(left))


def always(zone: tzinfo, zone_name: str) -> OpeningHours:
    """At any hour of any day."""
    all_day = (Span(0, MINUTES_A_DAY),)
    week = dict.fromkeys(range(7), all_day)
    return OpeningHours(zone=zone, zone_name=zone_name, week=week, keeps_holidays=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursByQueue:
    """`queues` are those with hours of their own; `calls` is when customers may be called."""

    default: OpeningHours
    queues: Mapping[str, OpeningHours] = field(default_factory=dict)
    calls: tuple[Span, ...] = (Span(8 * 60, 21 * 60),)

    def of(self, queue: str) -> OpeningHours:
        return self.queues.get(queue, self.default)

    def may_call(self, when: datetime) -> bool:
        here = when.astimezone(self.default.zone)
        return any(each.holds(here.hour * 60 + here.minute) for each in self.calls)
