"""Personal numbers in a sentence, typed, spaced, full-width or said, and e-mail addresses.

Numbers are looked at as a reader sees them: first every run of digits is cut at dates, then
known shapes are found between spaces, and what is left and long counts as an account unless
the words beside it say otherwise. Checksums raise confidence and never clear a number.
Left alone: amounts, dates, customer numbers below ten digits, companies' registrations,
order and parcel numbers under such a word, and service numbers such as 1588-1234.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aicc.domain.said import Said
from aicc.korean.numbers.spoken_digits import with_figures
from aicc.korean.personal import checksums, shapes
from aicc.korean.personal.cues import Cue, cue_near
from aicc.korean.personal.letters import emails, passports
from aicc.korean.text.normalise import Folded
from aicc.korean.text.said import folded


class PersonalKind(StrEnum):
    RESIDENT = "resident"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"
    LICENCE = "licence"
    CARD = "card"
    ACCOUNT = "account"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSpan:
    """A place in the original text, and `figures`, what was read there."""

    kind: PersonalKind
    start: int
    end: int
    confidence: float
    figures: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Digits that stand together; `gap` is what separates them from the part before."""

    digits: str
    start: int
    end: int
    gap: str


_FEWEST = 7  # digits of the shortest personal number
_LONG = 10  # from here on a number without a name counts as an account
_NAMED = 8  # from here on a number that is called an account, card or telephone
_SEPARATOR = r"(?: ?[-./·()_,]{0,2} ?)"
_RUN = re.compile(rf"\d(?:{_SEPARATOR}\d)*+")
_DIGITS = re.compile(r"\d+")
_ENOUGH = re.compile(r"(?:[0-9][^0-9]{0,40}){7}")
# A cheap first look: six figures or syllables of figures that are not far apart
_FIGURES = "0-9공영일이삼사오육륙칠팔구둘셋넷섯곱덟홉십백천"
_MAYBE = re.compile(rf"(?:[{_FIGURES}][^{_FIGURES}]{{0,7}}){{6}}")
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_MASK_TAIL = re.compile(rf"(?:\*{_SEPARATOR}){{6}}\d(?:{_SEPARATOR}\d)?(?!\d)")
_LETTER_ZERO = re.compile(r"(?<![A-Za-z0-9])[oO0]1[oO0](?=[-. )]{0,3}\d{3})")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|([-./]|[./] | )(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01]))(?![-./]?\d)"
)
_HOST = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_DECIMAL = re.compile(r"\d+\.\d+")  # a coordinate, a reading of the clock
_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_ORDER = re.compile(
    r"20[12]\d([-./]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_ ]\d{3,8}|\d{4,8})"
)
_BUSINESS = shapes.dashed("business")
_CODE_BEFORE = re.compile(r"([A-Za-z]+)[-_#]?\Z")
_NAMES_OF_NUMBERS = frozenset({"tel", "phone", "mobile", "card", "no", "num", "fax", "account"})
_MONEY_AFTER = re.compile(r" ?(?:원|만 ?원|억|천만|달러|유로|엔|위안|won\b|krw|usd)", re.IGNORECASE)
_REGION_BEFORE = re.compile(rf"(?:{shapes.LICENCE_REGION})[ -]?\Z")

# Shapes that need no word beside them, in the order in which they are tried; where the number
# is only a part of the run, its groups must be the usual ones
_SHAPES = tuple((PersonalKind(kind), shape) for kind, shape in shapes.hidden())
_REGISTERED = frozenset({PersonalKind.RESIDENT, PersonalKind.FOREIGNER})
_REGISTRATIONS = tuple(shape for kind, shape in _SHAPES if kind in _REGISTERED)
_MOBILE = re.compile(r"01")
_ABROAD = re.compile(r"(?:00)?82(?:10\d{8}|0?[2-7]\d{8,9})")
_SERVICE = re.compile(r"1[568]\d{6}")
_WHOLE_SHAPES = tuple(
    (kind, shapes.dashed(kind)) for kind in (PersonalKind.LICENCE, PersonalKind.RESIDENT)
)
_BY_CUE = {
    Cue.LICENCE: PersonalKind.LICENCE,
    Cue.CARD: PersonalKind.CARD,
    Cue.PHONE: PersonalKind.PHONE,
    Cue.PASSPORT: PersonalKind.PASSPORT,
    Cue.RESIDENT: PersonalKind.RESIDENT,
}
_COMPANY = frozenset({Cue.BUSINESS, Cue.CORPORATE})
_NAMING = frozenset({Cue.ACCOUNT, Cue.CARD, Cue.PHONE, Cue.LICENCE, Cue.PASSPORT, Cue.RESIDENT})
_SEVERAL = re.compile(r"[ ,]")  # between two numbers that only stand side by side
_LARGEST_WINDOW = 16


