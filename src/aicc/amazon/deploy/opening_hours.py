"""When the desk is open, as Amazon Connect takes it: from the same hours that the bot speaks of."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from aicc.domain.json import JsonMap
from aicc.domain.opening_hours import MINUTES_A_DAY, HolidayOf, HoursByQueue, OpeningHours, Span

BUSINESS = "business"  # what flows call the hours of the pack: {{hours:business}}
DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
LONGEST_NAME = 127  # of an override, as the API has it
DAYS_AHEAD = 365  # deploying again, at least yearly, brings the next ones
MOST_OVERRIDES = 50


def named_hours(hours: HoursByQueue | None) -> Mapping[str, OpeningHours]:
    """By the name that flows have for them: the pack's own, and those of queues that differ."""
    return {BUSINESS: hours.default, **hours.queues} if hours else {}


def properties(
    hours: OpeningHours, name: str, instance: JsonMap, today: date, holiday_of: HolidayOf
) -> JsonMap:
    """Of an AWS::Connect::HoursOfOperation; holidays and other days of a year become overrides."""
    overrides = list(_overrides(hours, today, holiday_of))[:MOST_OVERRIDES]
    made: dict[str, Any] = {
        "InstanceArn": instance,
        "Name": {"Fn::Sub": name},
        "TimeZone": hours.zone_name,
        "Config": [
            _slice(DAYS[day], span) for day in range(len(DAYS)) for span in hours.of_weekday(day)
        ],
    }
    if overrides:
        made["HoursOfOperationOverrides"] = overrides
    return made


def _overrides(hours: OpeningHours, today: date, holiday_of: HolidayOf) -> Iterator[JsonMap]:
    """Days that are not as their weekday. Connect wants each name once: the date makes it so."""
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        spans = hours.spans(day, holiday_of)
        if spans == hours.of_weekday(day.weekday()):
            continue
        name = f"{day.isoformat()} {hours.called(day, holiday_of)}"
        yield {
            "OverrideName": name[:LONGEST_NAME],
            "EffectiveFrom": day.isoformat(),
            "EffectiveTill": day.isoformat(),
            "OverrideConfig": [_slice(DAYS[day.weekday()], span) for span in spans],
        }


def _slice(day: str, span: Span) -> JsonMap:
    return {"Day": day, "StartTime": _time(span.begins), "EndTime": _time(span.ends)}


def _time(minute: int) -> JsonMap:
    """Connect writes the end of a day as the beginning of the next."""
    hours, minutes = divmod(minute % MINUTES_A_DAY, 60)
    return {"Hours": hours, "Minutes": minutes}
