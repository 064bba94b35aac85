"""Slips of fingers and tongues: each changes a text as people do, none twice alike."""

from collections.abc import Callable
from random import Random

from aicc.korean.text.jamo import INITIALS, VOWELS, compose, decompose, to_keyboard

Slip = Callable[[str, Random], str]
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def slipped(text: str, chance: Random) -> str:
    """The text with one slip in it; as it was where it is too short for one."""
    return chance.choice(SLIPS)(text, chance) if len(text) > 1 else text


def _no_spaces(text: str, _: Random) -> str:
    return text.replace(" ", "")


def _one_space(text: str, chance: Random) -> str:
    at = chance.randrange(1, len(text))
    return f"{text[:at]} {text[at:]}"


def _one_left_out(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _one_twice(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def _two_swapped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _wrong_letter(text: str, chance: Random) -> str:
    letters = list(decompose(text))
    places = [at for at, each in enumerate(letters) if each in INITIALS + VOWELS]
    if not places:
        return _two_swapped(text, chance)
    at = chance.choice(places)
    letters[at] = chance.choice(INITIALS if letters[at] in INITIALS else VOWELS)
    return compose("".join(letters))


def _loose_letters(text: str, _: Random) -> str:
    return decompose(text)


def _wrong_keyboard(text: str, _: Random) -> str:
    return to_keyboard(text)


def _full_width(text: str, _: Random) -> str:
    return text.translate(_WIDE)


SLIPS: tuple[Slip, ...] = (
    _no_spaces,
    _one_space,
    _one_left_out,
    _one_twice,
    _two_swapped,
    _wrong_letter,
    _loose_letters,
    _wrong_keyboard,
    _full_width,
)
