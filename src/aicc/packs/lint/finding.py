"""What the checks of a pack share: a finding before it has a line, and words for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from aicc.domain.action import BackendAction
from aicc.domain.finding import Finding
from aicc.packs.files import Path_

Plain = Mapping[str, Any]
Actions = Mapping[str, BackendAction]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFinding(Finding):
    """`file` is in the pack's folder, `place` in the file."""

    file: str
    place: Path_


def error(file: str, place: Path_, message: str) -> PlaceFinding:
    return PlaceFinding(file=file, place=place, message=message)


def warning(file: str, place: Path_, message: str) -> PlaceFinding:
    return PlaceFinding(file=file, place=place, message=message, is_error=False)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty when none is near."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.8)
    return close[0] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a message."""
    near = nearest(name, known)
    return f": did you mean {near}?" if near else ""
