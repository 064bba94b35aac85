"""`hours:` of pack.yaml: when the people of each queue are there."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from aicc.packs.hours_from_files import DAYS, SEOUL, days_in, named_spans, spans_in, zone_of

_DAY = "|".join(DAYS)


def _spans(text: str) -> str:
    spans_in(text)
    return text


def _days(text: str) -> str:
    days_in(text)
    return text


def _named(text: str) -> str:
    named_spans(text)
    return text


def _zone(text: str) -> str:
    zone_of(text)
    return text


Spans = Annotated[str, AfterValidator(_spans)]
Days = Annotated[str, StringConstraints(pattern=rf"^({_DAY})(-({_DAY}))?$"), AfterValidator(_days)]
DayName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
NamedSpans = Annotated[str, StringConstraints(max_length=120), AfterValidator(_named)]
QueueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Holidays = Literal["korea", "none"]


class QueueHoursFile(BaseModel):
    """What differs for one queue; the rest is the pack's, and its dates come on top."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    week: dict[Days, Spans] | None = None
    lunch: Spans | None = None
    holidays: Holidays | None = None
    closed: dict[date, DayName] = {}
    other: dict[date, NamedSpans] = {}


class HoursFile(BaseModel):
    """`closed` and `other` are dates of the company's own, and public ones that are not known yet;
    `other` counts on a public holiday too. `calls` is when customers may be called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time_zone: Annotated[str, AfterValidator(_zone)] = SEOUL
    week: dict[Days, Spans] = Field(min_length=1)
    lunch: Spans | None = None
    holidays: Holidays = "korea"
    closed: dict[date, DayName] = {}
    other: dict[date, NamedSpans] = {}
    queues: dict[QueueName, Literal["always"] | QueueHoursFile] = {}
    calls: Spans = "08:00-21:00"
