"""Numbers as Koreans type and say them: 1,234 / 천이백삼십사 / 3천5백만 / 스물셋 / 삼분의 이.

Speech runs words together, so where a number ends is often open: `십이 이상` or `십` and
`이 이상`. A `Numeral` therefore keeps every place where it may stop, longest first, and the
finder that knows the unit decides.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

Number = int | Decimal

_DIGITS = {char: value for value, char in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40,
    "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "여덜": 8, "아홉": 9,
}  # fmt: skip
_ABOUT = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "너댓": (4, 5),
    "네댓": (4, 5), "너덧": (4, 5), "네다섯": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7),
    "일고여덟": (7, 8), "열두세": (12, 13),
}  # fmt: skip

_ABOUT_FIRST = frozenset(word[0] for word in _ABOUT)
_NEIGHBOURS = {
    low + high: value
    for low, value in _DIGITS.items()
    for high, after in _DIGITS.items()
    if 0 < value == after - 1
}
_NATIVE_WORDS = (*_TENS, *_ONES, *_ABOUT)
_BY_END = itemgetter(0)
_BEFORE_OVER = frozenset("분 ")
_BEFORE_POINT = frozenset("점쩜 ")
_MAX_READINGS = 3  # only the last syllables can belong to the next word
_MAX_TYPED = 30  # a longer run of digits is no amount anybody means


def _any_of(words: Iterator[str] | dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TYPED = r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)|[1-9]\d{0,2}(?: \d{3})+(?!\d)|\d+"  # 1,234 / 1 234 / 1234
_TOKEN = re.compile(
    rf"(?P<gap> ?)(?:(?P<typed>{_TYPED})(?P<part>\.\d+(?!\.?\d))?"
    rf"|(?P<tens>{_any_of(_TENS)})|(?P<ones>{_any_of(_ONES)})"
    rf"|(?P<digit>[{''.join(_DIGITS)}])|(?P<small>[{''.join(_SMALL)}])|(?P<big>[{''.join(_BIG)}]))"
)
_START = re.compile(
    r"(?<![\d가-힣A-Za-z])(?:마이[너나]스 ?|음수 )(?=[^ ])"
    r"|(?<![\d])(?:(?<![\w)])[-+])?(?:\d|(?<![\w.])\.(?=\d))"
    rf"|(?<![가-힣A-Za-z\d])(?:[{''.join(_DIGITS)}십백천만억조경반]|{_any_of(_TENS | _ONES)}"
    rf"|{_any_of(_ABOUT)})"
)
_POINT = re.compile(rf"(?P<gap> ?)[점쩜](?P=gap)(?P<part>[{''.join(_DIGITS)}]{{1,20}}|\d{{1,20}})")
# figures that nothing behind them can make into another number: most of what is typed
_SIMPLE = re.compile(r"\d{1,15}(?![\d,.^eE/ 십백천만억조경점쩜분과와])")
_POINT_FIRST = re.compile(r"\.\d{1,20}(?!\.?\d)")
_FIRST = frozenset(
    "0123456789+-.반마음" + "".join(_DIGITS | _SMALL | _BIG) + "".join(w[0] for w in _NATIVE_WORDS)
)
_OVER = re.compile(r" ?분의 ?(?P<minus>(?:마이[너나]스|음수|-) ?)?")
_SLASH = re.compile(r"(?:(?<=\d) (?P<top>\d{1,9}))?/(?P<bottom>\d{1,9})(?![/\d])")
_POWER = re.compile(
    r"\^(?P<sign>[+-]{0,3})(?P<power>\d{1,3})(?!\d)|[eE](?P<exp>[+-]?\d{1,2})(?!\d)"
)
_AND = re.compile(r"[과와] ?")
_ONLY = re.compile(r"만(?=을|이|은|의|큼|[^가-힣]|$)")
# The last syllable is another word: 백칠십이다 is 170, 오천이요 5000, 삼십 사이 30
_NOT_TWO = re.compile(
    r"(?<= 사)이(?=[에의로 가는]|$)|(?<=이)(?:다|고|며|면|지만|거나|라|에요|었|던)"
    r"|(?<=[백천만억조]이)(?:요| ?넘| ?안 ?[되돼])"
)
_ABOUT_NATIVE = re.compile(_any_of(_ABOUT))


class Reading(NamedTuple):
    """One place where a number may stop. A tuple, because thousands are made in a turn's scan."""

    end: int
    value: Number
    high: Number | None = None  # "두세", "이삼": from `value` up to this


class Numeral(NamedTuple):
    start: int
    readings: tuple[Reading, ...]  # longest first, never empty
    typed: bool  # begins with a figure

    @property
    def end(self) -> int:
        return self.readings[0].end


def is_about(text: str, numeral: Numeral) -> bool:
    """한 사천쯤: 한 before a number is no one, it says that the number is rough."""
    start = numeral.start
    return text.startswith("한 ", start) and numeral_at(text, start + 2) is not None


