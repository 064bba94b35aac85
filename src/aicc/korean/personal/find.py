"""Personal numbers in a sentence, typed, spaced, full-width or said, and e-mail addresses.

Numbers are looked at as a reader sees them: first every run of digits is cut at dates, then
known shapes are found between spaces, and what is left and long counts as an account unless
the words beside it say otherwise. Checksums raise confidence and never clear a number.
Left alone: amounts, dates, customer numbers below ten digits, companies' registrations,
order and parcel numbers under such a word, and service numbers such as 1588-1234.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aicc.domain.said import Said
from aicc.korean.numbers.spoken_digits import with_figures
from aicc.korean.personal import checksums, shapes
from aicc.korean.personal.cues import PERSONAL, Cue, cue_near
from aicc.korean.personal.halves import rest_of
from aicc.korean.personal.in_pieces import find_in_pieces
from aicc.korean.personal.letters import emails, passports
from aicc.korean.personal.nobodys import (
    are_amounts,
    are_goods,
    is_company_or_order,
    is_nobodys,
    is_round,
    is_service,
    stars_for_nobodys,
)
from aicc.korean.personal.pieces import has_many_figures, may_hold_pieces
from aicc.korean.personal.span import PersonalKind, PersonalSpan
from aicc.korean.text.normalise import Folded
from aicc.korean.text.said import folded


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
_LETTER_ZERO = re.compile(r"(?<![A-Za-z0-9])[oO0]1[oO0](?=[-. )]{0,3}\d{3})")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|([-./]|[./] | )(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01]))(?![-./]?\d)"
)
_REGION_BEFORE = re.compile(rf"(?:{shapes.LICENCE_REGION})[ -]?\Z")

# Shapes that need no word beside them, in the order in which they are tried; where the number
# is only a part of the run, its groups must be the usual ones
_SHAPES = tuple((PersonalKind(kind), shape) for kind, shape in shapes.hidden())
_REGISTERED = frozenset({PersonalKind.RESIDENT, PersonalKind.FOREIGNER})
_REGISTRATIONS = tuple(shape for kind, shape in _SHAPES if kind in _REGISTERED)
_MOBILE = re.compile(r"01")
_ABROAD = re.compile(r"(?:00)?82(?:10\d{8}|0?[2-7]\d{8,9})")
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
_SEVERAL = re.compile(r"[ ,]")  # between two numbers that only stand side by side
_LARGEST_WINDOW = 16


def find(said: Said) -> tuple[PersonalSpan, ...]:
    """Every personal number or address, in order, never overlapping. Linear in the text."""
    return said.once(_find)


def _find(said: Said) -> tuple[PersonalSpan, ...]:
    plain = folded(said)
    found = _in_text(plain.text)
    if said.after:
        found = _with_rest(found, plain.text, said.after)
    return tuple(_moved(span, plain) for span in found)


def _with_rest(found: list[PersonalSpan], text: str, after: str) -> list[PersonalSpan]:
    """What ends the number that the sentence before began is personal without a word."""
    rest = rest_of(text, after)
    if rest is None or any(span.start < rest.end and rest.start < span.end for span in found):
        return found
    return sorted([*found, rest], key=lambda span: span.start)


def _in_text(text: str) -> list[PersonalSpan]:
    has_address = "@" in text or "골뱅이" in text or "at" in text
    if not has_address and not has_many_figures(text):
        return []
    seen = _as_read(text, has_address)
    ordinary = [] if seen is None else [_moved(span, seen) for span in _found(seen.text)]
    rest = _blanked(text, ordinary) if ordinary else text
    odd = find_in_pieces(stars_for_nobodys(rest, is_odd=True)) if may_hold_pieces(rest) else ()
    return sorted([*ordinary, *odd], key=lambda span: span.start)


def _as_read(text: str, has_address: bool) -> Folded | None:
    """The sentence with all digits as figures; None when it can hold nothing ordinary."""
    if not has_address and not _MAYBE.search(text):
        return None
    seen = with_figures(text)
    if not has_address and not _ENOUGH.search(seen.text):
        return None
    return seen


def _moved(span: PersonalSpan, read: Folded) -> PersonalSpan:
    """The place in the text that `read` was made from."""
    start, end = read.span(span.start, span.end)
    return replace(span, start=start, end=end)


def _found(text: str) -> Iterator[PersonalSpan]:
    letters = list(_with_letters(text))
    yield from letters
    text = _LETTER_ZERO.sub("010", stars_for_nobodys(_blanked(text, letters)))
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
        if not is_company_or_order(digits, cue, in_one=len(parts) == 1):
            yield _resident(figures, start, digits)
    elif _MOBILE.match(digits):
        yield _span(kind, figures, start, 1.0)
    elif not is_nobodys(text, start, end, cue):
        sure = kind is PersonalKind.PHONE or checksums.is_card(digits)
        yield _span(kind, figures, start, 1.0 if sure else 0.9)


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
    groups = [part.digits for part in parts]
    if (
        is_service(groups, cue)
        or cue is Cue.OTHER
        or is_nobodys(text, start, end, cue)
        or is_round(groups)
    ):
        return
    if (cue is None and are_goods(groups)) or (
        all(part.gap == " " for part in parts[1:]) and are_amounts(text, groups, start, end)
    ):
        return
    kind = _kind(text, parts, cue)
    is_named = cue in PERSONAL or kind is not PersonalKind.ACCOUNT
    yield _span(kind, text[start:end], start, 0.9 if is_named else 0.6)


def _is_short_but_named(parts: Sequence[_Part], size: int, cue: Cue | None) -> bool:
    digits = "".join(part.digits for part in parts)
    if cue is Cue.PHONE:
        return size >= _NAMED - (len(parts) == 2)
    return cue in PERSONAL and size >= _NAMED and not digits.endswith("000")


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
