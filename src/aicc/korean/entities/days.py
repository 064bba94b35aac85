"""Finds the words of a date in a text: 2026년 11월 21일, 시월 첫째 주 금요일, 다음 달 말, 10/2."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from aicc.korean.entities.holidays import BREAKS, HOLIDAYS
from aicc.korean.numbers.read import Numeral, Reading, numeral_at
from aicc.korean.numbers.units import ends_word
from aicc.korean.times.dates import DayWords

_DAYS = {
    "오늘": 0, "금일": 0, "당일": 0, "내일": 1, "낼": 1, "명일": 1, "익일": 1,
    "모레": 2, "내일모레": 2, "내일 모레": 2, "낼모레": 2, "글피": 3, "그글피": 4,
    "어제": -1, "어젯": -1, "어저께": -1,
    "작일": -1, "엊저녁": -1, "그제": -2, "그저께": -2, "엊그제": -2,
    "엊그저께": -2, "그끄제": -3, "그끄저께": -3,
}  # fmt: skip
_PERIODS: dict[str, DayWords] = {
    "금주": DayWords(week=0), "차주": DayWords(week=1), "내주": DayWords(week=1),
    "전주": DayWords(week=-1), "이달": DayWords(months=0), "금월": DayWords(months=0),
    "당월": DayWords(months=0), "내달": DayWords(months=1), "익월": DayWords(months=1),
    "전월": DayWords(months=-1), "훗달": DayWords(months=1), "올해": DayWords(years=0),
    "올": DayWords(years=0), "금년": DayWords(years=0), "당해": DayWords(years=0),
    "내년": DayWords(years=1), "명년": DayWords(years=1), "후년": DayWords(years=2),
    "내후년": DayWords(years=2), "작년": DayWords(years=-1), "전년": DayWords(years=-1),
    "지난해": DayWords(years=-1), "재작년": DayWords(years=-2), "상반기": DayWords(half=1),
    "전반기": DayWords(half=1), "하반기": DayWords(half=2), "후반기": DayWords(half=2),
    "전분기": DayWords(quarters=-1), "연말": DayWords(years=0, edge="말"),
    "연초": DayWords(years=0, edge="초"), "월말": DayWords(months=0, edge="말"),
    "월초": DayWords(months=0, edge="초"), "말일": DayWords(months=0, edge="말일"),
}  # fmt: skip
_STEPS = {
    "이번": 0, "요번": 0, "이": 0, "다음": 1, "담": 1, "오는": 1, "돌아오는": 1, "다다음": 2,
    "다담": 2, "지난": -1, "저번": -1, "지지난": -2, "저저번": -2, "지나간": -1,
}  # fmt: skip
_STEPPED: dict[str, Callable[[int], DayWords]] = {
    "": lambda step: DayWords(step=step),
    "주말": lambda step: DayWords(week=step, weekend=True),
    "주": lambda step: DayWords(week=step),
    "달": lambda step: DayWords(months=step),
    "월": lambda step: DayWords(months=step),
    "분기": lambda step: DayWords(quarters=step),
    "해": lambda step: DayWords(years=step),
    "년": lambda step: DayWords(years=step),
}
_WEEKDAYS = {letter: index for index, letter in enumerate("월화수목금토일")}
_NTHS = {
    "첫": 1, "첫째": 1, "첫번째": 1, "첫 번째": 1, "둘째": 2, "두번째": 2, "두 번째": 2,
    "셋째": 3, "세번째": 3, "세 번째": 3, "넷째": 4, "네번째": 4, "네 번째": 4,
    "다섯째": 5, "다섯번째": 5, "마지막": -1, "1째": 1,
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_TYPED = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<y>(?:19|20|21)\d\d) ?(?P<s>[-./]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<d>\d{1,2})(?![\d-])\.?"
    r"|(?P<d2>\d{1,2})(?P<s2>[-./])(?P<m2>\d{1,2})(?P=s2)(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y3>\d\d)(?P<s3>[-./])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?![\d./-])"
    r"|(?P<y4>(?:19|20)\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])(?![\d-])"
    r"|(?P<y5>(?:19|20)\d\d)[-/](?P<m5>0?[1-9]|1[0-2])(?![\d./-])"
    r"|(?P<m6>0?[1-9]|1[0-2])/(?P<d6>0?[1-9]|[12]\d|3[01])(?![\d/])"
    r"|(?P<d7>1[3-9]|2\d|3[01])/(?P<m7>0?[1-9]|1[0-2])(?![\d/])"
    r"|(?P<m8>0?[1-9]|1[0-2])[.-](?P<d8>0?[1-9]|[12]\d|3[01])(?![\d.%]| ?[%원달점도]))"
)
_STEP = _any(word for word in _STEPS if word != "이") + "|이(?= ?[주달](?:[^가-힣]|에))"
_SAID_MONTH = "유|시|10|11|12|0?[1-9]|십[일이]?|[일이삼사오구칠팔육]"
_WORD = re.compile(
    rf"(?P<holiday>{_any(BREAKS)}|{_any(HOLIDAYS)})"
    rf"|(?P<days>{_any(_DAYS)})"
    rf"|(?P<period>{_any(_PERIODS)})"
    rf"|(?P<step>{_STEP}) ?(?P<stepped>주말|주|달|월(?!요일)|분기|해|년)?"
    r"|(?P<weekend>주말)"
    r"|\(?(?P<weekday>[월화수목금토일])(?:요일|욜|\))"
    rf"|(?P<nth>{_any(_NTHS)}|[1-5] ?(?:번째|째)) ?"
    r"(?P<nth_of>주(?!문)|날|(?=[월화수목금토일]요일))"
    r"|(?P<week>[1-5])주차"
    r"|(?P<quarter>[1-4일이삼사]) ?(?:/ ?4|사)? ?분기"
    r"|(?P<season>봄|여름|가을|겨울)"
    rf"|(?P<month>{_SAID_MONTH}) ?월(?!요일)(?P<edge> ?(?:초|중순|말일|말)(?![가-힣]{{3}}))?"
    r"|(?P<edge_only>말일|말|초|중순)"
)
_NUMBERED = re.compile(
    r" ?(년대|년도|년생(?= ?(?:\d{1,2}|[유시일이삼사오육칠팔구십]{1,2}) ?월)"
    r"|년(?!간|생|차|만|동안| ?(?:전|후|뒤|동안|만에|넘게))|일(?!간|시불|자리|정|반))"
)
_MONTHS = {"유": 6, "시": 10}
_START = re.compile(
    rf"(?<![\d.])\d|(?<![가-힣])(?:{_any(BREAKS)}|{_any(HOLIDAYS)}|{_any(_DAYS)}|{_any(_PERIODS)}"
    rf"|{_STEP}|주말|[월화수목금토일](?:요일|욜)|{_any(_NTHS)}|[일이삼사]사?분기|봄|여름|가을|겨울"
    r"|[유시일이삼사오육칠팔구십백천공영]{1,9} ?[년월일])"
)
_GAP = re.compile(r",? ?(?:의 ?|에 ?)?")


class DayPhrase(NamedTuple):
    end: int
    said: DayWords
    weak: bool = False  # 이월, 일일, 여름 alone: words that are seldom a date


class _Piece(NamedTuple):
    end: int
    said: DayWords
    weak: bool = False


def day_starts(text: str) -> Iterator[int]:
    """Where a date may begin."""
    return (match.start() for match in _START.finditer(text))


def day_at(text: str, position: int) -> DayPhrase | None:
    """The longest date that begins exactly here."""
    said, end, weak, begin, count = DayWords(), position, True, position, 0
    while piece := _piece(text, begin, said):
        if not said.take(piece.said):
            break
        end, count = piece.end, count + 1
        weak = weak and piece.weak
        gap = _GAP.match(text, end)
        begin = gap.end() if gap else end
    if not count or (said.step is not None and not _completes(said)):
        return None
    return DayPhrase(end, said, weak)


def _completes(said: DayWords) -> bool:
    """이번, 다음 need something to stand before."""
    named = (
        said.month,
        said.weekday,
        said.season,
        said.holiday,
        said.feast,
        said.weekend,
        said.half,
    )
    return any(piece is not None for piece in named)


def _piece(text: str, position: int, before: DayWords) -> _Piece | None:
    if typed := _TYPED.match(text, position):
        return _from_typed(typed)
    word = _WORD.match(text, position)
    if word and (piece := _from_word(text, word, before)):
        return piece
    return _from_numeral(text, position, before)


def _from_typed(match: re.Match[str]) -> _Piece | None:
    given = {
        name[0]: int(text) for name, text in match.groupdict().items() if text and name[0] != "s"
    }
    year, month, day = given.get("y"), given["m"], given.get("d")
    if match["y2"] and month > 12:
        month, day = day or 0, month
    if month > 12 or (day is not None and not 1 <= day <= 31):
        return None
    weak = match["m8"] is not None  # 11.21 is as often a decimal
    return _Piece(match.end(), DayWords(year=year, month=month, day=day), weak)


def _from_word(text: str, match: re.Match[str], before: DayWords) -> _Piece | None:
    kind = _KIND_OF.get(match.lastgroup or "")
    found = kind(match, before) if kind else None
    if not found or not _stands(text, match.end(), found.said):
        return None
    return found


def _stands(text: str, end: int, said: DayWords) -> bool:
    """The word ends here, or another piece of a date or a time follows at once."""
    if not "가" <= text[end : end + 1] <= "힣" or said.step is not None:
        return True
    return (
        ends_word(text, end)
        or _WORD.match(text, end) is not None
        or _FOLLOWS.match(text, end) is not None
        or numeral_at(text, end) is not None
    )


_FOLLOWS = re.compile(
    "새벽|아침|오전|점심|낮|오후|저녁|밤|자정|정오|한밤|까지|부터|이후|이전|달|안|중"
)


def _holiday(match: re.Match[str], before: DayWords) -> _Piece:
    word = match["holiday"]
    if word in BREAKS:
        return _Piece(match.end(), DayWords(feast=BREAKS[word]))
    return _Piece(match.end(), DayWords(holiday=HOLIDAYS[word]))


def _days(match: re.Match[str], before: DayWords) -> _Piece:
    return _Piece(match.end(), DayWords(days=_DAYS[match["days"]]))


def _period(match: re.Match[str], before: DayWords) -> _Piece:
    return _Piece(match.end(), _PERIODS[match["period"]], weak=match["period"] == "올")


def _step(match: re.Match[str], before: DayWords) -> _Piece:
    return _Piece(match.end(), _STEPPED[match["stepped"] or ""](_STEPS[match["step"]]))


def _weekend(match: re.Match[str], before: DayWords) -> _Piece:
    return _Piece(match.end(), DayWords(weekend=True))


def _weekday(match: re.Match[str], before: DayWords) -> _Piece | None:
    bracketed = match.group()[-1] == ")"
    if bracketed != match.group().startswith("(") or (bracketed and before.day is None):
        return None
    return _Piece(match.end(), DayWords(weekday=_WEEKDAYS[match["weekday"]]))


def _nth(match: re.Match[str], before: DayWords) -> _Piece | None:
    of = {"주": "week", "날": "day"}.get(match["nth_of"], "weekday")
    if not _may_be_counted(before, of):
        return None
    word = match["nth"]
    nth = _NTHS[word] if word in _NTHS else int(word[0])
    return _Piece(match.end(), DayWords(nth=nth, nth_of=of))


def _may_be_counted(before: DayWords, of: str) -> bool:
    """The first Friday of a month, the last day of a year; 둘째 주 alone is this month's."""
    in_year = before.year is not None or before.years is not None
    return before.month is not None or before.months is not None or (in_year == (of == "day"))


