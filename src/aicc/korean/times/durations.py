"""How long: 한 시간 반, 3일간, 사흘, 보름, 일주일, 1년 6개월, 반년."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicc.domain.meaning import Entity
from aicc.korean.numbers.read import Number, Numeral, Reading, is_native, numeral_at, plain
from aicc.korean.numbers.units import ends_word

SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_592_000,  # thirty days
    "year": 31_536_000,
}
_WORDS: dict[str, tuple[Number, str]] = {
    "하루": (1, "day"), "이틀": (2, "day"), "사흘": (3, "day"), "나흘": (4, "day"),
    "닷새": (5, "day"), "엿새": (6, "day"), "이레": (7, "day"), "여드레": (8, "day"),
    "아흐레": (9, "day"), "열흘": (10, "day"), "보름": (15, "day"),
    "하룻밤": (1, "day"), "사나흘": (3, "day"), "이삼일": (2, "day"),
    "반년": (Decimal("0.5"), "year"), "반나절": (6, "hour"), "한나절": (12, "hour"),
    "반시간": (Decimal("0.5"), "hour"), "반 시간": (Decimal("0.5"), "hour"),
    "반달": (15, "day"), "반 년": (Decimal("0.5"), "year"), "한해": (1, "year"),
}  # fmt: skip
_UNITS = {
    "년간": "year", "년": "year", "해": "year", "개년": "year",
    "개월간": "month", "개월": "month", "달간": "month", "달": "month",
    "주일간": "week", "주일": "week", "주간": "week", "주": "week",
    "일간": "day", "일": "day", "시간": "hour",
    "분간": "minute", "분": "minute", "초간": "second", "초": "second",
}  # fmt: skip
_NATIVE_ONLY = frozenset({"달", "달간", "해", "시간"})  # 두 달; 이달 is this month
_SINO_ONLY = frozenset({"년", "년간", "개월", "개월간", "일", "일간", "분", "분간", "초"})
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_UNIT = re.compile(" ?(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")")
_HALF = re.compile(r" ?반(?![가-힣])|반(?=에|만|이|을|정도|동안)")
_EXTENT = re.compile(
    r" ?(?:동안|내내|넘게|[더간](?![가-힣])|이내|안에|만에|째|정도|쯤|이상|이하|미만|걸|남|짜리)"
)
_STRETCH = re.compile(r" ?(?:내내|더(?![가-힣]))")
_CLEAR = frozenset(
    {"시간", "개월", "개월간", "달", "달간", "주일", "주간", "일간", "년간", "분간", "주일간"}
)


class Duration(NamedTuple):
    end: int
    pieces: tuple[tuple[Number, str], ...]  # as said: ((1, "hour"), (30, "minute"))
    clear: bool  # cannot be a date or a time of day

    @property
    def seconds(self) -> Number:
        return sum((amount * SECONDS[unit] for amount, unit in self.pieces), start=0)


def duration_at(text: str, position: int) -> Duration | None:
    """The duration that begins exactly here."""
    pieces: list[tuple[Number, str]] = []
    clear, end, begin = False, position, position
    while piece := _piece(text, begin):
        amount, unit, stop, sure = piece
        if pieces and SECONDS[unit] >= SECONDS[pieces[-1][1]]:
            break
        if half := _HALF.match(text, stop):
            amount, stop = amount + Decimal("0.5"), half.end()
        pieces.append((amount, unit))
        clear, end = clear or sure, stop
        begin = stop + text.startswith(" ", stop)
    return Duration(end, tuple(pieces), clear) if pieces else None


def find_durations(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    """`value`: value in `unit` (the largest said) and seconds; a month has 30 days, a year 365."""
    end = -1
    for start in _starts(text, numbers):
        if start < end or not (found := duration_at(text, start)):
            continue
        extent = _EXTENT.match(text, found.end)
        if not (asked or found.clear or extent):
            continue
        end = found.end
        if stretch := _STRETCH.match(text, end):
            end = stretch.end()
        yield _entity(text, start, end, found)


def _starts(text: str, numbers: Sequence[Numeral]) -> list[int]:
    words = {match.start() for match in _WORD.finditer(text) if _begins_word(text, match)}
    for numeral in numbers:
        if any(_UNIT.match(text, reading.end) for reading in numeral.readings):
            words.add(numeral.start)
    return sorted(words)


def _begins_word(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    return not "가" <= before <= "힣" and ends_word(text, match.end())


def _piece(text: str, position: int) -> tuple[Number, str, int, bool] | None:
    """Amount, unit, end, and whether nothing but a duration is said so."""
    if word := _WORD.match(text, position):
        amount, unit = _WORDS[word.group()]
        return amount, unit, word.end(), True
    numeral = numeral_at(text, position)
    for reading in numeral.readings if numeral else ():
        match = _UNIT.match(text, reading.end)
        if match and _fits(text, position, reading, match):
            return reading.value, _UNITS[match[1]], match.end(), match[1] in _CLEAR
    return None


def _fits(text: str, start: int, reading: Reading, unit: re.Match[str]) -> bool:
    """세 분 is three people, 이달 this month, 일시 not an hour: the numeral decides."""
    said, word = text[start : reading.end], unit[1]
    if reading.value < 0 or not _unit_ends(text, unit):
        return False
    if said[-1].isdigit():
        return True
    if word in _NATIVE_ONLY:
        return is_native(said) or reading.value >= 10
    if word in _SINO_ONLY:
        return not is_native(said)
    return True


def _unit_ends(text: str, unit: re.Match[str]) -> bool:
    return (
        not "가" <= text[unit.end() : unit.end() + 1] <= "힣"
        or ends_word(text, unit.end())
        or _EXTENT.match(text, unit.end()) is not None
        or _HALF.match(text, unit.end()) is not None
        or numeral_at(text, unit.end()) is not None
    )


def _entity(text: str, start: int, end: int, found: Duration) -> Entity:
    unit = found.pieces[0][1]
    amount = Decimal(found.seconds) / SECONDS[unit]
    value = {"value": plain(amount), "unit": unit, "seconds": plain(found.seconds)}
    return Entity(kind="duration", text=text[start:end], start=start, end=end, value=value)
