"""Words beside a number that tell what it is: personal, or an order, a parcel, a company.

The nearest word decides (words/number_cues.txt). None clears a resident or a mobile number.
"""

import re
from enum import StrEnum

from aicc.korean.words.lists import read_list

_BEFORE = 24  # characters that are looked at on either side of a number
_AFTER = 12
# To the number itself: "번호는 ", "번호가 어떻게 되냐면 "; never past another number or a sentence
_JOIN = r"(?: ?(?:번호|코드|넘버|내역|건))?[^0-9*]{0,8}\Z"


class Cue(StrEnum):
    ACCOUNT = "account"
    CARD = "card"
    PHONE = "phone"
    LICENCE = "licence"
    PASSPORT = "passport"
    RESIDENT = "resident"
    CORPORATE = "corporate"
    BUSINESS = "business"
    HARMLESS = "harmless"  # orders, parcels, bookings: must stay readable
    OTHER = "other"  # 관리번호, 청구서번호: a name for a number that is no account


PERSONAL = frozenset({Cue.ACCOUNT, Cue.CARD, Cue.PHONE, Cue.LICENCE, Cue.PASSPORT, Cue.RESIDENT})
_NOT_PERSONAL = (Cue.HARMLESS, Cue.OTHER)
_WORDS = {name: "|".join(words) for name, words in read_list("number_cues").items()}
_HARMLESS = f"(?:{_WORDS[Cue.HARMLESS]})"
_SECRET = re.compile(_WORDS["secret"], re.IGNORECASE)
_BACK_HALF = re.compile(rf"(?:{_WORDS['back half']})[^0-9*]{{0,8}}\Z")
_PERSONAL = re.compile(
    "|".join(f"(?P<{cue}>{_WORDS[cue]})" for cue in Cue if cue not in _NOT_PERSONAL), re.IGNORECASE
)
_HARMLESS_BEFORE = re.compile(_HARMLESS + _JOIN, re.IGNORECASE)
_HARMLESS_AFTER = re.compile(
    r"[^0-9*]{0,6}?(?:(?:송장|운송장|등기|주문|예약|조회|승인|접수|거래) ?번호|운송장|송장"
    r"|주문 ?(?:건|상태|내역|조회|한|했|하신)|(?:배송|택배)[이은는]? ?(?:조회|상태|추적|언제|어디))"
)
_OTHER_BEFORE = re.compile(
    rf"(?<![가-힣])(?!(?:{_WORDS['whose']})?번호)[가-힣]{{2,8}}번호[은는이가]? ?(?:좀 )?\Z"
)
_PAID_AFTER = re.compile(rf"[^0-9*]{{0,6}}?(?:{_WORDS['paid']})")
_BREAK = re.compile(r"[0-9*]|[.?!] ")  # a cue does not reach past these


def names_back_half(text: str, start: int) -> bool:
    """What comes at `start` is called the second half of a registration number."""
    return _BACK_HALF.search(text, max(0, start - _BEFORE), start) is not None


def names_a_secret(text: str) -> bool:
    """A code or a password is spoken of: a number beside it is nothing to say back."""
    return _SECRET.search(text) is not None


def cue_near(text: str, start: int, end: int) -> Cue | None:
    """What the words around `text[start:end]` say it is; the nearest before it wins."""
    before = _BREAK.split(text[max(0, start - _BEFORE) : start])[-1]
    harmless = _HARMLESS_BEFORE.search(before)
    personal = _last_personal(before)
    if harmless and (personal is None or personal[1] < harmless.start()):
        return Cue.HARMLESS
    if personal:
        return personal[0]
    if _HARMLESS_AFTER.match(text[end : end + _AFTER]):
        return Cue.HARMLESS
    if _OTHER_BEFORE.search(before):
        return Cue.OTHER
    after = _last_personal(_BREAK.split(text[end : end + _AFTER])[0])
    return after[0] if after else None


def is_paid(text: str, end: int) -> bool:
    """What comes after figures says that they were paid: 12000 34000 두 번 결제됐어요."""
    return _PAID_AFTER.match(text, end) is not None


def _last_personal(words: str) -> tuple[Cue, int] | None:
    found = list(_PERSONAL.finditer(words))
    return (Cue(str(found[-1].lastgroup)), found[-1].start()) if found else None
