"""The bracket notation of lists that are matched letter by letter, made regular expressions.

    [요]              may be there
    (로|으로)         one of these
    <talk>            one of the words of the list `talk`
    [바로|좀]...      any number of these; (바로|좀)... one or more
    처음!(이에요)     the letters 처음, and not before 이에요

Blanks are for the eye: the texts that are compared have none. Phrases that are searched in a
sentence, with its blanks and its spelling, are another notation: `korean/text/phrases.py`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypedDict
from zlib import crc32

from aicc.errors import InvalidInputError
from aicc.korean.words.lists import read_list, text_of

IN_BRACKETS = ("answers", "questions")
KEPT = Path(__file__).with_name("expressions.json")

_SIGNS = re.compile(
    r"<(?P<list>\w+)>|(?P<open>!?\(|\[)|(?P<close>[)\]])(?P<more>\.\.\.)?"
    r"|(?P<letters>[^<>!()\[\]]+)|."
)
_LETTERS = re.compile(r"\(\?:.(?:\|.)*")
_OPENINGS = {"(": ("(?:", ")"), "[": ("(?:", "]"), "!(": ("(?!", ")")}


class KeptExpressions(TypedDict):
    made_from: str
    expressions: dict[str, str]


def read_expressions(name: str) -> dict[str, str]:
    """List -> one expression for all of its words: `thanks` is 감사합니다|감사해요|…"

    Translating takes 3 ms of the voice path's start, so the result is kept beside the lists
    (tools/build_expressions.py), and used as long as it was made from the very text.
    """
    kept = _kept().get(name)
    if kept and kept["made_from"] == digest(text_of(name)):
        return kept["expressions"]
    return expressions(read_list(name))


def digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"  # hashlib would load OpenSSL


@cache
def _kept() -> dict[str, KeptExpressions]:
    if not KEPT.is_file():
        return {}
    kept: dict[str, KeptExpressions] = json.loads(KEPT.read_text(encoding="utf-8"))
    return kept


def expressions(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    # brackets that were cut at a | inside them are whole again once joined
    lists = {key: "|".join(words).replace(" ", "") for key, words in listed.items()}
    done: dict[str, str] = {}
    return {key: _expression(key, lists, done) for key in lists}


def _expression(key: str, lists: Mapping[str, str], done: dict[str, str]) -> str:
    if key not in lists:
        raise InvalidInputError(f"there is no list <{key}>")
    if key not in done:
        done[key] = _translated(lists[key], lists, done)
    return done[key]


def _translated(words: str, lists: Mapping[str, str], done: dict[str, str]) -> str:
    parts: list[str] = []
    opened: list[tuple[int, str]] = []  # where in `parts`, and the bracket that closes it
    for sign in _SIGNS.finditer(words):
        if sign["list"]:
            parts.append(f"(?:{_expression(sign['list'], lists, done)})")
        elif sign["open"]:
            begin, closing = _OPENINGS[sign["open"]]
            opened.append((len(parts), closing))
            parts.append(begin)
        elif sign["close"]:
            begun, closing = opened.pop() if opened else (0, "")
            if closing != sign["close"]:
                raise InvalidInputError(f"brackets do not match: {words[: sign.end()]}")
            parts[begun:] = ["".join(parts[begun:])]
            parts.append(")" + _quantity(parts[begun], sign))
        elif sign["letters"]:
            parts.append(re.escape(sign["letters"]).replace(r"\|", "|"))
        else:
            raise InvalidInputError(f"{sign[0]} stands alone: {words[: sign.end()]}")
    if opened:
        raise InvalidInputError(f"a bracket is left open: {words}")
    return "".join(parts)


def _quantity(inside: str, sign: re.Match[str]) -> str:
    """Single letters, once taken, are not given back: 네에에에 is read in one way only."""
    if sign["more"]:
        several = "*" if sign["close"] == "]" else "+"
        return several + ("+" if _LETTERS.fullmatch(inside) else "")
    return "?" if sign["close"] == "]" else ""
