"""Checking what is said: templates that do not parse, particles by hand, texts for the eye."""

import re
from collections.abc import Iterator

from aicc.errors import InvalidInputError
from aicc.korean.speech.screen_words import screen_word, unspeakable_mark
from aicc.korean.text.josa import PAIRS
from aicc.korean.text.template import Field, fields
from aicc.packs.files import Path_
from aicc.packs.lint.finding import PlaceFinding, error, warning


def _particles() -> list[str]:
    """Forms that change with the word before; as alternatives of a pattern, longest first."""
    forms = {form for pair in PAIRS for form in pair.split("/")}
    return sorted(map(re.escape, forms), key=len, reverse=True)


_GLUED = re.compile(r"\{([^{}:]+)\}(" + "|".join(_particles()) + r")(?=[\s.,?!])")


def check_template(file: str, place: Path_, text: str) -> Iterator[PlaceFinding]:
    try:
        fields(text)
    except InvalidInputError as wrong:
        yield error(file, place, str(wrong))
        return
    for glued in _GLUED.finditer(text):
        message = f"write {{{glued[1]}:…}} and let the particle {glued[2]!r} be chosen"
        yield error(file, place, message)


def fields_of(text: str) -> tuple[Field, ...]:
    """The fields of a template; none where it does not parse, which is a finding of its own."""
    try:
        return fields(text)
    except InvalidInputError:
        return ()


def check_spoken(
    file: str, place: Path_, what: str, text: str, voice: str, *, is_grave: bool = True
) -> Iterator[PlaceFinding]:
    """The words for the phone can be said, and mean something to somebody who sees nothing."""
    if unspeakable_mark(voice or text):
        message = f"{what} cannot be spoken: give it a voice"
        yield PlaceFinding(file=file, place=place, message=message, is_error=is_grave)
        return
    word = "" if voice else screen_word(text)
    if word:
        yield warning(file, place, f"{what} says {word!r}, which the phone cannot: give it a voice")
