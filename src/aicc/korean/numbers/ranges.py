"""At least, at most, between: the words around a number that make it a range."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from aicc.domain.meaning import Entity
from aicc.korean.numbers.read import Number, Numeral, plain
from aicc.korean.numbers.units import AGES, COUNTERS, MEASURES, ends_word


class Limit(NamedTuple):
    """`low` and `high` say which side is named, `closed` if the number itself belongs to it."""

    low: bool
    high: bool
    closed: bool
    end: int


_UP = "(?:크|큰|클|커|높|많|길|긴|비싸|비싼|넓|늦|무겁|초과)"
_DOWN = "(?:작|적|낮|짧|가볍|싸|싼|좁|아래|밑|미만|이르)"
_OR_EQUAL = "[가-힣]{0,2}거나 ?같"
_OR = "(?:혹은|또는|이나|나|이거나|거나)"
_EQUAL_END = r"(?:다(?![가-힣])|은|습니다|음)?"

_THAN_THAT = "(?:이?거나|이나|나| 또는| 혹은) ?그 ?보다는? ?더? ?"
_OVER = "초과(?:하는|한|해서?|하고|했다)?|넘[는게은어을](?:다|요)?|넘[고지]만?|웃도는"
_NOT_OVER = "(?:초과(?:하지|할 수)|넘(?:지|을 수)) ?(?:않|못|없)[가-힣]{0,2}"
_SHORT_OF = "[이가] ?(?:안|채 ?안) ?[되돼된됩][는다]?|에 ?못 ?미치는|[을를] ?밑도는"

# (words behind the number, low, high, closed): the first that matches wins
_AFTER: tuple[tuple[re.Pattern[str], bool, bool, bool], ...] = tuple(
    (re.compile(words), low, high, closed)
    for words, low, high, closed in (
        (rf" ?보다는? ?더? ?{_UP}{_OR_EQUAL}{_EQUAL_END}", True, False, True),
        (rf" ?보다는? ?더? ?{_DOWN}{_OR_EQUAL}{_EQUAL_END}", False, True, True),
        (rf" ?{_OR} ?그 ?(?:이상|초과)|{_THAN_THAT}{_UP}[가-힣]{{0,2}}", True, False, True),
        (rf" ?{_OR} ?그 ?(?:이하|미만)|{_THAN_THAT}{_DOWN}[가-힣]{{0,2}}", False, True, True),
        (rf" ?보다는? ?더? ?{_UP}[가-힣]{{0,3}}", True, False, False),
        (rf" ?보다는? ?더? ?{_DOWN}[가-힣]{{0,3}}", False, True, False),
        (r" ?이상(?:의|은|이?고)?(?![가-힣]*하)", True, False, True),
        (r" ?(?:이하|이내|안쪽)", False, True, True),
        (rf"[을를이가은는]? ?{_NOT_OVER}", False, True, True),
        (rf"[을를이가은는]? ?(?:{_OVER})| 위(?=로|에|의|[^가-힣]|$)", True, False, False),
        (rf" ?(?:미만|아래|밑(?![가-힣]))|{_SHORT_OF}", False, True, False),
        (r"에 ?달하는", False, True, True),
        (rf"[과와] ?같(?!이){_EQUAL_END}", True, True, True),
    )
)
_MAY_LIMIT = re.compile(r" ?[보혹또이나거초을를넘웃가미아밑에과와안채그은는위]")
MAY_HOLD_RANGE = re.compile(
    r"[~<>≥≤=-]|이[상하]|초과|미만|넘|보다|에서|부터|사이|내지|최[소대저고]|같|아래|밑|정확|딱|달하"
    r"|이내|안쪽|적어도|못해도"
    r"|많아야|기껏|혹은|또는|거나|이나|이다|입니다|[예에]요|웃도|밑도|미치|[되돼된됩]| 위"
)
_BEFORE: tuple[tuple[re.Pattern[str], bool, bool, bool], ...] = (
    (re.compile(r"(?:최소한?|최저|적어도|못해도) ?(?:한 )?$"), True, False, True),
    (re.compile(r"(?:최대|최고|많아야|최대한|기껏해야) ?(?:한 )?$"), False, True, True),
    (re.compile(r"(?:정확히|정확하게|딱) ?$"), True, True, True),
    (re.compile(r"(?:≥|>=) ?$"), True, False, True),
    (re.compile(r"(?:≤|<=) ?$"), False, True, True),
    (re.compile(r"(?<![<>=!])= ?$"), True, True, True),
    (re.compile(r"(?<![<=])> ?$"), True, False, False),
    (re.compile(r"(?<![>=])< ?$"), False, True, False),
)
_JOIN = re.compile(r" ?(?:~|-|에서부터|에서|부터|내지|,? ?(?P<needs_close>[과와])) ?")
_CLOSE = re.compile(r" ?(?:까지의?|사이)")
_IS = re.compile(r"[은는] $")
_COPULA = re.compile(r"(?:이다|입니다|이에요|예요)(?![가-힣])")
_AND = re.compile(r"(?:에서|,|[가-힣]*고,?|[가-힣]*지만,?|[가-힣]*며,?)? ?")


def limit_after(text: str, position: int) -> Limit | None:
    if not _MAY_LIMIT.match(text, position):
        return None
    for words, low, high, closed in _AFTER:
        if match := words.match(text, position):
            return Limit(low, high, closed, match.end())
    return None


def limit_before(text: str, start: int) -> tuple[Limit, int] | None:
    """The limit and where its words begin."""
    before = text[max(0, start - 8) : start]
    for words, low, high, closed in _BEFORE:
        if match := words.search(before):
            return Limit(low, high, closed, start), start - len(before) + match.start()
    return None


def joined(text: str, end: int, start: int) -> bool:
    """`A에서 B`, `A~B`, `A와 B`: two ends of one range? `start` is where B begins."""
    match = _JOIN.match(text, end)
    return match is not None and match.end() == start


def needs_close(text: str, end: int) -> bool:
    match = _JOIN.match(text, end)
    return bool(match and match["needs_close"])


def close_after(text: str, position: int) -> int:
    """Behind 까지 or 사이 when one of them follows, else the same place."""
    match = _CLOSE.match(text, position)
    return match.end() if match else position


class _Operand(NamedTuple):
    start: int
    number_end: int
    end: int  # behind the counter
    value: Number


def number_ranges(text: str, numbers: Sequence[Numeral]) -> list[Entity]:
    """Ranges of bare or counted numbers: `20 이상 30 미만`, `십등에서 십오등 사이`."""
    operands = [operand for numeral in numbers if (operand := _operand(text, numeral))]
    found: list[Entity] = []
    index = 0
    while index < len(operands):
        pair = _pair(text, operands, index)
        if pair:
            found.append(pair)
            index += 2
            continue
        if single := _single(text, operands[index]):
            found.append(single)
        index += 1
    return _merged(text, found)


def _operand(text: str, numeral: Numeral) -> _Operand | None:
    for reading in numeral.readings:
        end = reading.end
        unit = COUNTERS.at(text, end, strict=False) or AGES.at(text, end) or MEASURES.at(text, end)
        for stop in (unit.end if unit else end, end):
            if _stands_alone(text, stop):
                return _Operand(numeral.start, end, stop, reading.value)
    return None


def _stands_alone(text: str, end: int) -> bool:
    if not "가" <= text[end : end + 1] <= "힣":
        return True
    return bool(limit_after(text, end) or _JOIN.match(text, end)) or ends_word(text, end)


def _pair(text: str, operands: Sequence[_Operand], index: int) -> Entity | None:
    if index + 1 >= len(operands):
        return None
    first, second = operands[index], operands[index + 1]
    if not joined(text, first.end, second.start) or first.value >= second.value:
        return None
    closed_at = close_after(text, second.end)
    if needs_close(text, first.end) and closed_at == second.end:
        return None
    if limit_after(text, second.end) or _is_code(text, first, second):
        return None
    return _entity(text, first.start, closed_at, first.value, second.value, (True, False))


def _is_code(text: str, first: _Operand, second: _Operand) -> bool:
    """1995-01, 1-222-2222: figures joined by dashes that are no range."""
    if text[first.end : second.start].strip() != "-":
        return False
    around = text[first.start - 1 : first.start] + text[second.end : second.end + 1]
    leading_zero = text[second.start] == "0" and second.number_end > second.start + 1
    return leading_zero or any(char in "-/.+" or char.isdigit() for char in around)


def _single(text: str, operand: _Operand) -> Entity | None:
    before = limit_before(text, operand.start)
    after = limit_after(text, operand.end)
    start, end = operand.start, operand.end
    if before:
        limit, start = before
        end = operand.number_end if limit.low and limit.high else operand.end
        end = after.end if after else end
    elif after:
        limit, end = after, after.end
    elif copula := _names_value(text, operand):
        limit, end = Limit(True, True, True, copula), copula
    else:
        return None
    low = operand.value if limit.low else None
    high = operand.value if limit.high else None
    return _entity(text, start, end, low, high, (limit.closed, limit.closed))


def _names_value(text: str, operand: _Operand) -> int:
    """`x는 170이다` names one value."""
    match = _COPULA.match(text, operand.number_end)
    return (
        match.end() if match and _IS.search(text[max(0, operand.start - 2) : operand.start]) else 0
    )


def _merged(text: str, found: list[Entity]) -> list[Entity]:
    """Joins `20 이상` with a following `30 미만`."""
    merged: list[Entity] = []
    for entity in found:
        both = _both(text, merged[-1], entity) if merged else None
        if both:
            merged[-1] = both
        else:
            merged.append(entity)
    return merged


def _both(text: str, first: Entity, second: Entity) -> Entity | None:
    one, two = first.value, second.value
    if not isinstance(one, dict) or not isinstance(two, dict):
        return None
    opposite = ("min" in one) != ("max" in one) and one.keys() & {"min", "max"} != two.keys() & {
        "min", "max"}  # fmt: skip
    if not opposite or ("min" in two) == ("max" in two):
        return None
    gap = text[first.end : second.start]
    if not _AND.fullmatch(gap) or (first.text.endswith("거나")):
        return None
    return Entity(
        kind=first.kind,
        text=text[first.start : second.end],
        start=first.start,
        end=second.end,
        value={**one, **two},
    )


def _entity(
    text: str,
    start: int,
    end: int,
    low: Number | None,
    high: Number | None,
    closed: tuple[bool, bool],
) -> Entity:
    value: dict[str, int | float | bool] = {}
    if low is not None:
        value |= {"min": plain(low), "min_included": closed[0]}
    if high is not None:
        value |= {"max": plain(high), "max_included": closed[1]}
    return Entity(kind="number_range", text=text[start:end], start=start, end=end, value=value)