def numerals(text: str) -> Iterator[Numeral]:
    """Every place where a number may stand, left to right. `text` is folded."""
    position = 0
    while start := _START.search(text, position):
        found = numeral_at(text, start.start())
        if found is None:
            position = start.end()
            continue
        yield found
        position = max(found.readings[0].end, start.end())


def numeral_at(text: str, position: int, *, parts: int = 2) -> Numeral | None:
    """The number that begins exactly here; `parts` bounds what 이십과 오분의 삼 may add up."""
    if text[position : position + 1] not in _FIRST:
        return None
    if simple := _SIMPLE.match(text, position):
        return Numeral(position, (Reading(simple.end(), int(simple.group())),), True)
    begin, minus = _sign(text, position)
    char = text[begin : begin + 1]
    if char == "반":
        return Numeral(position, (Reading(begin + 1, Decimal("0.5")),), False)
    readings = _typed_point(text, begin) if char == "." else _whole(text, begin)
    if not readings:
        return None
    typed = char.isdigit() or char == "."
    readings = _with_fraction(text, begin, readings, parts)
    if minus:
        readings = [Reading(reading.end, -reading.value) for reading in readings]
    return Numeral(position, tuple(readings), typed)


def is_native(word: str) -> bool:
    """하나, 스물셋, 백두: ends in a native numeral, as counters for hours and people want it."""
    return word.endswith(_NATIVE_WORDS)


def plain(value: Number) -> int | float:
    """For JSON: a whole number as int, anything else as float."""
    whole = int(value)
    return whole if whole == value else float(value)


def _sign(text: str, position: int) -> tuple[int, bool]:
    if text[position] not in "마음+-":
        return position, False
    if text.startswith(("마이너스", "마이나스"), position):
        position += 4
    elif text.startswith("음수 ", position):
        position += 2
    elif text.startswith("-", position):
        return position + 1, True
    else:
        return position + text.startswith("+", position), False
    return position + text.startswith(" ", position), True


def _typed_point(text: str, position: int) -> list[Reading]:
    match = _POINT_FIRST.match(text, position)
    return [Reading(match.end(), Decimal("0" + match.group()))] if match else []


class _Sum:
    """A number while it is read: `total` in 만, 억, …; `section` below 만; `last` one digit."""

    __slots__ = ("big", "last", "native", "section", "small", "total", "typed")

    def __init__(self) -> None:
        self.total: Number = 0
        self.section: Number = 0
        self.last: Number | None = None
        self.small = 10**4  # the next 십, 백 or 천 must be smaller
        self.big = 10**20
        self.native = 0  # 1 after 열, 스물 …; 2 when nothing may follow
        self.typed = False

    @property
    def value(self) -> Number:
        return self.total + self.section + (self.last or 0)

    def take_digit(self, word: str) -> bool:
        if self.last is not None or self.native:
            return False
        self.last = _DIGITS[word]
        return True

    def take_typed(self, word: str) -> bool:
        value: Number = Decimal(word) if "." in word else int(word)
        room = self.small if self.section else self.big
        begun = self.section or self.total
        if self.last is not None or self.native or value >= room or (begun and not self.typed):
            return False
        self.last, self.typed = value, True
        return True

    def take_small(self, word: str) -> bool:
        unit = _SMALL[word]
        if unit >= self.small or self.native:
            return False
        self.section += (1 if self.last is None else self.last) * unit
        self.last, self.small = None, unit
        return True

    def take_big(self, word: str) -> bool:
        unit = _BIG[word]
        if unit >= self.big or self.native:
            return False
        self.total += (self.section + (self.last or 0) or 1) * unit
        self.section, self.last, self.small, self.big = 0, None, 10**4, unit
        return True

    def take_tens(self, word: str) -> bool:
        if self.last is not None or self.native or self.small <= 10:
            return False
        self.section += _TENS[word]
        self.native = 1 if word != "스무" else 2
        return True

    def take_ones(self, word: str) -> bool:
        if self.last is not None or self.native > 1 or self.small == 10:
            return False
        self.last, self.native = _ONES[word], 2
        return True

    @property
    def may_pause(self) -> bool:
        """A blank may follow a unit, as in 삼만 오천; digits side by side are two numbers."""
        return self.last is None and bool(self.section or self.total)


_TAKE: dict[str, Callable[[_Sum, str], bool]] = {
    "digit": _Sum.take_digit,
    "typed": _Sum.take_typed,
    "part": _Sum.take_typed,
    "small": _Sum.take_small,
    "big": _Sum.take_big,
    "tens": _Sum.take_tens,
    "ones": _Sum.take_ones,
}


def _whole(text: str, position: int) -> list[Reading]:
    """Readings of whole numbers and decimals from here, longest first."""
    sum_, readings, start = _Sum(), _about(text, position), position
    while token := _TOKEN.match(text, position):
        kind = token.lastgroup or ""
        if token["gap"] and not _gap_allowed(kind, sum_, position, start):
            break
        end, word = token.end(), token[kind]
        if token["typed"]:
            word = _typed_word(text, token, start)
            end = end if "." in word else token.end("typed")
        if len(word) > _MAX_TYPED or not _TAKE[kind](sum_, word):
            break
        readings.append(Reading(end, sum_.value))
        position = _decimals(text, end, sum_, readings)
    readings.sort(key=_BY_END, reverse=True)
    if len(readings) > 1 and _NOT_TWO.match(text, readings[0].end):
        del readings[0]
    return readings[:_MAX_READINGS]


