"""Everything a Korean caller says that a flow needs, typed or spoken, with its place and value.

`extract(said, now=…)` gives what is in a sentence, the longest and most specific reading of each
place. With `kinds` only those are looked for and win over others; `expects` says what the running
step asks for, so that a bare 이십일 is a day for a date step and 21 for a number step. Spans
are of the text as given. Readings that were not chosen are in `alternatives`.

| kind | value |
|---|---|
| number, ordinal, percent | 23, 1.5 |
| relative_ordinal | {"relative_to": "end", "offset": -1} (on request) |
| number_range | {"min", "min_included", "max", "max_included"}, either side may be missing |
| money | {"amount": 50000, "currency": "KRW"}, "approximate"; "min", "max" for a range |
| date | "2026-11-21" |
| time | "15:05" |
| datetime | "2026-11-21T15:05" |
| date_range | {"start", "end" (last day), "grain"}; "count" for 지난 3주, "open" for 이후, 이전 |
| time_range, datetime_range | {"start", "end"} |
| when | {"start", "grain"}, "end" (first instant after it), "open", "holiday" (on request) |
| duration | {"value": 1.5, "unit": "hour", "seconds": 5400} |
| count | {"value": 2, "unit": "명"}, "max" for 두세 명 |
| age | {"value": 29, "unit": "year"} |
| distance, volume, weight, area, data, speed | {"value": 3, "unit": "kilometre"} |
| dimension, quantity | the same, any measure; quantity with "product" (on request) |
| temperature | {"value": 37, "unit": "celsius"}; "degree" when no scale was said |
| phone, card, resident, foreigner, business, corporate, licence | digits as they are written |
| account | {"number": "110-123-456789", "bank": "신한"} |
| passport, postal_code, order_number, tracking_number, email | as written |
| address | {"province", "district", "road", "number", "detail"}, what was said of them |
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.korean.entities import moments as entity_moments
from aicc.korean.entities.digits import find_digit_entities
from aicc.korean.entities.kinds import DIGITS, MEASURES, NAMES, ON_REQUEST, TIMES, EntityKind, rank
from aicc.korean.entities.measures import (
    find_ages,
    find_counts,
    find_measures,
    find_quantities,
    find_temperatures,
)
from aicc.korean.entities.names import find_names
from aicc.korean.entities.numbers import (
    find_numbers,
    find_ordinals,
    find_percents,
    find_relative_ordinals,
)
from aicc.korean.entities.readers import bare_day, is_bare_number, read_date, read_money
from aicc.korean.entities.when import find_whens
from aicc.korean.numbers.money import MAY_HOLD_MONEY, find_money
from aicc.korean.numbers.ranges import MAY_HOLD_RANGE, number_ranges
from aicc.korean.numbers.read import Numeral, numerals
from aicc.korean.numbers.spoken_digits import digit_runs
from aicc.korean.text.normalise import Folded
from aicc.korean.text.said import beginning, folded
from aicc.korean.times.durations import find_durations

__all__ = ["EntityKind", "extract"]

NumericFinder = Callable[[str, tuple[Numeral, ...], bool], Iterable[Entity]]

_EXPECTED = {"birth_date": "date", "booking_date": "date", "amount": "money"}
# 결제했는데, 왔어요: what is told in the past tense has happened; 있 and 겠 are no past tense
_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣") + 1, 28))
_PAST_TENSE = re.compile(
    f"[{_PAST.replace('있', '').replace('겠', '')}](?:어|습|는|고|던|다|네|지|거|음|을)"
)
# no number that names a thing has fewer digits; said or typed, with what may stand between them
_FIVE_DIGITS = re.compile(
    "(?:[0-9공영제일이삼사오육륙칠팔구십백천둘셋넷섯곱덟홉]"
    "[ ./·,()에다시의국대데하나로여아음어픈빼기슬래-]{0,4}){5}"
)
_MAX_LENGTH = 20_000  # nobody says more in one turn; what is behind it is not read


def extract(
    said: Said,
    *,
    now: datetime,
    kinds: Collection[str] | None = None,
    expects: str | None = None,
) -> tuple[Entity, ...]:
    """The entities in order of place, never overlapping."""
    read = beginning(said, _MAX_LENGTH)
    text, plain = read.raw, folded(read)
    asked = None if kinds is None else frozenset(kinds)
    expected = _EXPECTED.get(expects, expects) if expects else None
    if expected and (bare := _bare_answer(plain.text, now, expects or "", expected)):
        return tuple(_in_original(text, plain, [bare]))
    past = expects == "birth_date" or (
        expects != "booking_date" and _PAST_TENSE.search(plain.text) is not None
    )
    found = _candidates(plain.text, now, asked, expected, past=past)
    return tuple(_in_original(text, plain, _chosen(found, asked, expected)))


def _bare_answer(text: str, now: datetime, expects: str, expected: str) -> Entity | None:
    """A number and nothing else, read as what the step asks for."""
    value: object = None
    others: tuple[object, ...] = ()
    if expected == "date" and (day := bare_day(text)):
        past = expects == "birth_date"
        meant = read_date(text, now, past)
        value = meant.isoformat() if meant else None
        if text.startswith(("이십일", "삼십일", "십일")) and (other := _day_before(day, now, past)):
            others = (other,)  # 이십일 may also be the 20th
    elif expected == "money" and is_bare_number(text):
        value = {"amount": read_money(text), "currency": "KRW"}
    if value is None:
        return None
    return Entity(
        kind=expected, text=text, start=0, end=len(text), value=value,
        confidence=0.6 if others else 0.9, alternatives=others,
    )  # fmt: skip


def _day_before(day: int, now: datetime, past: bool) -> str | None:
    meant = read_date(f"{day - 1}일", now, past)
    return meant.isoformat() if meant else None


def _candidates(
    text: str, now: datetime, asked: frozenset[str] | None, expected: str | None, *, past: bool
) -> Iterator[Entity]:
    """Everything that could be found, overlaps and all."""
    numbers = tuple(numerals(text))
    yield from _numeric(text, numbers, asked, expected)
    yield from _coded(text, asked, expected)
    if _any(asked, TIMES):
        uniform = asked is not None and "when" in asked
        for when in find_whens(text):
            if when.weak and asked is None and expected is None and when.day and not when.clock:
                continue  # 일일 한도, 이월: seldom a date
            yield from entity_moments.entities(text, when, now, past=past, uniform=uniform)


def _numeric(
    text: str,
    numbers: tuple[Numeral, ...],
    asked: frozenset[str] | None,
    expected: str | None,
) -> Iterator[Entity]:
    for kind, (signs, finder) in _NUMERIC.items():
        named = kind == expected or (asked is not None and kind in asked)
        if (named or (asked is None and kind not in ON_REQUEST)) and signs.search(text):
            yield from finder(text, numbers, named)
    if numbers and _any(asked, MEASURES):
        yield from find_measures(text, numbers, asked)


def _finder(find: Callable[[str, tuple[Numeral, ...]], Iterable[Entity]]) -> NumericFinder:
    return lambda text, numbers, named: find(text, numbers)


# kind -> what must stand somewhere in the text, so that most finders need not look; the finder
_NUMERIC: dict[EntityKind, tuple[re.Pattern[str], NumericFinder]] = {
    EntityKind.MONEY: (MAY_HOLD_MONEY, _finder(find_money)),
    EntityKind.NUMBER_RANGE: (MAY_HOLD_RANGE, _finder(number_ranges)),
    EntityKind.PERCENT: (re.compile("%|프로|퍼|반"), find_percents),
    EntityKind.DURATION: (re.compile("[년해월달주일루틀흘새레름절간분초반밤]"), find_durations),
    EntityKind.ORDINAL: (re.compile("[째등위일제첫]|처음"), find_ordinals),
    EntityKind.RELATIVE_ORDINAL: (re.compile(""), _finder(find_relative_ordinals)),
    EntityKind.AGE: (re.compile("살|세|개월|대"), find_ages),
    EntityKind.TEMPERATURE: (re.compile("[도°℃℉]|섭씨|화씨"), find_temperatures),
    EntityKind.QUANTITY: (re.compile(""), _finder(find_quantities)),
    EntityKind.COUNT: (re.compile(""), _finder(find_counts)),
    EntityKind.NUMBER: (re.compile(""), find_numbers),
}


def _coded(text: str, asked: frozenset[str] | None, expected: str | None) -> Iterator[Entity]:
    if not _any(asked, DIGITS | NAMES):
        return
    runs = digit_runs(text) if _FIVE_DIGITS.search(text) else ()
    if expected in DIGITS:
        yield from find_digit_entities(text, runs, frozenset({expected}))
    if runs:
        yield from find_digit_entities(text, runs, asked)
    if _any(asked, NAMES):
        yield from find_names(text, runs, asked if asked or not expected else {expected})


def _any(asked: frozenset[str] | None, kinds: Collection[str]) -> bool:
    return asked is None or not asked.isdisjoint(kinds)


def _chosen(
    found: Iterable[Entity], asked: frozenset[str] | None, expected: str | None
) -> list[Entity]:
    """The kind expected first, then the longest, then the most specific; no overlaps."""
    kept = [entity for entity in found if _is_wanted(entity.kind, asked, expected)]
    if len(kept) < 2:
        return kept
    kept.sort(key=lambda e: (e.kind != expected, e.start - e.end, rank(e.kind)))
    chosen: list[Entity] = []
    taken = bytearray(max(entity.end for entity in kept))
    for entity in kept:
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
            chosen.append(entity)
    chosen.sort(key=lambda entity: entity.start)
    return chosen


def _is_wanted(kind: str, asked: frozenset[str] | None, expected: str | None) -> bool:
    if asked is not None:
        return kind in asked or kind == expected
    return kind not in ON_REQUEST or kind == expected


def _in_original(text: str, plain: Folded, found: Iterable[Entity]) -> Iterator[Entity]:
    """The same entities with their places in the text as the customer gave it."""
    if plain.text == text:
        yield from found
        return
    for entity in found:
        start, end = plain.span(entity.start, entity.end)
        yield replace(entity, text=text[start:end], start=start, end=end)
