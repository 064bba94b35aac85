"""Choosing among options that hang on the conversation: by place, by words, by day and time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from aicc.domain.flow import Option
from aicc.domain.json import Json
from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.korean.answers.choices import LAST, place_said, without_around
from aicc.korean.entities.extract import extract

_MOMENTS = ("date", "time", "datetime", "date_range", "time_range", "datetime_range")
_SHORTEST_WORD = 2  # letters; a single one stands in any sentence
Moment = tuple[str, str]  # a day and a time, of which one may be empty


def fitting(options: tuple[Option, ...], said: Said, now: datetime) -> tuple[Option, ...]:
    """What may be meant, in order: one was chosen, several leave a choice, none is none."""
    place = place_said(said.plain)
    if place is not None:
        last = max((option.place for option in options), default=0)
        wanted = last if place == LAST else place
        return tuple(option for option in options if option.place == wanted)[:1]
    exact = [option for option in options if _says_just(option, said)]
    if exact:
        return tuple(exact[:1])
    named = _named(options, said)
    moments = [each for each in extract(said, now=now) if each.kind in _MOMENTS]
    if moments and any(moment_of(option) for option in options):
        return tuple(option for option in named or options if _fits_all(option, moments))
    return named


def moment_of(option: Option) -> Moment | None:
    """The day and the time among what is known with it."""
    return moment_in(option.fields)


def moment_in(fields: Mapping[str, Json]) -> Moment | None:
    """The first day and the first time among values of any name."""
    day = at = ""
    for value in fields.values():
        found_day, found_at = _read(value) if isinstance(value, str) else ("", "")
        day, at = day or found_day, at or found_at
    return (day, at) if day or at else None


def _read(text: str) -> Moment:
    if text[:1].isdigit():
        for read in (_day, _time, _both):
            found = read(text)
            if found:
                return found
    return "", ""


def _day(text: str) -> Moment | None:
    try:
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return None


def _time(text: str) -> Moment | None:
    try:
        return "", time.fromisoformat(text).isoformat("minutes") if ":" in text else ""
    except ValueError:
        return None


def _both(text: str) -> Moment | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date().isoformat(), moment.time().isoformat("minutes")


def _says_just(option: Option, said: Said) -> bool:
    wholes = {_packed(said.plain), _packed(without_around(said.plain))}
    return any(_packed(name) in wholes for name in (option.value, *option.synonyms))


def _named(options: tuple[Option, ...], said: Said) -> tuple[Option, ...]:
    """Those with most of their words in the sentence."""
    packed = _packed(said.plain)
    counts = [sum(word in packed for word in _words(option)) for option in options]
    most = max(counts, default=0)
    return tuple(
        option for option, count in zip(options, counts, strict=True) if most and count == most
    )


def _words(option: Option) -> Iterator[str]:
    """What it may be called by: its names, and the words among what is known with it."""
    fields = (each for each in option.fields.values() if isinstance(each, str))
    names: Iterable[str] = (*option.synonyms, *(each for each in fields if _read(each) == ("", "")))
    if moment_of(option) is None:
        names = (option.value, *names)
    yield from {_packed(name) for name in names if len(_packed(name)) >= _SHORTEST_WORD}


def _fits_all(option: Option, moments: Iterable[Entity]) -> bool:
    moment = moment_of(option)
    return moment is not None and all(
        fits(moment, (each.value, *each.alternatives)) for each in moments
    )


def fits(moment: Moment, readings: Iterable[object]) -> bool:
    """The day and time are what was said, or within it; three o'clock may be either of two."""
    return any(_is_in(moment, value) for value in readings)


def _is_in(moment: Moment, value: object) -> bool:
    day, at = moment
    if isinstance(value, str):
        said_day, said_at = _read(value)
        return said_day in {"", day} and said_at in {"", at}
    if not isinstance(value, Mapping):
        return False
    start, end = str(value.get("start") or ""), str(value.get("end") or "")
    both = f"{day}T{at}" if "T" in f"{start}{end}" else day if "-" in f"{start}{end}" else at
    return (not start or start <= both) and (not end or both <= end)


def _packed(text: str) -> str:
    return text.replace(" ", "").casefold()
