"""Codes and addresses that are read as they stand: e-mail, order number, passport, address."""

import re
from collections.abc import Collection, Iterator

from aicc.domain.meaning import Entity
from aicc.korean.numbers.spoken_digits import DigitRun
from aicc.korean.words.lists import read_list

_HOSTS = {
    "네이버": "naver", "지메일": "gmail", "다음": "daum", "한메일": "hanmail", "카카오": "kakao",
    "네이트": "nate", "야후": "yahoo", "핫메일": "hotmail", "아웃룩": "outlook",
}  # fmt: skip
_ENDS = {"닷컴": "com", "닷넷": "net", "닷케이알": "kr", "닷 컴": "com", "닷 넷": "net"}
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<user>[A-Za-z0-9][\w.+-]{0,63}) ?(?:@|골뱅이|앳) ?(?P<host>"
    r"[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){1,4}"
    rf"|(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}|{'|'.join(_HOSTS)}) ?(?:{'|'.join(_ENDS)}))",
    re.ASCII,
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[MSRGDTmsrgdt](?:\d{8}|\d{3}[A-Za-z]\d{4})(?![A-Za-z0-9])")
_ORDER_CUE = re.compile(
    r"(?:주문|예약|접수|결제|승인|거래|티켓)(?: ?번호)?(?:[은는이가]|:)? ?"
    r"(?P<code>(?=[A-Za-z-]{0,8}\d)[A-Za-z0-9][A-Za-z0-9-]{4,29})(?![A-Za-z0-9])"
)
_ORDER_SHAPE = re.compile(
    r"(?<![A-Za-z0-9-])(?P<code>(?:ORD|ORDER|OD|NO)-?\d[\d-]{3,24}|20\d{6}-\d{4,12})(?![\d-])",
    re.IGNORECASE,
)
_TRACKING_CUE = re.compile(r"(?:운송장|송장|등기|택배)(?: ?번호)?(?:[은는이가]|:)? ?$")
_POSTAL_CUE = re.compile(r"우편 ?번호(?:[은는이가]|:)? ?$")
_PROVINCES = "|".join("|".join((*longer, short)) for short, longer in read_list("regions").items())
_ADDRESS = re.compile(
    rf"(?<![가-힣])(?:(?P<province>{_PROVINCES})(?: |$))?"
    r"(?P<district>(?:[가-힣]{1,6}시 )?[가-힣]{1,5}[시군구]) "
    r"(?P<road>(?:[가-힣]{1,6}[읍면] )?[가-힣0-9]{1,12}(?:대로|로|길|동|가|리|읍|면)"
    r"(?: ?\d{1,4}번?길)?)"
    r"(?: (?P<number>(?:산 ?)?\d{1,5}(?:-\d{1,4})?)(?:번지)?)?"
    r"(?:,? (?P<detail>(?:[가-힣A-Za-z0-9]{1,16} )?\d{1,4}동(?: ?\d{1,5}호)?|\d{1,5}호|\d{1,3}층))?"
)
_LATIN = re.compile("[A-Za-z]")
_DIGIT = re.compile("[0-9]")
_DISTRICT = re.compile("[시군구] [가-힣0-9]{1,12}(?:로|길|동|가|리|읍|면)")

Asked = Collection[str] | None


def find_names(text: str, runs: tuple[DigitRun, ...], kinds: Asked) -> Iterator[Entity]:
    """`runs` are the digit runs of the same text."""
    if _LATIN.search(text):
        yield from _emails(text)
        yield from _passports(text)
    if _DIGIT.search(text):
        yield from _orders(text)
    if _DISTRICT.search(text):
        yield from _addresses(text)
    for run in runs:
        if found := _tracking(text, run, kinds) or _postal(text, run, kinds):
            yield found


def _emails(text: str) -> Iterator[Entity]:
    if "@" not in text and "골뱅이" not in text and "앳" not in text:
        return
    for match in _EMAIL.finditer(text):
        host = match["host"]
        for said, letters in (_HOSTS | _ENDS).items():
            host = host.replace(said, letters if said in _HOSTS else f".{letters}")
        value = f"{match['user']}@{host.replace(' ', '')}".lower()
        yield _entity("email", text, match.start(), match.end(), value, 0.98)


def _passports(text: str) -> Iterator[Entity]:
    for match in _PASSPORT.finditer(text):
        yield _entity("passport", text, match.start(), match.end(), match.group().upper(), 0.9)


def _orders(text: str) -> Iterator[Entity]:
    cued = [match.span("code") for match in _ORDER_CUE.finditer(text)]
    shaped = [match.span("code") for match in _ORDER_SHAPE.finditer(text)]
    for start, end in dict.fromkeys(cued + shaped):
        confidence = 0.95 if (start, end) in cued else 0.8
        yield _entity("order_number", text, start, end, text[start:end].upper(), confidence)


def _addresses(text: str) -> Iterator[Entity]:
    for match in _ADDRESS.finditer(text):
        given = {name: part for name, part in match.groupdict().items() if part}
        if "province" in given or "number" in given:
            confidence = 0.9 if "number" in given else 0.7
            yield _entity("address", text, match.start(), match.end(), given, confidence)


def _tracking(text: str, run: DigitRun, kinds: Asked) -> Entity | None:
    cued = _TRACKING_CUE.search(text[max(0, run.start - 12) : run.start])
    asked = kinds is not None and "tracking_number" in kinds
    if not 9 <= len(run.digits) <= 14 or not (cued or asked):
        return None
    confidence = 0.95 if cued else 0.7
    return _entity("tracking_number", text, run.start, run.end, run.digits, confidence)


def _postal(text: str, run: DigitRun, kinds: Asked) -> Entity | None:
    around = text[run.start - 1 : run.start] + text[run.end : run.end + 1]
    cued = _POSTAL_CUE.search(text[max(0, run.start - 8) : run.start]) or around == "()"
    asked = kinds is not None and "postal_code" in kinds
    if len(run.digits) != 5 or not (cued or asked):
        return None
    return _entity("postal_code", text, run.start, run.end, run.digits, 0.95 if cued else 0.7)


def _entity(kind: str, text: str, start: int, end: int, value: object, confidence: float) -> Entity:
    return Entity(
        kind=kind, text=text[start:end], start=start, end=end, value=value, confidence=confidence
    )
