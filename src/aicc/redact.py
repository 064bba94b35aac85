"""The one masker: logs, history, index and models see what comes out of here.

Registration, passport and licence numbers vanish, and so does a long number that nothing
names; telephones, cards and accounts keep their last two digits, so that a person can tell
two of them apart. Masking twice changes nothing.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aicc.domain.json import Json
from aicc.domain.said import Said
from aicc.korean.personal.find import find
from aicc.korean.personal.hiding import hide_but_last
from aicc.korean.personal.passwords import without_passwords
from aicc.korean.personal.span import PersonalKind, PersonalSpan
from aicc.korean.text.said import as_said

__all__ = [
    "PersonalKind",
    "PersonalSpan",
    "find",
    "is_number_of_person",
    "mask",
    "mask_said",
    "mask_value",
    "tells_resident",
    "without_residents",
]

_KEPT = {PersonalKind.PHONE: 2, PersonalKind.CARD: 2, PersonalKind.ACCOUNT: 2}
_SURE = 0.9  # below it an account may well be a licence
_ROUNDS = 8  # a mask changes what its neighbours look like; two rounds nearly always do
_NEVER_KEPT = frozenset({PersonalKind.RESIDENT, PersonalKind.FOREIGNER})
_ADDRESS = "***@***"
_MAY_BE_NUMBER = re.compile(r"(?:[0-9][-._:+ ]{0,2}){8}|@")
# Hexadecimal of sixteen and more with a letter in it, a UUID, milliseconds since 1970
_BY_CHANCE = re.compile(
    r"(?=[0-9]*[a-f])[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<![0-9])1[6-9][0-9]{11}(?![0-9])",
    re.IGNORECASE,
)


def mask_said(said: Said, *, passing: Collection[PersonalKind] = ()) -> str:
    """What a customer said with every personal number and address made unreadable, except those
    of `passing`."""
    for _ in range(_ROUNDS):
        spans = [span for span in find(said) if span.kind not in passing]
        if not spans:
            break
        said = as_said(_without(said.raw, spans), after=said.after)
    return without_passwords(said.raw)


def mask(text: str) -> str:
    """The same for what we write ourselves, and for what staff type."""
    return mask_said(as_said(text))


def without_residents(said: Said) -> Said:
    """Without registration numbers, which are kept nowhere, not even in a session."""
    alone = as_said(said.raw) if said.after else said  # a step may want what only looks like one
    spans = [span for span in find(alone) if span.kind in _NEVER_KEPT]
    return as_said(_without(said.raw, spans), after=said.after) if spans else said


def tells_resident(value: Json) -> bool:
    """A registration number stands in JSON-like data."""
    if isinstance(value, str):
        return any(span.kind in _NEVER_KEPT for span in find(as_said(value)))
    if isinstance(value, Mapping):
        return any(map(tells_resident, value.values()))
    return isinstance(value, Sequence) and any(map(tells_resident, value))


def is_number_of_person(name: str) -> bool:
    """A name that a machine gave, such as a session's or a user's id, is somebody's number. What
    chance may make (long runs of figures, milliseconds since 1970) is not."""
    if not _MAY_BE_NUMBER.search(name):
        return False
    name = _BY_CHANCE.sub("", name)
    return any(span.confidence >= _SURE for span in find(as_said(name)))


def mask_value(value: Any) -> Any:  # JSON-like: what goes in comes out, masked
    """A copy of JSON-like data with its strings masked, keys and numbers as they were."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: mask_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_value(item) for item in value]
    return value


def _without(text: str, spans: Sequence[PersonalSpan]) -> str:
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += [text[at : span.start], _masked(span)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _masked(span: PersonalSpan) -> str:
    """Stars in the shape the number had; what was said is shown as if typed."""
    if span.kind is PersonalKind.EMAIL:
        return _ADDRESS
    kept = _KEPT.get(span.kind, 0) if span.confidence >= _SURE else 0
    return hide_but_last(span.figures, kept)