def find(said: Said) -> tuple[PersonalSpan, ...]:
    """Every personal number or address, in order, never overlapping. Linear in the text."""
    return said.once(_find)


def _find(said: Said) -> tuple[PersonalSpan, ...]:
    plain = folded(said)
    seen = _as_read(plain)
    if seen is None:
        return ()
    found = sorted(_found(seen.text), key=lambda span: span.start)
    return tuple(_in_original(span, seen, plain) for span in found)


def _as_read(plain: Folded) -> Folded | None:
    """The sentence with all digits as figures; None when it can hold nothing personal."""
    text = plain.text
    has_address = "@" in text or "골뱅이" in text or "at" in text
    if not has_address and not _MAYBE.search(text):
        return None
    seen = with_figures(text)
    if not has_address and not _ENOUGH.search(seen.text):
        return None
    return seen


def _in_original(span: PersonalSpan, seen: Folded, plain: Folded) -> PersonalSpan:
    start, end = plain.span(*seen.span(span.start, span.end))
    return PersonalSpan(
        kind=span.kind, start=start, end=end, confidence=span.confidence, figures=span.figures
    )


def _found(text: str) -> Iterator[PersonalSpan]:
    letters = list(_with_letters(text))
    yield from letters
    text = _blanked(text, letters)
    for harmless in (_UUID, _MASK_TAIL, _THOUSANDS):
        text = harmless.sub(lambda match: "*" * len(match[0]), text)
    text = _LETTER_ZERO.sub("010", text)
    for run in _RUN.finditer(text):
        if len(run[0]) >= _FEWEST:
            for parts in _between_dates(text, _parts(run)):
                yield from _in_parts(text, parts)


def _span(kind: PersonalKind, figures: str, start: int, confidence: float) -> PersonalSpan:
    return PersonalSpan(
        kind=kind, start=start, end=start + len(figures), confidence=confidence, figures=figures
    )


def _with_letters(text: str) -> Iterator[PersonalSpan]:
    taken = list(emails(text))
    for start, end in taken:
        yield _span(PersonalKind.EMAIL, text[start:end], start, 1.0)
    for start, end in passports(text):
        while taken and taken[0][1] <= start:
            del taken[0]
        is_free = not taken or taken[0][0] >= end
        if is_free and cue_near(text, start, end) is not Cue.HARMLESS:
            yield _span(PersonalKind.PASSPORT, text[start:end], start, 0.9)


