"""What a text says to the eye alone: it must not be read out on the phone."""

import re

_MARKS = re.compile(r"https?://|www\.|[<>*#]|\S+@\S+")
_WORDS = re.compile(r"\([^()]*\)|(?<!화면 )아래(?![층쪽])|버튼|클릭|링크|터치")


def unspeakable_mark(text: str) -> str:
    """The first address or sign that no voice can say; empty when there is none."""
    return _first(_MARKS, text)


def screen_word(text: str) -> str:
    """The first word or aside that only somebody who sees the text can follow."""
    return _first(_WORDS, text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
