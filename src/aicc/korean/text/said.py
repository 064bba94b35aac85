"""A customer's text as a value: normalised here, and nowhere after."""

from aicc.domain.said import Said
from aicc.korean.text.normalise import Folded, fold, unchanged


def as_said(text: str, *, after: str = "") -> Said:
    return _with(text, fold(text), after)


def part_of(plain: str) -> Said:
    """What was cut out of a normalised text."""
    return _with(plain, unchanged(plain))


def beginning(said: Said, most: int) -> Said:
    """Its first `most` characters, as they came; nearly always that is all of it."""
    return said if len(said.raw) <= most else as_said(said.raw[:most], after=said.after)


def in_one_spelling(said: Said) -> Said:
    """As if it had come normalised: places in it are places in `plain`."""
    if said.raw == said.plain:
        return said
    return _with(said.plain, unchanged(said.plain), said.after)


def folded(said: Said) -> Folded:
    """The normalised text with the way back to the text as it came."""
    return said.once(_fold)


def _with(text: str, known: Folded, after: str = "") -> Said:
    said = Said(text, known.text, after)
    said.keep(_fold, known)
    return said


def _fold(said: Said) -> Folded:
    return fold(said.raw)