def _blanked(text: str, spans: Sequence[PersonalSpan]) -> str:
    pieces: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        pieces += [text[at : span.start], "*" * (span.end - span.start)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _parts(run: re.Match[str]) -> list[_Part]:
    parts: list[_Part] = []
    before = run.start()
    for match in _DIGITS.finditer(run.string, run.start(), run.end()):
        gap = run.string[before : match.start()]
        parts.append(_Part(match[0], match.start(), match.end(), gap))
        before = match.end()
    return parts


def _between_dates(text: str, parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The run without the dates in it; a date stands between spaces or at an edge."""
    kept: list[_Part] = []
    date_end = -1
    for part in parts:
        if part.start < date_end:
            continue
        stands_apart = not part.gap or _SEVERAL.search(part.gap)
        date = _DATE.match(text, part.start) if stands_apart else None
        if date:
            date_end = date.end()
            yield kept
            kept = []
        else:
            kept.append(part)
    yield kept


def _in_parts(text: str, parts: Sequence[_Part]) -> Iterator[PersonalSpan]:
    loose: list[_Part] = []
    at = 0
    while at < len(parts):
        kind, after = _shape_at(parts, at)
        if kind is None:
            loose.append(parts[at])
            at += 1
            continue
        yield from _unnamed(text, loose)
        loose = []
        yield from _shaped(text, parts[at:after], kind)
        at = after
    yield from _unnamed(text, loose)


def _shape_at(parts: Sequence[_Part], at: int) -> tuple[PersonalKind | None, int]:
    """The known shape that begins here and ends at an edge, and the part after it."""
    if _is_resident_pair(parts[at : at + 2]):
        return PersonalKind.RESIDENT, at + 2
    if not _is_edge(parts, at):
        return None, at
    windows: dict[int, str] = {}
    groups: list[str] = []
    for after in range(at + 1, min(at + _LARGEST_WINDOW, len(parts)) + 1):
        groups.append(parts[after - 1].digits)
        is_whole = at == 0 and after == len(parts)
        if _is_edge(parts, after):
            windows[after] = ("" if is_whole else "-").join(groups)
    for kind, shape in _SHAPES:
        for after in sorted(windows, reverse=True):
            if shape.fullmatch(windows[after]):
                return kind, after
    return None, at


def _is_resident_pair(parts: Sequence[_Part]) -> bool:
    """900101-1234567 is seen whatever it is written against."""
    groups = [part.digits for part in parts]
    if [len(group) for group in groups] != [6, 7]:
        return False
    return any(shape.fullmatch("-".join(groups)) for shape in _REGISTRATIONS)


def _is_edge(parts: Sequence[_Part], at: int) -> bool:
    """Whether a number may begin before part `at` or end there."""
    if at in {0, len(parts)}:
        return True
    one_by_one = len(parts[at - 1].digits) == len(parts[at].digits) == 1
    return not one_by_one and _SEVERAL.search(parts[at].gap) is not None


def _shaped(text: str, parts: Sequence[_Part], kind: PersonalKind) -> Iterator[PersonalSpan]:
    start, end = parts[0].start, parts[-1].end
    digits = "".join(part.digits for part in parts)
    cue = cue_near(text, start, end)
    figures = text[start:end]
    if kind in _REGISTERED:
        if not _is_company_or_order(digits, cue):
            yield _resident(figures, start, digits)
    elif _MOBILE.match(digits):
        yield _span(kind, figures, start, 1.0)
    elif not _is_harmless(text, start, end, cue):
        sure = kind is PersonalKind.PHONE or checksums.is_card(digits)
        yield _span(kind, figures, start, 1.0 if sure else 0.9)


def _is_company_or_order(digits: str, cue: Cue | None) -> bool:
    """A corporation's number has the same shape; nobody's has 9 or 0 under an order's word."""
    if cue is Cue.CORPORATE:
        return checksums.is_corporate(digits) or not checksums.is_resident(digits)
    return cue is Cue.HARMLESS and digits[6] in "90"


def _resident(figures: str, start: int, digits: str) -> PersonalSpan:
    kind = PersonalKind.FOREIGNER if digits[6] in "5678" else PersonalKind.RESIDENT
    return _span(kind, figures, start, 1.0 if checksums.is_resident(digits) else 0.9)


def _unnamed(text: str, parts: Sequence[_Part]) -> Iterator[PersonalSpan]:
    """Digits without a shape of their own: their length and the words beside them decide."""
    size = sum(len(part.digits) for part in parts)
    if size < _FEWEST:
        return
    start, end = parts[0].start, parts[-1].end
    cue = cue_near(text, start, end)
    if size < _LONG and not _is_short_but_named(parts, size, cue):
        return
    if _is_harmless(text, start, end, cue) or _is_round(parts):
        return
    kind = _kind(text, parts, cue)
    is_named = cue in _NAMING or kind is not PersonalKind.ACCOUNT
    yield _span(kind, text[start:end], start, 0.9 if is_named else 0.6)


def _is_short_but_named(parts: Sequence[_Part], size: int, cue: Cue | None) -> bool:
    digits = "".join(part.digits for part in parts)
    if cue is Cue.PHONE:
        return size >= _NAMED - (len(parts) == 2) and not _SERVICE.fullmatch(digits)
    return cue in _NAMING and size >= _NAMED and not digits.endswith("000")


def _is_round(parts: Sequence[_Part]) -> bool:
    """1000000000 is an amount."""
    return len(parts) == 1 and len(parts[0].digits.rstrip("0")) <= 3


def _is_harmless(text: str, start: int, end: int, cue: Cue | None) -> bool:
    """An order, a parcel, a company, an amount, a network address, part of a code."""
    if cue is Cue.HARMLESS or cue in _COMPANY or _MONEY_AFTER.match(text, end):
        return True
    if cue in _NAMING:
        return False
    code = _CODE_BEFORE.search(text[max(0, start - 24) : start])
    if code and code[1].lower() not in _NAMES_OF_NUMBERS:
        return True
    figures = text[start:end]
    return any(shape.fullmatch(figures) for shape in (_ORDER, _BUSINESS, _HOST, _DECIMAL))


def _kind(text: str, parts: Sequence[_Part], cue: Cue | None) -> PersonalKind:
    groups = "-".join(part.digits for part in parts)
    for kind, shape in _WHOLE_SHAPES:
        if shape.fullmatch(groups):
            return kind
    sizes = tuple(len(part.digits) for part in parts)
    if sizes == (2, 6, 2) and _REGION_BEFORE.search(text[: parts[0].start][-8:]):
        return PersonalKind.LICENCE
    digits = "".join(part.digits for part in parts)
    if _ABROAD.fullmatch(digits):
        return PersonalKind.PHONE
    return _BY_CUE.get(cue, PersonalKind.ACCOUNT) if cue else PersonalKind.ACCOUNT
