"""Which side of a matter a short question asks for, and which an answer tells of.

`asked_sides("수수료는요?")` has "money" in it, and so has `told_sides("한 번에 5,000원입니다.")`:
the answer that was just given may be the one that is wanted again.
"""

import re
from functools import cache

from aicc.korean.words.lists import read_list

_FIGURE = re.compile(r"[0-9][0-9,.]*")
_BLANK = re.compile(r"[\s'\"]+")


def asked_sides(plain: str) -> frozenset[str]:
    return _found(plain, "asks")


def told_sides(answer: str) -> frozenset[str]:
    return _found(_FIGURE.sub("0", answer), "says")


def _found(text: str, kind: str) -> frozenset[str]:
    letters = _BLANK.sub("", text)
    return frozenset(name for name, words in _sides(kind) if words.search(letters))


@cache
def _sides(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name.removesuffix(f" {kind}"), re.compile("|".join(map(re.escape, words))))
        for name, words in read_list("sides").items()
        if name.endswith(f" {kind}")
    )
