"""What a question has around its point: openings, and the endings that ask, wish or request."""

import re

from aicc.korean.words.brackets import read_expressions

_WORDS = read_expressions("questions")
_OPENING = re.compile(rf"(?:{_WORDS['opening']})+")
_INSIDE = re.compile(_WORDS["inside"])
_LONGEST_ENDING = 40
# Spaces are gone before this is asked, so that 알려 주세요 and 알려주세요 are one.
_ENDING = re.compile(rf"(?:{_WORDS['ending']})++$")


def point(letters: str) -> str:
    """What is left of a question without spaces and signs; all of it when it is only fillers."""
    start = _OPENING.match(letters)
    rest = _INSIDE.sub("", letters[start.end() :] if start else letters)
    head, tail = rest[:-_LONGEST_ENDING], rest[-_LONGEST_ENDING:]
    return head + _ENDING.sub("", tail) or letters
