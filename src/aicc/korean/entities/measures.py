"""Counted and measured things: 세 개, 서른다섯 살, 3킬로, 섭씨 37도, 삼겹살 두 근."""

import re
from collections.abc import Collection, Iterator, Sequence

from aicc.domain.meaning import Entity
from aicc.korean.numbers.read import Numeral, Reading, is_native, numeral_at, plain
from aicc.korean.numbers.units import AGES, COUNTERS, DEGREES, MEASURE_OF, MEASURES, UnitMatch

_SCALE = re.compile(r"(?:(?:섭씨|화씨|영하|영상) ?){1,2}$")
_SCALE_WORD = re.compile("섭씨|화씨|영하|영상")
_SCALE_BEHIND = re.compile(" (섭씨|화씨)(?!를|로|는)")
_PACE = re.compile("([시초])속 ?$")
_PACES = {"시": " per hour", "초": " per second"}
_BARE_SCALE = re.compile(r"섭씨|화씨")
_SCALES = {"섭씨": "celsius", "화씨": "fahrenheit"}
_PRODUCT = re.compile(r"(?P<product>[가-힣]{2,10}) $")
_DECADE = re.compile(
    "대(?= ?(?:초반|중반|후반|여성|남성|여자|남자|이에요|예요|입니다|인데|이고|분))"
)
_DECADE_ASKED = re.compile("대")
_AGE_LEAD = re.compile(r"만 ?$")
_PEOPLE = frozenset({"분"})  # 세 분 is people, 3분 minutes
_SINO_COUNTERS = frozenset(
    {"층", "호", "번", "동", "인", "회", "차", "인분", "등급", "단계", "번지", "호선"}
)
_OTHER_WORD = re.compile(r"[조경][회치]|[^ ]+ ?정도(?![가-힣]*제)")  # 조회, 5천 정도
_PRENOMINAL_ONLY = re.compile(r"하나|둘|셋|넷")


def find_measures(
    text: str, numbers: Sequence[Numeral], kinds: Collection[str] | None
) -> Iterator[Entity]:
    """Lengths, volumes, weights …; as one kind `dimension` when that is what was asked for."""
    for numeral in numbers:
        for reading in numeral.readings:
            unit = MEASURES.at(text, reading.end)
            if not unit or _weak(text, numeral, reading, unit):
                continue
            pace = _PACE.search(text[max(0, numeral.start - 3) : numeral.start])
            measure = "speed" if pace else MEASURE_OF[unit.name]
            kind = "dimension" if kinds is not None and "dimension" in kinds else measure
            if kinds is None or kind in kinds:
                name = unit.name + (_PACES[pace[1]] if pace else "")
                yield _measured(kind, text, numeral, reading, unit._replace(name=name))
            break


def _weak(text: str, numeral: Numeral, reading: Reading, unit: UnitMatch) -> bool:
    """이 리, 사 평, 만기가: so short a number is seldom a measure."""
    said = text[numeral.start : reading.end]
    if numeral.typed or len(said) > 1 or is_native(said):
        return False
    glued = unit.start == reading.end
    return len(text[unit.start : unit.end]) == 1 or (glued and said in "만조")  # 만기가


def find_counts(text: str, numbers: Sequence[Numeral]) -> Iterator[Entity]:
    """`value`: value and the counter as said, with `max` behind 두세 and 서너."""
    for numeral in numbers:
        for reading in numeral.readings:
            unit = COUNTERS.at(text, reading.end)
            if unit and _counts(text, numeral, reading, unit):
                yield _measured("count", text, numeral, reading, unit)
                break


def _counts(text: str, numeral: Numeral, reading: Reading, unit: UnitMatch) -> bool:
    said = text[numeral.start : reading.end]
    if (
        reading.value < 0
        or _PRENOMINAL_ONLY.fullmatch(said)
        or _OTHER_WORD.match(said + text[reading.end :])
    ):
        return False
    if unit.name in _PEOPLE:
        return is_native(said)
    if numeral.typed or is_native(said) or len(said) > 1:
        return True
    if unit.name in _SINO_COUNTERS:
        return said not in "이일사오"
    return len(unit.name) > 1 and said != "이"