def _week(match: re.Match[str], before: DayWords) -> _Piece | None:
    if before.month is None and before.months is None:
        return None
    return _Piece(match.end(), DayWords(nth=int(match["week"]), nth_of="week"))


def _quarter(match: re.Match[str], before: DayWords) -> _Piece:
    word = match["quarter"]
    number = int(word) if word.isdigit() else "일이삼사".index(word) + 1
    return _Piece(match.end(), DayWords(quarter=number))


def _season(match: re.Match[str], before: DayWords) -> _Piece:
    return _Piece(match.end(), DayWords(season=match["season"]), weak=True)


def _month(match: re.Match[str], before: DayWords) -> _Piece | None:
    word = match["month"]
    month = int(word) if word.isdigit() else _MONTHS.get(word) or _spoken_month(word)
    edge = (match["edge"] or "").strip() or None
    return _Piece(match.end(), DayWords(month=month, edge=edge), weak=word in ("이", "시", "일"))


def _spoken_month(word: str) -> int:
    digits = " 일이삼사오육칠팔구"
    return (
        digits.index(word)
        if len(word) == 1 and word != "십"
        else 10 + max(0, digits.find(word[1:]))
    )


def _edge(match: re.Match[str], before: DayWords) -> _Piece | None:
    known = before.months is not None or before.years is not None or before.year is not None
    return _Piece(match.end(), DayWords(edge=match["edge_only"])) if known else None


