"""Embedded hours: what the pack says, and Korea's public holidays."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache

from aicc.clock import KST
from aicc.domain.opening_hours import HolidayOf, HoursByQueue, OpenState, Why


class EmbeddedHours:
    """`holiday_of` is for a test; without it the calendar is Korea's."""

    def __init__(self, hours: HoursByQueue | None, holiday_of: HolidayOf | None = None) -> None:
        self._hours = hours
        self._holiday_of = holiday_of or korean_holiday

    def at(self, queue: str, when: datetime) -> OpenState:
        if self._hours is None:
            return OpenState(why=Why.OPEN)
        return self._hours.of(queue).at(when, self._holiday_of)

    @property
    def zone(self) -> tzinfo:
        return self._hours.default.zone if self._hours else KST

    def may_call(self, when: datetime) -> bool:
        return self._hours is None or self._hours.may_call(when)


def korean_holiday(day: date) -> str:
    """Public, substitute and election holidays by their Korean names; empty for a working day."""
    return _holidays_of(day.year).get(day, "")


@cache
def _holidays_of(year: int) -> Mapping[date, str]:
    from holidays import country_holidays  # as slow as half a start: when first asked

    return dict(country_holidays("KR", years=year, language="ko").items())
