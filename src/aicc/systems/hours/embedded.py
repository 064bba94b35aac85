"""Embedded hours: what the pack says, and Korea's public holidays."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

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
    import holidays  # as slow as half a start: when first asked

    folder = Path(holidays.__file__).with_name("countries")
    # One country alone: the package of countries loads two hundred, which is 8 MB.
    found = spec_from_file_location("holidays_of_korea", folder / "south_korea.py")
    if found is None or found.loader is None or not Path(str(found.origin)).is_file():
        return dict(holidays.country_holidays("KR", years=year, language="ko").items())
    korea = module_from_spec(found)
    found.loader.exec_module(korea)
    return dict(korea.SouthKorea(years=year, language="ko").items())
