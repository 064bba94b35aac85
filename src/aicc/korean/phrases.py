"""The notation of word lists: phrases that a linguist writes, compiled to regular expressions.

    검찰            these letters, with or without a blank between any two of them
    [를]            may be there
    (보내|옮기)     one of these; [을|를] may be one of these
    <money>         one of the words of the list `money`
    ..              up to ten other characters of the same sentence
    ^칼  끊$        where a word begins, where a word ends

Phrases and texts are both compared in folded spelling (`spelling`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from aicc.errors import InvalidInputError
from aicc.korean.spelling import fold_letters, fold_spelling

_SIGNS: Final = re.compile(r"\.\.|<(\w+)>|[()\[\]|^$]|[^\s()\[\]|^$<>.]+")
_GAP: Final = r"[^.?!\n]{0,10}"
_BORDERS: Final = {"^": "(?<![가-힣])", "$": "(?![가-힣])"}
_LONGEST_HEAD = 5  # letters; longer ones make the first scan larger and hardly sharper

Lists = Mapping[str, Sequence["Phrase"]]


@dataclass(frozen=True)
class Phrase:
    """One phrase: its expression, and the letters with which what it matches can begin."""

    source: str
    heads: frozenset[str]  # without blanks
    is_open: bool = True  # more letters may follow the heads, whatever they are

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return compiled(self.source)


@lru_cache(maxsize=4096)
def compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def read_phrase(text: str, lists: Lists) -> Phrase:
    """Raises `InvalidInputError` for brackets left open, an unknown list, a phrase of nothing."""
    signs = [(each[0], each[1]) for each in _SIGNS.finditer(text)]
    if "".join(sign for sign, _ in signs) != "".join(text.split()):
        raise InvalidInputError(f"phrase {text!r}: a sign that the notation does not know")
    signs.reverse()
    phrase = _one_of(signs, lists, text)
    if signs:
        raise InvalidInputError(f"phrase {text!r}: {signs[-1][0]!r} closes nothing")
    if "" in phrase.heads:
        raise InvalidInputError(f"phrase {text!r}: it has to begin with letters")
    return phrase


def words_of(line: str) -> Iterator[str]:
    """The words of a list: parted by blanks, save inside brackets."""
    depth, start = 0, 0
    for index, char in enumerate(line + " "):
        depth += (char in "([") - (char in ")]")
        if char == " " and not depth:
            if line[start:index].strip():
                yield line[start:index].strip()
            start = index + 1
    if depth:
        raise InvalidInputError(f"list {line!r}: brackets left open")


class _Tree(dict[str, "_Tree"]):
    """Letters behind letters; an empty letter ends a word."""


def first_look(heads: Iterable[str]) -> re.Pattern[str]:
    """Finds a place in text without blanks where one of the phrases could begin."""
    tree = _Tree()
    for head in sorted(heads, key=len):  # what begins with a shorter one is found with it
        node = tree
        for letter in head:
            if "" in node:
                break
            node = node.setdefault(letter, _Tree())
        node.setdefault("", _Tree())
    return re.compile(_branches(tree) if tree else r"(?!)")


def _branches(tree: Mapping[str, "_Tree"]) -> str:
    parts = [
        re.escape(letter) + ("" if "" in below else _branches(below))
        for letter, below in tree.items()
    ]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _one_of(signs: list[tuple[str, str]], lists: Lists, text: str) -> Phrase:
    """Alternatives up to the end or the bracket that closes them; `signs` stand reversed."""
    choices = [_sequence(signs, lists, text)]
    while signs and signs[-1][0] == "|":
        signs.pop()
        choices.append(_sequence(signs, lists, text))
    return any_of(choices)


def any_of(choices: Sequence[Phrase]) -> Phrase:
    if len(choices) == 1:
        return choices[0]
    source = f"(?:{'|'.join(dict.fromkeys(each.source for each in choices))})"
    heads = frozenset().union(*(each.heads for each in choices))
    return Phrase(source, heads, any(each.is_open for each in choices))


def _sequence(signs: list[tuple[str, str]], lists: Lists, text: str) -> Phrase:
    parts: list[str] = []
    heads, is_open = frozenset({""}), False
    while signs and signs[-1][0] not in ("|", ")", "]"):
        source, piece = _piece(signs, lists, text)
        parts.append(source)
        if piece and not is_open:
            heads = _joined(heads, piece.heads)
            is_open = piece.is_open
    return Phrase("".join(parts).removesuffix(" ?"), heads, is_open)


def _joined(heads: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    return frozenset((head + tail)[:_LONGEST_HEAD] for head in heads for tail in more)


def _piece(signs: list[tuple[str, str]], lists: Lists, text: str) -> tuple[str, Phrase | None]:
    """The next piece as an expression, and as a phrase unless it holds no letters."""
    sign, name = signs.pop()
    if sign == "..":
        return _GAP, Phrase(_GAP, frozenset({""}))
    if sign in _BORDERS:
        return _BORDERS[sign], None
    if sign in ("(", "["):
        inner = _one_of(signs, lists, text)
        if not signs or signs.pop()[0] != {"(": ")", "[": "]"}[sign]:
            raise InvalidInputError(f"phrase {text!r}: brackets left open")
        if sign == "[":
            heads = inner.heads | {""}
            return f"(?:{inner.source} ?)?", Phrase("", heads, inner.is_open)
        return inner.source + " ?", inner
    if name:
        if name not in lists:
            raise InvalidInputError(f"phrase {text!r}: there is no list <{name}>")
        listed = any_of(lists[name])
        return listed.source + " ?", listed
    letters = fold_spelling(sign)
    literal = " ?".join(re.escape(letter) for letter in letters)
    return literal + " ?", Phrase(literal, frozenset({fold_letters(sign)}), is_open=False)
