"""Questions as customers type them: ten ways to differ from what the entry says."""

import random
from collections.abc import Callable, Mapping

from aicc.korean.text.jamo import INITIALS, VOWELS, compose, decompose

Change = Callable[[str, random.Random], str]


def without_spaces(text: str, _: random.Random) -> str:
    return text.replace(" ", "")


def a_space_too_many(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text))
    return f"{text[:at]} {text[at:]}"


def a_syllable_left_out(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def a_syllable_twice(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def two_syllables_swapped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def a_wrong_letter(text: str, chance: random.Random) -> str:
    letters = list(decompose(text))
    korean = [i for i, each in enumerate(letters) if each in INITIALS + VOWELS]
    if not korean:
        return text
    at = chance.choice(korean)
    letters[at] = chance.choice(INITIALS if letters[at] in INITIALS else VOWELS)
    return compose("".join(letters))


def words_in_another_order(text: str, chance: random.Random) -> str:
    words = text.rstrip("?.!").split(" ")
    return " ".join(chance.sample(words, len(words)))


def an_opening(text: str, chance: random.Random) -> str:
    return chance.choice(["저기요 ", "혹시 ", "안녕하세요 ", "제가요 ", "급해요 "]) + text


def a_tail(text: str, chance: random.Random) -> str:
    return text + chance.choice([" ㅠㅠ", "!!", " ㅋㅋ", "...", "?? 빨리요"])


def in_full_width(text: str, _: random.Random) -> str:
    """Letters and digits as some phones type them, and a wide space."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return text.translate(wide).replace(" ", "\u3000")


CHANGES: Mapping[str, Change] = {
    change.__name__: change
    for change in (
        without_spaces,
        a_space_too_many,
        a_syllable_left_out,
        a_syllable_twice,
        two_syllables_swapped,
        a_wrong_letter,
        words_in_another_order,
        an_opening,
        a_tail,
        in_full_width,
    )
}
