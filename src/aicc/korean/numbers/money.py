"""Amounts of money: 5만 3천원, 삼십만 원 정도, 3달러 50센트, EUR 20, 5만에서 10만원 사이."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicc.domain.meaning import Entity
from aicc.korean.numbers.ranges import close_after, joined, limit_after, limit_before, needs_close
from aicc.korean.numbers.read import (
    Number,
    Numeral,
    Reading,
    is_about,
    is_native,
    numeral_at,
    numerals,
    plain,
)
from aicc.korean.numbers.units import CURRENCIES, UnitMatch, ends_word

MAY_HOLD_MONEY = CURRENCIES.somewhere()
_PREFIX = re.compile(
    r"(?:(?P<sign>[₩$€£¥])|(?<![a-z])(?P<code>usd|eur|jpy|cny|gbp|krw|hkd|us\$)) ?$",
    re.IGNORECASE,
)
_SIGNS = {"₩": "KRW", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "US$": "USD"}
_APPROXIMATELY = re.compile(r"(?:^| )(?:약|대략|한|거의) ?$")
_ABOUT = re.compile(r" ?(?:정도|쯤|가량|안팎|내외|남짓|언저리)|(?<=원)대(?![가-힣])")
_MYRIAD = re.compile(r"[십백천]?[만억조]$")
_BARE_TAIL = re.compile(r" ?(?:정도|쯤|가량|이?요|입니다|이에요|예요|이야|만|이고)? ?[.!]?$")
_LONGEST_SUM = 14  # letters: 일억 이천오백만 원 정도
_TO_ITS_SUM = r"(?:[은는이가을를도]|으로|로)? ?(?:(?:한|약|대략|세전|세후|작년에?) )?"
_GOES_ON = re.compile(r"(?:이?고|이?구|이?며|인데|,) ")  # another amount may follow
_TEN_THOUSAND = 10_000  # won: in these people count who leave the unit out
_MOST_IN_MYRIADS = 100_000_000
_BARE_AMOUNT = re.compile(
    r"(?:그럼|그러면|아니|음|어|그냥|한)?\s*"
    r"(?:[1-9][0-9,]+|[1-9]?[십백천]|[일이삼사오육칠팔구]?[십백천][십백천일이삼사오육칠팔구]*)"
    r"\s*(?:으로|로|이요|요|입니다|정도|쯤|까지)*"
    r"(?: ?(?:해|바꿔|변경해|올려|낮춰|줄여|늘려|부탁)[가-힣 ]*)?[.! ]*"
)
_ALONE = re.compile(
    r"(?:(?:그럼|그러면|아니|아|음|어|그냥|한|네|그게) )*"
    r"(?=[^ ]*[십백천만억원0-9])(?:[0-9][0-9,]*|[일이삼사오육칠팔구십백천])"
    r"[0-9,일이삼사오육칠팔구십백천만억 ]*원?"
    r"(?:으로|로|만|이요|요|이고|입니다|이에요|예요|정도|쯤|까지)*[.! ]*"
)

_ENDS_IN_TWO = re.compile(r"[십백천만]이$")
_TO_BE = re.compile(r"야|지|네|거든|니까|라[고니]")
_TEN_AND_VERB = re.compile(r"(?<=십)이(?=요)")  # 오십이요: fifty; of money 52 is told with its unit


class _Amount(NamedTuple):
    start: int
    end: int
    value: Number
    currency: str  # empty for the first part of `5만에서 10만원`
    high: Number | None = None


def find_money(text: str, numbers: Sequence[Numeral]) -> list[Entity]:
    """`value`: amount and currency; a range has min or max instead; `approximate` when so said."""
    amounts = list(_amounts(text, numbers))
    found: list[Entity] = []
    index = 0
    while index < len(amounts):
        first = amounts[index]
        second = amounts[index + 1] if index + 1 < len(amounts) else None
        if second and (pair := _pair(text, first, second)):
            found.append(pair)
            index += 2
            continue
        if first.currency:
            found.append(_single(text, first))
        index += 1
    return found


def read_money(text: str, unit_won: int = 1) -> int | None:
    """Won from an answer; a bare number counts in `unit_won`, unless it says 만 or 억 itself:
    "5000" with 10,000 is fifty million."""
    numbers = tuple(numerals(text))
    for entity in find_money(text, numbers):
        value = entity.value
        if isinstance(value, dict) and value["currency"] == "KRW":
            named = (value.get(key) for key in ("amount", "max", "min"))
            return int(next(amount for amount in named if amount is not None))
    for numeral in numbers:
        if is_about(text, numeral) or is_native(text[numeral.start : numeral.end]):
            continue  # 세전 오천, 한 달에 삼백: nobody counts money so
        if reading := _bare_reading(text, numeral):
            said_whole = _MYRIAD.search(text[numeral.start : reading.end])
            return int(reading.value * (1 if said_whole else unit_won))
    return None


def sums_behind(text: str, label: str, unit_won: int) -> Iterator[int]:
    """연봉은 오천이고: the amounts that follow the label, each in won."""
    for found in re.finditer(rf"{re.escape(label)}{_TO_ITS_SUM}", text):
        behind = _GOES_ON.split(text[found.end() :][:_LONGEST_SUM], maxsplit=1)[0]
        won = read_money(behind, unit_won) if numeral_at(behind, 0) else None
        if won is not None:
            yield won


def is_amount_alone(text: str) -> bool:
    """2천만, 아니 삼천이요: a sum of a hundred or more, and nothing else."""
    return len(text) > 1 and _ALONE.fullmatch(text.strip()) is not None


def read_in_myriads(text: str) -> int | None:
    """Won of an amount whose unit was left out, as people do who speak of large ones: 천오백 is
    fifteen million. None for anything but a bare amount, and for what would be too much."""
    if not _BARE_AMOUNT.fullmatch(text.strip()):
        return None
    text = _TEN_AND_VERB.sub("", text)
    won = read_money(text, unit_won=_TEN_THOUSAND)
    return won if won is not None and won <= _MOST_IN_MYRIADS else None


_MONTHLY = re.compile(
    r"(?:^|[^0-9가-힣])(?:매?월|한 ?달(?:에)?|매달|다달이|(?:월급|월 ?수입|월 ?소득)(?:이|은)?) ?"
    r"(?:한|약|대략|평균|세후|세전|실수령|보통)? ?(?![0-9]+ ?일)[0-9영일이삼사오육칠팔구십백천]"
)
_YEARLY = re.compile(r"연봉|연소득|연 ?수입|연간|(?:1|일|한) ?년|해마다")


def says_monthly(text: str) -> bool:
    """An amount by the month: 월 삼백, 한 달에 이백오십."""
    return _MONTHLY.search(text) is not None and not _YEARLY.search(text)


def _bare_reading(text: str, numeral: Numeral) -> Reading | None:
    for reading in numeral.readings:
        said = text[numeral.start : reading.end]
        if _ENDS_IN_TWO.search(said) and _TO_BE.match(text, reading.end):
            continue  # 사천오백이야 is 4500
        if _BARE_TAIL.match(text, reading.end) or ends_word(text, reading.end):
            return reading
    return None


def _amounts(text: str, numbers: Sequence[Numeral]) -> Iterator[_Amount]:
    """Every number with a currency, and those without that lead to one (`5만에서 10만원`)."""
    end = -1
    for numeral in numbers:
        if numeral.start < end:
            continue
        amount = _with_prefix(text, numeral) or _with_unit(text, numeral) or _open(text, numeral)
        if amount:
            end = amount.end
            yield amount


def _with_prefix(text: str, numeral: Numeral) -> _Amount | None:
    match = _PREFIX.search(text[max(0, numeral.start - 5) : numeral.start])
    if not match or not numeral.typed:
        return None
    code = (match["sign"] or match["code"]).upper()
    start = numeral.start - len(match.group())
    reading = numeral.readings[0]
    unit = CURRENCIES.at(text, reading.end)  # $20 달러
    end = unit.end if unit else reading.end
    return _Amount(start, end, reading.value, _SIGNS.get(code, code))


def _with_unit(text: str, numeral: Numeral) -> _Amount | None:
    for reading in numeral.readings:
        unit = CURRENCIES.at(text, reading.end)
        if unit and _is_amount(text, numeral, reading, unit):
            break
    else:
        return None
    if reading.value < 0:
        return None
    currency, _, share = unit.name.partition("/")
    if share:
        return _Amount(numeral.start, unit.end, reading.value / Decimal(100), currency)
    small = _small_change(text, unit.end, currency)
    if small:
        return _Amount(numeral.start, small.end, reading.value + small.value, currency)
    return _Amount(numeral.start, unit.end, reading.value, currency, reading.high)


def _is_amount(text: str, numeral: Numeral, reading: Reading, unit: UnitMatch) -> bool:
    """사원, 일원, 이불 are words: one spoken digit needs a blank or a unit of two syllables."""
    said = text[numeral.start : reading.end]
    if numeral.typed or len(said) > 1 or said in "십백천만억조" or unit.end - unit.start > 1:
        return True
    return unit.start > reading.end and said != "이"


def _small_change(text: str, position: int, currency: str) -> _Amount | None:
    """The cents behind the dollars."""
    begin = position + text.startswith(" ", position)
    numeral = numeral_at(text, begin)
    if not numeral:
        return None
    for reading in numeral.readings:
        unit = CURRENCIES.at(text, reading.end)
        if unit and unit.name == f"{currency}/100":
            return _Amount(begin, unit.end, reading.value / Decimal(100), currency)
    return None


def _open(text: str, numeral: Numeral) -> _Amount | None:
    for reading in numeral.readings:
        for following in (reading.end + 1, reading.end + 2, reading.end + 3, reading.end + 4):
            if joined(text, reading.end, following):
                return _Amount(numeral.start, reading.end, reading.value, "", reading.high)
    return None


def _pair(text: str, first: _Amount, second: _Amount) -> Entity | None:
    if not second.currency or first.currency not in ("", second.currency):
        return None
    if not joined(text, first.end, second.start):
        return None
    end = close_after(text, second.end)
    low = first.value if first.currency else _scaled(text, first, second)
    if low >= second.value or (needs_close(text, first.end) and end == second.end):
        return None
    value = {"min": plain(low), "max": plain(second.value), "currency": second.currency}
    return _entity(text, first.start, end, value)


def _scaled(text: str, first: _Amount, second: _Amount) -> Number:
    """3~5만원 is from 30,000; 5천~3만원 is from 5,000."""
    said = text[first.start : first.end]
    unit = re.match(r"[\d.]+([만억조])", text[second.start : second.end])
    if not unit or not said.isdigit():
        return first.value
    return first.value * {"만": 10**4, "억": 10**8, "조": 10**12}[unit[1]]


def _single(text: str, amount: _Amount) -> Entity:
    start, end = amount.start, amount.end
    about = _ABOUT.match(text, end)
    if about:
        end = about.end()
    rounded = about is not None or amount.high is not None or _said_roughly(text, start)
    named, stop = _named(text, amount, end)
    value: dict[str, int | float | str | bool] = {**named, "currency": amount.currency}
    if rounded:
        value["approximate"] = True
    return _entity(text, start, stop, value)


def _named(text: str, amount: _Amount, end: int) -> tuple[dict[str, int | float], int]:
    """The amount, or which end of a range it is, and where the words for that end."""
    if amount.high is not None:
        return {"min": plain(amount.value), "max": plain(amount.high)}, end
    before = limit_before(text, amount.start)
    limit = limit_after(text, end) or (before[0] if before else None)
    if not limit or (limit.low and limit.high) or _reaches(text, end):
        return {"amount": plain(amount.value)}, end
    return {"min" if limit.low else "max": plain(amount.value)}, max(end, limit.end)


def _said_roughly(text: str, start: int) -> bool:
    match = _APPROXIMATELY.search(text[max(0, start - 6) : start])
    return match is not None


def _reaches(text: str, end: int) -> bool:
    """`3억 달러에 달하는` names the amount itself; `보다` compares with something else."""
    return text.startswith(("에 달하", "에 못", "과 같", "와 같"), end)


def _entity(text: str, start: int, end: int, value: object) -> Entity:
    return Entity(kind="money", text=text[start:end], start=start, end=end, value=value)
