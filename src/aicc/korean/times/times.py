"""Times of day: 오후 세 시 반, 열두 시 오 분 전, 15:20, 3pm, 정오, 아침 일찍, 내일 저녁의 저녁."""

import re
from typing import NamedTuple

from aicc.korean.numbers.read import is_native, numeral_at
from aicc.korean.numbers.units import ends_word

# part of the day -> the hours it covers (24 is midnight), and whether it moves 1–11 to afternoon
_PARTS: dict[str, tuple[int, int]] = {
    "새벽": (0, 6), "아침": (4, 12), "오전": (0, 12), "점심": (12, 14), "점심시간": (12, 14),
    "낮": (12, 18), "대낮": (12, 18), "한낮": (12, 18), "오후": (12, 19), "저녁": (18, 24),
    "밤": (18, 24), "한밤": (22, 24), "한밤중": (22, 24), "심야": (22, 24),
    "am": (0, 12), "a.m": (0, 12), "a.m.": (0, 12), "a": (0, 12),
    "pm": (12, 24), "p.m": (12, 24), "p.m.": (12, 24), "p": (12, 24),
}  # fmt: skip
_NAMED = {"정오": (12, 0), "자정": (24, 0)}
_ZONES = {
    "gmt": 0, "utc": 0, "kst": 9, "jst": 9, "cst": -6, "est": -5, "edt": -4, "mst": -7,
    "pst": -8, "pdt": -7, "한국시간": 9, "한국 시간": 9,
}  # fmt: skip
_PART_WORDS = "점심시간|점심|새벽|아침|오전|대낮|한낮|낮|오후|저녁|한밤중|한밤|밤|심야"
_PART = re.compile(rf"(?:{_PART_WORDS}|(?:[ap]m|[ap]\.m\.?)(?![a-z]))", re.IGNORECASE)
_AFTER_PART = re.compile(r" ?(?:에|때)? ?|(?:시간)? ?에? ?")
_COLON = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-4]) ?: ?(?P<minute>[0-5]\d)(?: ?: ?(?P<second>[0-5]\d))?"
    r"(?![\d:])"
    r"(?: ?(?P<half>[ap](?:\.?m\.?)?)(?![a-z]))?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<!\d)(?P<hour>1[0-2]|0?[1-9]) ?(?P<half>[ap]\.?m\.?)(?![a-z])", re.IGNORECASE
)
_NOON = re.compile("정오|자정")
_HOUR = re.compile(
    r" ?시(?!간|장|작|내|도|설|행|청|세|술|즌|스|기|급|대|절|점|민|외|범|험|선)(?:경|쯤|정도)?"
)
_MINUTE = re.compile(r" ?분(?!의|기|실|할|증|야|석|양|류|쟁)")
_SECOND = re.compile(r" ?초(?!과)")
_HALF = re.compile(r" ?반(?=[^가-힣]|$|에|쯤|까지|부터|이|으로|정도|경|요)")
_SHARP = re.compile(r" ?정각")
_EARLIER = re.compile(r" ?전(?=[^가-힣]|$|에|까지|쯤|이)")
_ZONE = re.compile(rf" ?({'|'.join(_ZONES)})(?![a-z])", re.IGNORECASE)


class Clock(NamedTuple):
    """`hour` is None when only a part of the day was named; 24 is the midnight that ends a day."""

    end: int
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str = ""
    zone: int | None = None
    weak: bool = False  # a word that is a time only among others: "점심", "밤"

    @property
    def covers(self) -> tuple[int, int]:
        return _PARTS[self.part]

    @property
    def is_open(self) -> bool:
        """Could be morning or afternoon."""
        return self.hour is not None and 1 <= self.hour <= 12 and not self.part

    def hours(self) -> tuple[int, ...]:
        """The hours that may be meant, best first: an office is open from seven to six."""
        hour = self.hour or 0
        if not self.is_open:
            return (hour,)
        other = (hour + 12) % 24 if hour < 12 else 0
        return (other, hour) if hour < 7 else (hour, other)

    @property
    def grain(self) -> str:
        if self.second is not None:
            return "second"
        return "hour" if self.minute is None else "minute"


