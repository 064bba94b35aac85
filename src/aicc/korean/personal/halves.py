"""A number that is said over two turns: what the first leaves unfinished, what the second ends.

"주민번호 앞자리는 690305" leaves a resident number open; "2754018" alone is then its second half.
Only the sort of number goes from turn to turn, no figure of it.
"""

import re
from collections.abc import Sequence

from aicc.domain.said import Said
from aicc.korean.personal.cues import PERSONAL, Cue, cue_near
from aicc.korean.personal.nobodys import is_money, stars_for_nobodys
from aicc.korean.personal.pieces import Gap, Piece, chains, has_figures_at_end
from aicc.korean.personal.span import PersonalKind, PersonalSpan

_BIRTHDAY = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MOBILE_BEGUN = re.compile(r"01[016-9](?:\d{3,4})?")
_CARD_BEGUN = (4, 4)  # groups that nothing but a card begins with
_KINDS = {
    Cue.ACCOUNT: PersonalKind.ACCOUNT,
    Cue.CARD: PersonalKind.CARD,
    Cue.PHONE: PersonalKind.PHONE,
    Cue.LICENCE: PersonalKind.LICENCE,
    Cue.PASSPORT: PersonalKind.PASSPORT,
    Cue.RESIDENT: PersonalKind.RESIDENT,
}
# Figures of the whole, at least; and how many may end what was begun
_WHOLE = {
    PersonalKind.ACCOUNT: 10,
    PersonalKind.CARD: 15,
    PersonalKind.PHONE: 9,
    PersonalKind.LICENCE: 12,
    PersonalKind.PASSPORT: 8,
    PersonalKind.RESIDENT: 13,
}
_RESTS = {
    PersonalKind.ACCOUNT: range(2, 14),
    PersonalKind.CARD: (4, 8, 11, 12),
    PersonalKind.PHONE: (3, 4, 7, 8),
    PersonalKind.LICENCE: range(2, 11),
    PersonalKind.PASSPORT: range(3, 9),
    PersonalKind.RESIDENT: (7,),
}
_MOST_AROUND = 8  # letters beside figures that nothing names and that are all that was said
_MOST_AFTER = 6  # letters after the last figure: 입니다, 이고요
_SHORT = 12  # letters of a sentence that only passes the time: 잠시만요
_LETTER = re.compile(r"[A-Za-z가-힣]")


def left_open(said: Said) -> str:
    """The kind of number that the sentence begins and does not end; empty when it does not."""
    text = said.plain
    if not has_figures_at_end(text):
        is_pause = len(text) <= _SHORT and not any(map(str.isdigit, text))
        return said.after if is_pause else ""
    pieces = _last(text)
    if not pieces or len(text) - pieces[-1].end > _MOST_AFTER:
        return ""
    digits = "".join(piece.digits for piece in pieces)
    kind = _begun(text, pieces, digits)
    if kind is None and pieces[-1].may_be_shorter:  # 공일공이요
        kind = _begun(text, pieces, digits[:-1])
    if kind is None and said.after and rest_of(text, said.after) and len(digits) < _SHORT:
        kind = PersonalKind(said.after) if said.after != PersonalKind.RESIDENT else None
    return str(kind) if kind and len(digits) < _WHOLE[kind] else ""


def rest_of(text: str, after: str) -> PersonalSpan | None:
    """The figures that end what was begun: the first that stand in the text."""
    kind = PersonalKind(after)
    chain = next(chains(stars_for_nobodys(text, is_odd=True)), None)
    pieces = _first(chain) if chain else []
    if not pieces:
        return None
    start, end = pieces[0].start, pieces[-1].end
    shown = "-".join(piece.digits for piece in pieces)
    size = sum(len(piece.digits) for piece in pieces)
    if size not in _RESTS[kind] and pieces[-1].may_be_shorter:
        end, shown, size = end - 1, shown[:-1], size - 1
    if size not in _RESTS[kind] or is_money(text, start, end):
        return None
    cue = cue_near(text, start, end)
    if cue is not None and _KINDS.get(cue) is not kind:
        return None
    return PersonalSpan(kind=kind, start=start, end=end, confidence=0.5, figures=shown)


def _begun(text: str, pieces: Sequence[Piece], digits: str) -> PersonalKind | None:
    cue = cue_near(text, pieces[0].start, pieces[-1].end)
    if cue in PERSONAL:
        return _KINDS[cue]
    if cue is not None:
        return None
    if _MOBILE_BEGUN.fullmatch(digits):
        return PersonalKind.PHONE
    is_alone = len(_LETTER.findall(text)) - _said_letters(text, pieces) <= _MOST_AROUND
    if _BIRTHDAY.fullmatch(digits) and is_alone:
        return PersonalKind.RESIDENT
    sizes = tuple(len(piece.digits) for piece in pieces)
    return PersonalKind.CARD if sizes[:2] == _CARD_BEGUN else None


def _said_letters(text: str, pieces: Sequence[Piece]) -> int:
    return sum(len(_LETTER.findall(text, piece.start, piece.end)) for piece in pieces)


def _last(text: str) -> list[Piece]:
    """The pieces that stand together at the end."""
    pieces: list[Piece] = []
    for chain in chains(stars_for_nobodys(text, is_odd=True)):
        for piece in chain:
            pieces = [*pieces, piece] if pieces and piece.gap is Gap.JOINED else [piece]
    return pieces


def _first(chain: Sequence[Piece]) -> list[Piece]:
    pieces = list(chain[:1])
    for piece in chain[1:]:
        if piece.gap is not Gap.JOINED:
            break
        pieces.append(piece)
    return pieces
