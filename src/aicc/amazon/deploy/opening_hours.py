"""When the desk is open, as people write it, and as Amazon Connect takes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.yaml_reading import read_yaml

FILE = "infra/hours.yaml"
DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
LONGEST_NAME = 127  # of hours and of their exceptions
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_MEMBERS = {"time_zone", "week", "closed", "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the first minute to the last, both of one day."""

    begins: tuple[int, int]
    ends: tuple[int, int]

    def on(self, day: str) -> JsonMap:
        return {"Day": day, "StartTime": _time(self.begins), "EndTime": _time(self.ends)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """A date with hours of its own; none: closed all day."""

    day: date
    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    time_zone: str
    week: Mapping[str, Span]
    exceptional: tuple[Exceptional, ...]

    def properties(self, name: str, instance: JsonMap) -> JsonMap:
        """Of an AWS::Connect::HoursOfOperation."""
        made: dict[str, Any] = {
            "InstanceArn": instance,
            "Name": {"Fn::Sub": name},
            "TimeZone": self.time_zone,
            "Config": [span.on(day) for day, span in self.week.items()],
        }
        if self.exceptional:
            made["HoursOfOperationOverrides"] = [_override(each) for each in self.exceptional]
        return made


def read_hours(path: Path) -> dict[str, OpeningHours]:
    """By the name that flows have for them."""
    try:
        read: Any = read_yaml(path)
    except OSError as error:
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}") from error
    if not isinstance(read, dict) or not read:
        raise InvalidInputError(f"{path}: names no hours")
    return {str(name): _hours(path, str(name), given) for name, given in read.items()}


def _hours(path: Path, name: str, given: Any) -> OpeningHours:
    if not isinstance(given, dict) or not isinstance(given.get("week"), dict):
        raise InvalidInputError(f"{path}: {name} needs time_zone and week")
    unknown = sorted(given.keys() - _MEMBERS)
    if unknown:
        raise InvalidInputError(f"{path}: {name} has no {', '.join(map(str, unknown))}")
    wrong = sorted(given["week"].keys() - set(DAYS))
    if wrong:
        raise InvalidInputError(f"{path}: {name}: no day of the week: {', '.join(wrong)}")
    return OpeningHours(
        time_zone=str(given.get("time_zone", "Asia/Seoul")),
        week={day: _span(path, given["week"][day]) for day in DAYS if day in given["week"]},
        exceptional=tuple(_exceptional(path, given)),
    )


def _exceptional(path: Path, given: Mapping[str, Any]) -> Iterator[Exceptional]:
    for day, name in dict(given.get("closed") or {}).items():
        yield Exceptional(day=_date(path, day), name=_name(path, name))
    for day, about in dict(given.get("other") or {}).items():
        span, _, name = str(about).partition(" ")
        yield Exceptional(day=_date(path, day), name=_name(path, name), span=_span(path, span))


def _span(path: Path, text: Any) -> Span:
    found = _SPAN.fullmatch(str(text))
    if found:
        begins_h, begins_m, ends_h, ends_m = map(int, found.groups())
        begins, ends = (begins_h, begins_m), (ends_h, ends_m)
        if begins < ends <= (23, 59) and max(begins_m, ends_m) < 60:
            return Span(begins=begins, ends=ends)
    raise InvalidInputError(f"{path}: {text!r}: hours are written as 09:00-18:00")


def _date(path: Path, given: Any) -> date:
    try:
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError as error:
        raise InvalidInputError(f"{path}: {given!r}: a day is written as 2027-03-01") from error


def _name(path: Path, given: Any) -> str:
    name = str(given or "").strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidInputError(f"{path}: every exception has a name of at most {LONGEST_NAME}")
    return name


def _override(each: Exceptional) -> JsonMap:
    """Connect wants each name once: the day makes it so."""
    config = [each.span.on(DAYS[each.day.weekday()])] if each.span else []
    return {
        "OverrideName": f"{each.day.isoformat()} {each.name}"[:LONGEST_NAME],
        "EffectiveFrom": each.day.isoformat(),
        "EffectiveTill": each.day.isoformat(),
        "OverrideConfig": config,
    }


def _time(given: tuple[int, int]) -> JsonMap:
    hours, minutes = given
    return {"Hours": hours, "Minutes": minutes}
