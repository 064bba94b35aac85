"""A number that is said over two turns: what the first leaves unfinished, what the second ends.

"주민번호 앞자리는 690305" leaves a resident number open; "2754018" alone is then its second half.
Only the sort of number goes from turn to turn and how much of it is missing, no figure of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

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
}
_HALF_RESIDENT = 7
_MOST_AROUND = 8  # letters beside figures that nothing names and that are all that was said
_MOST_AFTER = 6  # letters after the last figure: 입니다, 이고요
_SHORT = 12  # figures that may stand at the end of a part that goes on
_PAUSE = 12  # characters that only pass the time: 잠시만요
_MOST_BETWEEN = 120  # characters without a figure: who looks for the card talks meanwhile
_LONG_REST = 7  # after more than a pause only so many are still the rest; fewer may be anything
_THIS = "이"  # alone before the figures it is no 2 of theirs: 이 2754018이요
_LETTER = re.compile(r"[A-Za-z가-힣]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """What a sentence left open: "resident:7:11" lacks seven figures, after 11 more characters."""

    kind: PersonalKind
    missing: int
    since: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.missing}:{self.since}"

    @classmethod
    def read(cls, after: str) -> Self:
        kind, missing, since = f"{after}:7:0".split(":")[
            :3
        ]  # kept sessions may name the kind alone
        return cls(kind=PersonalKind(kind), missing=int(missing), since=int(since))

    def may_end(self, size: int) -> bool:
        """With so many figures. A resident number is never stored, wherever it was parted."""
        if self.kind is PersonalKind.RESIDENT:
            few, many = sorted((self.missing, _HALF_RESIDENT))
            return few <= size <= many
        return size in _RESTS[self.kind] and (self.since <= _PAUSE or size >= _LONG_REST)


def left_open(said: Said) -> str:
    """What the sentence begins and does not end, for `Said.after` of the next one; empty when it
    begins none."""
    text = said.plain
    if not has_figures_at_end(text):
        return _still_open(text, said.after)
    pieces = _last(text)
    if not pieces or len(text) - pieces[-1].end > _MOST_AFTER:
        return ""
    digits = "".join(piece.digits for piece in pieces)
    kind = _begun(text, pieces, digits)
    if kind is None and pieces[-1].may_be_shorter:  # 공일공이요
        kind = _begun(text, pieces, digits[:-1])
    if kind is None and said.after and rest_of(text, said.after) and len(digits) < _SHORT:
        before = _Begun.read(said.after).kind
        kind = before if before is not PersonalKind.RESIDENT else None
    if kind is None or len(digits) >= _WHOLE[kind]:
        return ""
    return str(_Begun(kind=kind, missing=_WHOLE[kind] - len(digits)))


def _still_open(text: str, after: str) -> str:
    """After a sentence without figures."""
    if not after or any(map(str.isdigit, text)):
        return ""
    begun = _Begun.read(after)
    longer = replace(begun, since=begun.since + len(text))
    return str(longer) if longer.since <= _MOST_BETWEEN else ""


def rest_of(text: str, after: str) -> PersonalSpan | None:
    """The figures that end what was begun: the first that stand in the text."""
    begun = _Begun.read(after)
    chain = next(chains(stars_for_nobodys(text, is_odd=True)), None)
    pieces = _first(chain) if chain else []
    if len(pieces) > 1 and text[pieces[0].start : pieces[0].end] == _THIS:
        pieces = pieces[1:]
    if not pieces:
        return None
    start, end = pieces[0].start, pieces[-1].end
    shown = "-".join(piece.digits for piece in pieces)
    size = sum(len(piece.digits) for piece in pieces)
    if not begun.may_end(size) and pieces[-1].may_be_shorter:
        end, shown, size = end - 1, shown[:-1], size - 1
    if not begun.may_end(size) or is_money(text, start, end):
        return None
    cue = cue_near(text, start, end)
    if cue is not None and _KINDS.get(cue) is not begun.kind:
        return None
    return PersonalSpan(kind=begun.kind, start=start, end=end, confidence=0.5, figures=shown)


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
