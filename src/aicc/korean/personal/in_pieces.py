"""Personal numbers in pieces: halves said apart, odd spellings, odd signs between.

Looked for in what `find` left, so ordinary spellings never come here. Here a number needs a
reason: the shape of one kind, or a word that names it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aicc.korean.personal import checksums
from aicc.korean.personal.cues import Cue, cue_near, names_back_half
from aicc.korean.personal.nobodys import is_company_or_order, is_money, is_service
from aicc.korean.personal.pieces import Gap, Piece, chains
from aicc.korean.personal.span import PersonalKind, PersonalSpan

_FEWEST = 7  # figures of the second half of a registration number
_MOST_PIECES = 20
_MOST_DIGITS = 20
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_RESIDENT = re.compile(rf"\d\d{_DAY}\d{{7}}")
_MOBILE = re.compile(r"01[016-9]\d{7,8}")
_LANDLINE = re.compile(r"02\d{7,8}|0[3-6][1-5]\d{7,8}|070\d{7,8}|050\d{8,9}")
_CARD = re.compile(r"[2-69]\d{15}|3[47]\d{13}")
_LICENCE = re.compile(r"(?:1[1-9]|2[0-8])\d{10}")
_BACK_HALF = re.compile(r"[1-8]\d{6}")
_PASSPORT_BEFORE = re.compile(
    r"(?:(?<![0-9A-Za-z])[MSRGDmsrgd]|(?<![가-힣])(?:엠|에스|알|아르|지|디))[^0-9A-Za-z가-힣*]{0,8}\Z"
)
_DATE_BEGINS = re.compile(rf"(?:19|20)\d\d{_DAY}")
_ORDINARY = re.compile(r"\d(?:[-./·()_, ]*\d)*")  # judged already, by its length and its words
_FEWEST_UNNAMED, _FEWEST_NAMED, _MOST_NAMED = 10, 8, 16
_CARD_GROUPS = (4, 4, 4, 4)
_LICENCE_GROUPS = (2, 2, 6, 2)


@dataclass(frozen=True, slots=True)
class _Window:
    """Pieces that follow one another, read as one number."""

    text: str
    pieces: Sequence[Piece]
    digits: str
    end: int
    is_whole: bool  # nothing that joins stands before or after

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(piece.digits) for piece in self.pieces)

    @property
    def is_joined(self) -> bool:
        return all(piece.gap is Gap.JOINED for piece in self.pieces[1:])

    @property
    def is_one_by_one(self) -> bool:
        return max(self.sizes) == 1

    @property
    def is_even(self) -> bool:
        """The same stands between all its pieces, so somebody writes one number; figures that
        come one by one may have something else between groups."""
        signs = {piece.between.strip() for piece in self.pieces[1:]}
        return len(signs) <= (2 if self.is_one_by_one else 1)

    @property
    def cue(self) -> Cue | None:
        return cue_near(self.text, self.start, self.end)


def find_in_pieces(text: str) -> Iterator[PersonalSpan]:
    """In order, never overlapping."""
    for chain in chains(text):
        if sum(len(piece.digits) for piece in chain) >= _FEWEST:
            yield from _in_chain(text, chain)


def _in_chain(text: str, chain: Sequence[Piece]) -> Iterator[PersonalSpan]:
    at = 0
    while at < len(chain):
        known = _longest_at(text, chain, at)
        if known is None:
            at += 1
            continue
        kind, window = known
        yield _span(kind, window)
        at += len(window.pieces)


def _longest_at(text: str, chain: Sequence[Piece], at: int) -> tuple[PersonalKind, _Window] | None:
    """The surest kind that begins with piece `at`; of one kind the longest."""
    windows = [each for each in _windows(text, chain, at) if len(each.digits) >= _FEWEST]
    for is_kind in (_exact, _named):
        for window in reversed(windows):
            kind = is_kind(window)
            if kind:
                return kind, window
    return None


def _windows(text: str, chain: Sequence[Piece], at: int) -> Iterator[_Window]:
    digits = ""
    for after in range(at + 1, min(at + _MOST_PIECES, len(chain)) + 1):
        last = chain[after - 1]
        begins_whole = at == 0 or chain[at].gap is not Gap.JOINED
        ends_whole = after == len(chain) or chain[after].gap is not Gap.JOINED
        pieces = chain[at:after]
        if last.may_be_shorter:
            shorter = digits + last.digits[:-1]
            if shorter:
                yield _Window(text, pieces, shorter, last.end - 1, begins_whole and ends_whole)
        digits += last.digits
        if len(digits) > _MOST_DIGITS:
            return
        yield _Window(text, pieces, digits, last.end, begins_whole and ends_whole)


def _exact(window: _Window) -> PersonalKind | None:
    """By its shape alone, or with a word that confirms it."""
    digits = window.digits
    if _MOBILE.fullmatch(digits) and _may_be_mobile(window):
        return PersonalKind.PHONE
    if _RESIDENT.fullmatch(digits) and _may_be_resident(window):
        return PersonalKind.FOREIGNER if digits[6] in "5678" else PersonalKind.RESIDENT
    if _BACK_HALF.fullmatch(digits) and _is_back_half(window):
        return PersonalKind.RESIDENT
    if len(digits) == 8 and window.is_joined and _has_letter_before(window):
        return PersonalKind.PASSPORT
    for shape, kind, is_sure in (
        (_CARD, PersonalKind.CARD, _is_card),
        (_LICENCE, PersonalKind.LICENCE, _is_licence),
        (_LANDLINE, PersonalKind.PHONE, _is_landline),
    ):
        if shape.fullmatch(digits) and is_sure(window) and not _is_harmless(window):
            return kind
    return None


def _may_be_mobile(window: _Window) -> bool:
    return window.is_joined or window.sizes[:2] in {(3, 3), (3, 4), (3, 7), (3, 8), (7, 4)}


def _may_be_resident(window: _Window) -> bool:
    """Across words only as two halves, and not where those words speak of something else."""
    if is_company_or_order(window.digits, window.cue, in_one=len(window.pieces) == 1):
        return False
    if window.is_joined:
        return True
    halves = "".join(piece.digits for piece in window.pieces[:1])
    second = window.pieces[-1]
    return (
        len(halves) == 6
        and len(window.pieces) == 2
        and window.digits[6] in "12345678"
        and not _is_money(window)
        and cue_near(window.text, second.start, second.end) is not Cue.HARMLESS
    )


def _is_back_half(window: _Window) -> bool:
    is_named = names_back_half(window.text, window.start)
    return is_named and window.is_joined and not _is_money(window)


def _is_card(window: _Window) -> bool:
    is_likely = checksums.is_card(window.digits) or window.cue is Cue.CARD
    if not window.is_joined:
        return is_likely and window.sizes == _CARD_GROUPS
    return is_likely or window.sizes == _CARD_GROUPS or window.is_one_by_one


def _is_licence(window: _Window) -> bool:
    is_named = window.cue is Cue.LICENCE
    if window.sizes == _LICENCE_GROUPS:
        return window.is_joined or is_named
    return is_named and window.is_joined


def _is_landline(window: _Window) -> bool:
    area, *line = window.sizes
    is_grouped = area in {2, 3, 4} and line[-1:] == [4] and len(line) == 2
    if not window.is_joined:
        return is_grouped and window.cue is Cue.PHONE
    return is_grouped or window.is_one_by_one or window.cue is Cue.PHONE


def _has_letter_before(window: _Window) -> bool:
    return (
        _PASSPORT_BEFORE.search(window.text[max(0, window.start - 12) : window.start]) is not None
    )


_NAMED_AS = {
    Cue.ACCOUNT: PersonalKind.ACCOUNT,
    Cue.CARD: PersonalKind.CARD,
    Cue.PHONE: PersonalKind.PHONE,
    Cue.LICENCE: PersonalKind.LICENCE,
    Cue.PASSPORT: PersonalKind.PASSPORT,
    Cue.RESIDENT: PersonalKind.RESIDENT,
}


def _named(window: _Window) -> PersonalKind | None:
    """A long row of figures that somebody calls an account, or that is written as one number."""
    size = len(window.digits)
    if not window.is_whole or not window.is_joined or not _FEWEST_NAMED <= size <= _MOST_NAMED:
        return None
    groups = [piece.digits for piece in window.pieces]
    if _ORDINARY.fullmatch(window.text, window.start, window.end) or is_service(groups, window.cue):
        return None
    if _is_harmless(window):
        return None
    kind = _NAMED_AS.get(window.cue) if window.cue else None
    if kind:
        is_short = size < _FEWEST_UNNAMED
        return None if is_short and kind is PersonalKind.ACCOUNT else kind
    is_one = window.is_even and not _DATE_BEGINS.match(window.digits)
    return PersonalKind.ACCOUNT if is_one and size >= _FEWEST_UNNAMED else None


def _is_money(window: _Window) -> bool:
    return is_money(window.text, window.start, window.end)


def _is_harmless(window: _Window) -> bool:
    harmless = {Cue.HARMLESS, Cue.OTHER, Cue.BUSINESS, Cue.CORPORATE}
    return _is_money(window) or window.cue in harmless


def _span(kind: PersonalKind, window: _Window) -> PersonalSpan:
    """Signs stay as they are, words between become dashes."""
    shown = window.pieces[0].digits
    for piece in window.pieces[1:]:
        is_signs = len(piece.between) <= 3 and not any(map(str.isalnum, piece.between))
        shown += (piece.between if is_signs else "-") + piece.digits
    if window.end < window.pieces[-1].end:  # the last figure was a verb
        shown = shown[:-1]
    return PersonalSpan(
        kind=kind,
        start=window.start,
        end=window.end,
        confidence=0.9 if kind is not PersonalKind.ACCOUNT else 0.6,
        figures=shown,
    )
