"""The notation of word lists: phrases that a linguist writes, compiled to regular expressions.

    보이스피싱      these letters, with or without blanks between them
    대출            two letters are a word without one; 안 돼 is two words and may be written 안돼
    [를]            may be there
    (보내|옮기)     one of these; [을|를] may be one of these
    <money>         one of the words of the list `money`
    ..              up to ten other characters of the same sentence
    ^칼  끊$        where a word begins, where a word ends

Phrases and texts are both compared in folded spelling (`spelling`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Final

from aicc.errors import InvalidInputError
from aicc.korean.text.spelling import fold_letters, fold_spelling

_PLAIN: Final = r"[^()\[\]^$<>.]+"  # words and | alone: most brackets hold no more
_SIGNS: Final = re.compile(
    rf"\.\.|<(\w+)>|\({_PLAIN}\)|\[{_PLAIN}\]|[()\[\]|^$]|[^\s()\[\]|^$<>.]+"
)
_GAP: Final = r"[^.?!\n]{0,10}"
_BORDERS: Final = {"^": "(?<![가-힣])", "$": "(?![가-힣])"}
LONGEST_KEY = 3  # letters; longer ones hardly find less
_MOST_KEYS = 150  # in one set; what would need more is split in two

Keys = tuple[str, ...]  # each once; sets of them would take five times the memory


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its expression, and what a text must hold to be worth trying it on."""

    source: str
    keys: tuple[Keys, ...]  # of each set one string is in every match, blanks left out
    is_whole: bool = False  # every match begins with a string of the one set, and is no longer

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)


Lists = Mapping[str, Phrase]


@lru_cache(maxsize=4096)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def read_phrase(text: str, lists: Lists) -> Phrase:
    """Raises `InvalidInputError` for brackets left open, an unknown list, a phrase of nothing."""
    signs = [(each[0], each[1]) for each in _SIGNS.finditer(text)]
    if "".join("".join(sign for sign, _ in signs).split()) != "".join(text.split()):
        raise InvalidInputError(f"phrase {text!r}: a sign that the notation does not know")
    signs.reverse()
    phrase = _Reader(text, signs, lists).one_of()
    if signs:
        raise InvalidInputError(f"phrase {text!r}: {signs[-1][0]!r} closes nothing")
    if not phrase.keys:
        raise InvalidInputError(f"phrase {text!r}: nothing in it has to be there")
    return phrase


def any_of(choices: Sequence[Phrase]) -> Phrase:
    """One phrase for several; of each the longest-lettered set is kept."""
    if len(choices) == 1:
        return choices[0]
    source = f"(?:{'|'.join(dict.fromkeys(each.source for each in choices))})"
    if not all(each.keys for each in choices):
        return Phrase(source, ())
    best = (max(each.keys, key=_shortest) for each in choices)
    return Phrase(
        source,
        (_each_once(key for keys in best for key in keys),),
        all(each.is_whole for each in choices),
    )


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


def _each_once(keys: Iterable[str]) -> Keys:
    return tuple(dict.fromkeys(keys))


def _key_of(letters: str) -> str:
    """Its first letters; one object for all sets that hold them, for there are many."""
    return intern(letters[:LONGEST_KEY])


def _shortest(keys: Keys) -> int:
    return min(map(len, keys))


@dataclass
class _Reader:
    """Reads signs from the end of a reversed list."""

    text: str
    signs: list[tuple[str, str]]
    lists: Lists

    def one_of(self) -> Phrase:
        """Alternatives up to the end, or to the bracket that closes them."""
        choices = [self._sequence()]
        while self.signs and self.signs[-1][0] == "|":
            self.signs.pop()
            choices.append(self._sequence())
        return any_of(choices)

    def _sequence(self) -> Phrase:
        parts: list[str] = []
        run = _Run()
        while self.signs and self.signs[-1][0] not in ("|", ")", "]"):
            parts.append(self._piece(run))
        keys = run.finished()
        return Phrase("".join(parts).removesuffix(" ?"), keys, run.is_whole and len(keys) == 1)

    def _piece(self, run: "_Run") -> str:
        sign, name = self.signs.pop()
        if sign == "..":
            run.part()
            return _GAP
        if sign in _BORDERS:
            return _BORDERS[sign]
        if sign[0] == "[":
            inner = self._inside("]") if sign == "[" else plain_words(sign[1:-1])
            run.may_have(inner)
            return f"(?:{inner.source} ?)?"
        if sign[0] == "(":
            inner = self._inside(")") if sign == "(" else plain_words(sign[1:-1])
        elif name:
            if name not in self.lists:
                raise InvalidInputError(f"phrase {self.text!r}: there is no list <{name}>")
            inner = self.lists[name]
        else:
            inner = plain_words(sign)
        run.has(inner)
        return inner.source + " ?"

    def _inside(self, closing: str) -> Phrase:
        inner = self.one_of()
        if not self.signs or self.signs.pop()[0] != closing:
            raise InvalidInputError(f"phrase {self.text!r}: brackets left open")
        return inner


@lru_cache(maxsize=8192)
def plain_words(text: str) -> Phrase:
    """Of 안 돼|안 됐|못 받: no brackets, lists or gaps."""
    choices = [choice.split() for choice in fold_spelling(text).split("|")]
    sources = dict.fromkeys(" ?".join(map(_letters, words)) for words in choices)
    source = f"(?:{'|'.join(sources)})" if len(choices) > 1 else next(iter(sources))
    keys = _each_once(_key_of(fold_letters("".join(words))) for words in choices)
    return Phrase(source, (keys,), is_whole=True)


def _letters(letters: str) -> str:
    """Two letters are one word, which nobody parts: 대출 is not in 됐는데 출금."""
    return ("" if len(letters) == 2 else " ?").join(map(re.escape, letters))


@dataclass
class _Run:
    """The key sets of a sequence. Letters that touch are joined: 제 and 카드 are 제카드."""

    sets: list[Keys] = field(default_factory=list)
    touching: Keys = ()
    is_whole: bool = True

    def has(self, piece: Phrase) -> None:
        if piece.is_whole and len(self.touching) * len(piece.keys[0]) <= _MOST_KEYS:
            self._join(piece.keys[0])
            return
        self.part()
        self.sets += piece.keys

    def may_have(self, piece: Phrase) -> None:
        if piece.is_whole and self.touching and not self.sets:
            self._join((*piece.keys[0], ""))
        else:
            self.part()

    def part(self) -> None:
        """What follows does not touch what was before."""
        self.is_whole = False
        self._end()

    def finished(self) -> tuple[Keys, ...]:
        self._end()
        return tuple(self.sets)

    def _end(self) -> None:
        if self.touching:
            self.sets.append(self.touching)
        self.touching = ()

    def _join(self, more: Keys) -> None:
        joined = (_key_of(start + end) for start in self.touching for end in more)
        self.touching = _each_once(joined) if self.touching else more