def clock_at(text: str, position: int) -> Clock | None:
    """The time of day that begins exactly here."""
    if colon := _COLON.match(text, position):
        return _with_zone(text, _from_colon(colon))
    if short := _SHORT.match(text, position):
        return _in_part(int(short["hour"]), None, None, short["half"].lower(), short.end())
    if noon := _NOON.match(text, position):
        hour, _ = _NAMED[noon.group()]
        return Clock(noon.end(), hour, part="오후" if hour == 12 else "밤")
    part = _PART.match(text, position)
    if not part:
        return _spoken(text, position, "")
    word = part.group().lower()
    gap = _AFTER_PART.match(text, part.end())
    begin = gap.end() if gap else part.end()
    colon = _COLON.match(text, begin)
    if colon and not colon["half"]:
        return _with_zone(text, _from_colon(colon, word))
    if said := _spoken(text, begin, word):
        return said
    alone = word in _PARTS and word[0] > "z" and _part_ends(text, part.end())
    return Clock(part.end(), part=word, weak=True) if alone else None


def _part_ends(text: str, end: int) -> bool:
    return not "가" <= text[end : end + 1] <= "힣" or ends_word(text, end)


def _from_colon(match: re.Match[str], part: str = "") -> Clock:
    second = int(match["second"]) if match["second"] else None
    half = (match["half"] or part).lower()
    if not half and len(match["hour"]) == 2 and match["hour"] < "10":
        half = "오전"  # 09:30 is written by people who count to 24
    return _in_part(int(match["hour"]), int(match["minute"]), second, half, match.end())


def _spoken(text: str, position: int, part: str) -> Clock | None:
    """세 시, 15시 20분, 열두 시 오 분 전, 두 시 반."""
    numeral = numeral_at(text, position)
    if not numeral:
        return None
    for reading in numeral.readings:
        match = _HOUR.match(text, reading.end)
        if match and _is_hour(text[position : reading.end], reading.value, part):
            return _minutes(text, int(reading.value), match.end(), part)
    return None


def _is_hour(said: str, value: object, part: str) -> bool:
    """일시, 이시 are words: a spoken hour is native, or counted beyond nine."""
    if not isinstance(value, int) or not 0 <= value <= 24:
        return False
    return said[-1].isdigit() or is_native(said) or value >= 10 or value == 0 or bool(part)


def _minutes(text: str, hour: int, end: int, part: str) -> Clock:
    if half := _HALF.match(text, end):
        return _in_part(hour, 30, None, part, half.end())
    if sharp := _SHARP.match(text, end):
        return _in_part(hour, 0, None, part, sharp.end())
    minute = _small(text, end, _MINUTE)
    if not minute:
        return _in_part(hour, None, None, part, end)
    value, end = minute
    if earlier := _EARLIER.match(text, end):
        before = _in_part(hour, 0, None, part, earlier.end())
        return _minus(before, value)
    second = _small(text, end, _SECOND)
    if second:
        return _in_part(hour, value, second[0], part, second[1])
    return _in_part(hour, value, None, part, end)


def _small(text: str, position: int, unit: re.Pattern[str]) -> tuple[int, int] | None:
    """A number below sixty with its unit: value and end."""
    begin = position + text.startswith(" ", position)
    numeral = numeral_at(text, begin)
    for reading in numeral.readings if numeral else ():
        match = unit.match(text, reading.end)
        if match and isinstance(reading.value, int) and 0 <= reading.value < 60:
            return reading.value, match.end()
    return None


def _in_part(hour: int, minute: int | None, second: int | None, part: str, end: int) -> Clock:
    """The hour on a clock of 24 when the part of the day is known."""
    if part and part not in _PARTS:
        part = part.replace(".", "")
    if part:
        hour = _counted(hour, part)
    elif hour > 12 or hour == 0:
        part = "오후" if hour > 12 else "오전"
    return Clock(end, hour, minute, second, part)


def _counted(hour: int, part: str) -> int:
    start, _ = _PARTS[part]
    if part in ("밤", "한밤", "한밤중", "심야"):  # 밤 열두 시 ends the day, 밤 한 시 follows it
        return {12: 24}.get(hour, hour + 12 if 5 <= hour < 12 else hour)
    if part in ("낮", "대낮", "한낮", "점심", "점심시간"):
        return hour + 12 if hour < 7 else hour
    if start >= 12:
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 and part != "아침" else hour


def _minus(clock: Clock, minutes: int) -> Clock:
    if clock.hour is None:
        return clock
    total = (clock.hour * 60 - minutes) % 1440
    hour = total // 60
    if not clock.part and hour == 0:
        hour = 12
    return clock._replace(hour=hour, minute=total % 60)


def _with_zone(text: str, clock: Clock) -> Clock:
    match = _ZONE.match(text, clock.end)
    return clock._replace(end=match.end(), zone=_ZONES[match[1].lower()]) if match else clock