def _gap_allowed(kind: str, sum_: _Sum, position: int, start: int) -> bool:
    if position == start:
        return False
    return sum_.may_pause or (sum_.typed and kind in ("small", "big"))


def _typed_word(text: str, token: re.Match[str], start: int) -> str:
    """The figures without separators; 1.2 inside 192.168.1.2 is no decimal."""
    word: str = token["typed"].replace(",", "").replace(" ", "")
    inside = token.start("typed") == start and text[start - 1 : start] == "." and start > 1
    return word if inside or not token["part"] else word + token["part"]


def _decimals(text: str, position: int, sum_: _Sum, readings: list[Reading]) -> int:
    """일점이삼, 이십구 점 구구: the digits behind the point belong to the last digit."""
    if sum_.native or text[position : position + 1] not in _BEFORE_POINT:
        return position
    if not (point := _POINT.match(text, position)):
        return position
    part = "".join(str(_DIGITS.get(char, char)) for char in point["part"])
    sum_.last = (sum_.last or 0) + Decimal(f"0.{part}")
    readings.append(Reading(point.end(), sum_.value))
    return point.end()


def _about(text: str, position: int) -> list[Reading]:
    """두세, 서너; 이삼, 삼사 before a unit: a number from … to."""
    if text[position : position + 1] in _ABOUT_FIRST and (
        native := _ABOUT_NATIVE.match(text, position)
    ):
        low, high = _ABOUT[native.group()]
        return [Reading(native.end(), low, high)]
    first = _NEIGHBOURS.get(text[position : position + 2])
    if not first:
        return []
    unit, end = 1, position + 2
    while end < len(text) and (size := _SMALL.get(text[end]) or _BIG.get(text[end])):
        unit, end = unit * size, end + 1
    if text[end : end + 1] in _DIGITS:
        return []
    return [Reading(end, first * unit, (first + 1) * unit)]


def _with_fraction(text: str, start: int, readings: list[Reading], parts: int) -> list[Reading]:
    """Adds 삼분의 이, 3/4, 2 1/4, 이십과 오분의 삼, 1.1^23 and 12e3 to what was read."""
    longest = readings[0]
    if longest.end < len(text):
        after = text[longest.end]
        if text[longest.end - 1].isdigit():
            if after in "/ " and text[start - 1 : start] != "/":
                return _slash(text, longest) + readings
            if after in "^eE":
                return _power(text, longest) + readings
    for reading in readings:
        after = text[reading.end : reading.end + 1]
        if after in _BEFORE_OVER and (over := _OVER.match(text, reading.end)):
            return _over(text, over, reading.value) + readings
        if after in "과와" and parts and (mixed := _mixed(text, reading, parts - 1)):
            return [mixed, *readings]
    return readings


def _slash(text: str, whole: Reading) -> list[Reading]:
    match = _SLASH.match(text, whole.end)
    if not match or not int(match["bottom"]):
        return []
    bottom = int(match["bottom"])
    if match["top"] is None:
        return [Reading(match.end(), Decimal(whole.value) / bottom)]
    return [Reading(match.end(), whole.value + Decimal(int(match["top"])) / bottom)]


def _power(text: str, base: Reading) -> list[Reading]:
    match = _POWER.match(text, base.end)
    if not match or (base.value == 0 and not match["exp"]) or len(str(base.value)) > _MAX_TYPED:
        return []
    if match["exp"]:
        return [Reading(match.end(), Decimal(base.value).scaleb(int(match["exp"])))]
    power = int(match["power"]) * (-1 if match["sign"].count("-") % 2 else 1)
    return [Reading(match.end(), Decimal(base.value) ** power)]


def _over(text: str, over: re.Match[str], bottom: Number) -> list[Reading]:
    """The part above the line; in 삼분의 일만 the 만 means only."""
    tops = _whole(text, over.end())
    if not tops or not bottom:
        return []
    top = next((r for r in reversed(tops) if _ONLY.match(text, r.end)), tops[0])
    sign = -1 if over["minus"] else 1
    readings = [top, *(r for r in tops if r.end < top.end)]
    return [Reading(r.end, sign * Decimal(r.value) / bottom) for r in readings]


def _mixed(text: str, whole: Reading, parts: int) -> Reading | None:
    joined = _AND.match(text, whole.end)
    if not joined or not (rest := numeral_at(text, joined.end(), parts=parts)):
        return None
    best = rest.readings[0]
    said = text[joined.end() : best.end]
    is_fraction = isinstance(best.value, Decimal) and ("분의" in said or "/" in said)
    return Reading(best.end, whole.value + best.value) if is_fraction else None