_KIND_OF: dict[str, Callable[[re.Match[str], DayWords], _Piece | None]] = {
    "holiday": _holiday,
    "days": _days,
    "period": _period,
    "step": _step,
    "stepped": _step,
    "weekend": _weekend,
    "weekday": _weekday,
    "nth": _nth,
    "nth_of": _nth,
    "week": _week,
    "quarter": _quarter,
    "season": _season,
    "month": _month,
    "edge": _month,
    "edge_only": _edge,
}


def _from_numeral(text: str, position: int, before: DayWords) -> _Piece | None:
    """2026년, 이천이십육년, 85년, 21일, 이십일일, 70년대."""
    numeral = numeral_at(text, position)
    if not numeral:
        return _digit_year(text, position)
    for reading in numeral.readings:
        unit = _NUMBERED.match(text, reading.end)
        if unit and isinstance(reading.value, int) and reading.value > 0:
            return _numbered(text, numeral, reading, unit, before)
    if before.month is not None and _DAY_AHEAD.match(text, numeral.end):
        return _Piece(numeral.end, DayWords(day=int(numeral.readings[0].value)))
    return _trailing_year(text, numeral, before) or _digit_year(text, position)


def _numbered(
    text: str, numeral: Numeral, reading: Reading, unit: re.Match[str], before: DayWords
) -> _Piece | None:
    value, word = int(reading.value), unit[1]
    said = text[numeral.start : reading.end]
    if word == "년대":
        return _Piece(unit.end(), DayWords(decade=value)) if value % 10 == 0 else None
    if word == "일":
        if before.month is None and _MONTH_BEFORE.search(
            text, max(0, numeral.start - 2), numeral.start
        ):
            return None  # 13월 1일
        weak = before.month is None and len(said) == 1 and not said.isdigit()
        ends = _stands(text, unit.end(), before)
        return _Piece(unit.end(), DayWords(day=value), weak) if value <= 31 and ends else None
    if value >= 100 or _MONTH_AHEAD.match(text, unit.end()) or word == "년도":
        return _Piece(unit.end(), DayWords(year=value)) if value < 10_000 else None
    return None


