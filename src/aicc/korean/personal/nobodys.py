"""Figures that are nobody's: amounts, moments, places, goods, companies, orders, codes."""

import re
from collections.abc import Sequence

from aicc.korean.personal import checksums, shapes
from aicc.korean.personal.cues import PERSONAL, Cue, cue_near, is_paid

_UUID = r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"
_MASKED_TAIL = r"(?:\*(?: ?[-./·()_,]{0,2} ?)){6}\d(?:(?: ?[-./·()_,]{0,2} ?)\d)?(?!\d)"
_THOUSANDS = r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])"
_PLACE = r"-?\d{1,3}\.\d{4,}"
_PLACES = rf"(?<![\d.-]){_PLACE}(?:[, /]{{1,3}}{_PLACE})?(?![\d.-])"
_DAY = r"(?<!\d)(?:19|20)\d\d(?P<between>[-./])\d\d?(?P=between)\d\d?(?![-./]?\d)"
_TIME = r"(?<![\d:])[0-2]?\d:[0-5]\d(?![\d:])"
_ADDRESS = r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
# Whatever stands beside them; a date may be the first half of a number, so `find` cuts at dates
_SURELY = re.compile("|".join((_UUID, _MASKED_TAIL, _THOUSANDS, _PLACES)))
_IN_ODD_TEXT = re.compile("|".join((_SURELY.pattern, _DAY, _TIME, _ADDRESS)))
_WHOLE = (
    re.compile(
        r"20[12]\d([-./]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_ ]\d{3,8}|\d{4,8})"
    ),
    shapes.dashed("business"),
    re.compile(_ADDRESS),
    re.compile(r"\d+\.\d+"),  # a reading of the clock
)
_MONEY_AFTER = re.compile(r" ?(?:원|만 ?원|억|천만|달러|유로|엔|위안|won\b|krw|usd)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:[₩$€¥\\]|krw|usd) ?\Z", re.IGNORECASE)
_CODE_BEFORE = re.compile(r"([A-Za-z]+)[-_#]?\Z")
_NAMES_OF_NUMBERS = frozenset({"tel", "phone", "mobile", "card", "no", "num", "fax", "account"})
_GOODS = re.compile(r"(?:978|979|880)\d{10}")
_SERVICE = re.compile(r"1[568]\d{6}|080\d{7,8}")
_COMPANY = frozenset({Cue.BUSINESS, Cue.CORPORATE})
_SHORTEST_ACCOUNT = 10  # figures; an amount has fewer
_AMOUNTS = range(4, 8)  # figures of each of two amounts side by side, in won


def stars_for_nobodys(text: str, *, is_odd: bool = False) -> str:
    """The text with stars over them; `is_odd`: where figures may be spelt in any way."""
    pattern = _IN_ODD_TEXT if is_odd else _SURELY
    return pattern.sub(lambda found: "*" * len(found[0]), text)


def is_money(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 5) : start]
    return bool(_MONEY_AFTER.match(text, end) or _MONEY_BEFORE.search(before))


def is_nobodys(text: str, start: int, end: int, cue: Cue | None) -> bool:
    """An order, a parcel, a company, an amount, a network address, part of a code."""
    if cue is Cue.HARMLESS or cue in _COMPANY or is_money(text, start, end):
        return True
    if cue in PERSONAL:
        return False
    code = _CODE_BEFORE.search(text[max(0, start - 24) : start])
    if code and code[1].lower() not in _NAMES_OF_NUMBERS:
        return True
    return any(shape.fullmatch(text, start, end) for shape in _WHOLE)


def is_company_or_order(digits: str, cue: Cue | None, *, in_one: bool) -> bool:
    """A corporation's number has the same shape; nobody's has 9 or 0 under an order's word, and a
    bar code has a check figure of its own."""
    is_goods = cue is Cue.HARMLESS and in_one and checksums.is_goods(digits)
    if is_goods and not checksums.is_resident(digits):
        return True
    if cue is Cue.CORPORATE:
        return checksums.is_corporate(digits) or not checksums.is_resident(digits)
    return cue is Cue.HARMLESS and digits[6] in "90"


def is_service(groups: Sequence[str], cue: Cue | None) -> bool:
    """Printed on everything: 1588-1234, 080-123-4567."""
    may_be = cue in {None, Cue.PHONE, Cue.HARMLESS}
    return may_be and _SERVICE.fullmatch("".join(groups)) is not None


def are_amounts(text: str, groups: Sequence[str], start: int, end: int) -> bool:
    """Paid, says what comes after them: one that is shorter than any account, or several."""
    if any(group[0] == "0" for group in groups) or not is_paid(text, end):
        return False
    if len(groups) == 1:
        is_named = cue_near(text[:end], start, end) in PERSONAL
        return len(groups[0]) < _SHORTEST_ACCOUNT and not is_named
    return all(len(group) in _AMOUNTS for group in groups)


def is_round(groups: Sequence[str]) -> bool:
    """1000000000 is an amount."""
    return len(groups) == 1 and len(groups[0].rstrip("0")) <= 3


def are_goods(groups: Sequence[str]) -> bool:
    """The bar code of a thing or the number of a book, in one piece."""
    return (
        len(groups) == 1
        and _GOODS.fullmatch(groups[0]) is not None
        and checksums.is_goods(groups[0])
    )