def find_ages(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    """Years, months when asked for, and 삼십대 as a range."""
    for numeral in numbers:
        if decade := _decade(text, numeral, asked):
            yield decade
            continue
        for reading in numeral.readings:
            unit = AGES.at(text, reading.end)
            if not unit or (unit.name == "month" and not asked):
                continue
            if reading.value > 150 and not text.startswith("만 ", numeral.start):
                continue
            yield _age(text, numeral, reading, unit)
            break


def _decade(text: str, numeral: Numeral, asked: bool) -> Entity | None:
    reading = numeral.readings[0]
    word = (_DECADE_ASKED if asked else _DECADE).match(text, reading.end)
    if not word or reading.value not in range(10, 100, 10):
        return None
    low = int(reading.value)
    value = {"min": low, "max": low + 9, "unit": "year"}
    return _entity("age", text, numeral.start, reading.end + 1, value)


def _age(text: str, numeral: Numeral, reading: Reading, unit: UnitMatch) -> Entity:
    """만 스물아홉 살: the 만 says how it is counted and is no ten thousand."""
    start, years = numeral.start, reading.value
    if years > 10_000:
        years -= 10_000
    elif lead := _AGE_LEAD.search(text[max(0, start - 2) : start]):
        start -= len(lead.group())
    return _entity("age", text, start, unit.end, {"value": plain(years), "unit": unit.name})


def find_temperatures(text: str, numbers: Sequence[Numeral], asked: bool) -> Iterator[Entity]:
    """Degrees; a scale named without a number (섭씨로) only when temperatures are asked for."""
    taken = bytearray(len(text))
    for numeral in (*numbers, *_glued_to_scale(text)):
        if found := _temperature(text, numeral):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            yield found
    for scale in _BARE_SCALE.finditer(text) if asked else ():
        if not taken[scale.start()]:
            value = {"value": None, "unit": _SCALES[scale.group()]}
            yield _entity("temperature", text, scale.start(), scale.end(), value)


def _glued_to_scale(text: str) -> Iterator[Numeral]:
    """화씨칠십도: said numbers that no blank parts from the scale."""
    for scale in _SCALE_WORD.finditer(text):
        numeral = numeral_at(text, scale.end())
        if numeral and not numeral.typed:
            yield numeral


def _temperature(text: str, numeral: Numeral) -> Entity | None:
    lead = _SCALE.search(text[max(0, numeral.start - 9) : numeral.start])
    words = lead.group() if lead else ""
    scale = next((name for word, name in _SCALES.items() if word in words), "")
    for reading in numeral.readings:
        unit = DEGREES.at(text, reading.end)
        if not unit and not (scale and reading is numeral.readings[0]):
            continue
        if is_native(text[numeral.start : reading.end]):
            return None  # 한도
        end = unit.end if unit else reading.end
        if not scale and (behind := _SCALE_BEHIND.match(text, end)):
            end, scale = behind.end(), _SCALES[behind[1]]
        name = scale or (unit.name if unit else "degree")
        value = {"value": plain(-reading.value if "영하" in words else reading.value), "unit": name}
        return _entity("temperature", text, numeral.start - len(words.lstrip()), end, value)
    return None


def find_quantities(text: str, numbers: Sequence[Numeral]) -> Iterator[Entity]:
    """How much of what: the word before the number is the product."""
    for numeral in numbers:
        for reading in numeral.readings:
            unit = MEASURES.at(text, reading.end) or COUNTERS.at(text, reading.end)
            if not unit:
                continue
            value: dict[str, object] = {"value": plain(reading.value), "unit": unit.name}
            start = numeral.start
            if product := _PRODUCT.search(text[max(0, start - 11) : start]):
                start -= len(product.group())
                value["product"] = product["product"]
            yield _entity("quantity", text, start, unit.end, value)
            break


def _measured(kind: str, text: str, numeral: Numeral, reading: Reading, unit: UnitMatch) -> Entity:
    value: dict[str, object] = {"value": plain(reading.value), "unit": unit.name}
    if reading.high is not None:
        value["max"] = plain(reading.high)
    return _entity(kind, text, numeral.start, unit.end, value)


def _entity(kind: str, text: str, start: int, end: int, value: object) -> Entity:
    return Entity(
        kind=kind, text=text[start:end], start=start, end=end, value=value, confidence=0.9
    )