_MONTH_BEFORE = re.compile("월 ?")
_MONTH_AHEAD = re.compile(r" ?(?:\d{1,2}|[유시일이삼사오육칠팔구십]{1,2}) ?월|생")
_DAY_AHEAD = re.compile(r" ?(?:~|-|에서|부터) ?\d{1,2} ?일")  # 7월 13 - 15일
_DIGIT_YEAR = re.compile(r"([이일][공영일이삼사오육칠팔구]{3}) ?년(?!간|차)")
_SHORT_YEAR = re.compile(  # 팔오년 삼월: only before a month
    r"([공영일이삼사오육칠팔구]{2}) ?년생?(?= ?(?:\d{1,2}|[유시일이삼사오육칠팔구십]{1,2}) ?월)"
)


def _digit_year(text: str, position: int) -> _Piece | None:
    """이공이육년, 팔오년: a year said digit by digit."""
    match = _DIGIT_YEAR.match(text, position) or _SHORT_YEAR.match(text, position)
    if not match:
        return None
    digits = "".join(str("영일이삼사오육칠팔구공".index(char) % 10) for char in match[1])
    return _Piece(match.end(), DayWords(year=int(digits)))


def _trailing_year(text: str, numeral: Numeral, before: DayWords) -> _Piece | None:
    """9월 21일 1978: a bare year behind the day."""
    reading = numeral.readings[0]
    plausible = isinstance(reading.value, int) and 1800 <= reading.value <= 2200
    if before.day is None or before.year is not None or not plausible:
        return None
    unit_follows = re.match(r" ?(?:원|만|명|개|건|시)", text[reading.end : reading.end + 3])
    return None if unit_follows else _Piece(reading.end, DayWords(year=int(reading.value)))
