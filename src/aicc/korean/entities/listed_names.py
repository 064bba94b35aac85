"""Names from a list, found in a sentence: spelt with or without spaces, with one slip in long ones.

Built once, then shared by threads. The cost grows with the sentence, hardly with the list: every
place of the sentence is looked up, and only names that begin or end there are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.korean.text.jamo import decompose
from aicc.korean.text.normalise import Folded, normalise
from aicc.korean.text.said import folded

Place = tuple[int, int, str]  # start and end in the sentence without spaces, and the name there

SLIP_CONFIDENCE = 0.8
SHORTEST_WITH_SLIP = 4  # syllables; shorter names are too near to other words
_HALF = 2
_SHORT = 2  # syllables up to which a name may be a part of an unrelated word: 적금 in 누적금액

_HANGUL = re.compile("[가-힣]")
# what ends a word behind a noun: particles, forms of "to be", verbs made with 하다 and 되다
_PARTICLES = (
    "이라고요?|라고요?|입니다|입니까|이에요|예요|이예요|이네요|네요|인데요?|이고요?|인가요?|이었|였"
    "|이나|이랑|이든|이라도|이요|이야|이|가|은|는|을|를|과|와|도|만|의|에서?|에게|으로|로|랑|하고"
    "|요|야|나|든|라도|부터|까지|보다|처럼|마다|밖에|뿐"
)
_VERBS = "하|해|했|할|한|합|되|돼|됐|될|된|됩|받|당|시키"
_ENDS_WORD = re.compile(rf"(?:{_PARTICLES}){{0,3}}(?:(?![가-힣])|(?:{_VERBS}))")
_ENDS_ALONE = re.compile(rf"(?:{_PARTICLES}){{0,3}}(?![가-힣])")
_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to say a value of a list."""

    kind: str
    value: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """Two syllables of a name, `offset` into it; without a slip in them it is in the other part."""

    name: str
    letters: str
    offset: int
    has_spaces: bool  # as it is listed


class ListedNames:
    def __init__(self, names: Iterable[Name]) -> None:
        meant: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        spaced: set[str] = set()
        for name in names:
            said = normalise(name.said.lower())
            packed = said.replace(" ", "")
            if packed != said:
                spaced.add(packed)
            if packed:
                meant[packed][name.kind, name.value] = None
        self._meant: Mapping[str, Sequence[tuple[str, str]]] = {
            packed: tuple(pairs) for packed, pairs in meant.items()
        }
        self._lengths = _lengths(self._meant)
        first = re.escape("".join(self._lengths))
        self._begins = re.compile(f"[{first}]") if first else _NEVER
        self._halves = _halves(self._meant, spaced)

    def find(self, said: Said) -> tuple[Entity, ...]:
        """In order of place; names of several lists at the same place are all given."""
        sentence = _Sentence(folded(said))
        exact = self._exact(sentence)
        slips = self._slips(sentence, exact)
        found = sorted(_longest_first((*exact, *slips))) if slips else exact
        return tuple(
            entity
            for start, end, name in found
            for entity in self._entities(said.raw, sentence, start, end, name)
        )

    def _exact(self, sentence: "_Sentence") -> list[Place]:
        """From left to right, at each place the longest."""
        found, free = [], 0
        for begin in self._begins.finditer(sentence.packed):
            at = begin.start()
            name = self._longest(sentence, at) if at >= free else ""
            if name:
                free = at + len(name)
                found.append((at, free, name))
        return found

    def _longest(self, sentence: "_Sentence", at: int) -> str:
        packed = sentence.packed
        for length in self._lengths[packed[at]]:
            name = packed[at : at + length]
            if name in self._meant and sentence.is_name(at, at + len(name)):
                return name
        return ""

    def _slips(self, sentence: "_Sentence", exact: Iterable[Place]) -> list[Place]:
        """Words that differ from a name in one letter of a syllable, one too many or too few."""
        packed, halves = sentence.packed, self._halves
        hits = [at for at in range(len(packed) - 1) if packed[at : at + _HALF] in halves]
        taken = bytearray(len(packed))
        for start, end, _ in exact:
            if end - start >= SHORTEST_WITH_SLIP:
                taken[start:end] = b"\1" * (end - start)
        return [
            (*place, half.name)
            for at in hits
            if not taken[at]
            for half in halves[packed[at : at + _HALF]]
            if (place := self._with_slip(sentence, at, half))
        ]

    def _with_slip(self, sentence: "_Sentence", at: int, half: "_Half") -> tuple[int, int] | None:
        """Where the name is, when half of it stands at `at` as it should."""
        for more in (0, -1, 1):
            start = at - half.offset - more if half.offset else at
            end = at + _HALF if half.offset else at + len(half.name) + more
            if start < 0 or end > len(sentence.packed) or not sentence.begins_word(start):
                continue
            if not half.has_spaces and sentence.crosses_space(start, end):
                continue
            if _is_one_slip(decompose(sentence.packed[start:end]), half.letters):
                return start, end
        return None

    def _entities(
        self, text: str, sentence: "_Sentence", start: int, end: int, name: str
    ) -> Iterator[Entity]:
        values: defaultdict[str, list[str]] = defaultdict(list)
        for kind, value in self._meant[name]:
            values[kind].append(value)
        first, last = sentence.span(start, end)
        is_exact = sentence.packed[start:end] == name
        for kind, (value, *others) in values.items():
            yield Entity(
                kind=kind,
                text=text[first:last],
                start=first,
                end=last,
                value=value,
                confidence=1.0 if is_exact else SLIP_CONFIDENCE,
                alternatives=tuple(others),
            )


class _Sentence:
    """A folded sentence without its spaces, and where its words begin and end."""

    def __init__(self, folded: Folded) -> None:
        lower = folded.text.lower()
        self._text = lower if len(lower) == len(folded.text) else folded.text
        self._folded = folded
        self.packed = self._text.replace(" ", "")
        self._places: Sequence[int] = range(len(self._text))
        if " " in self._text:
            self._places = [at for at, char in enumerate(self._text) if char != " "]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as it was given."""
        return self._folded.span(self._places[start], self._places[end - 1] + 1)

    def begins_word(self, start: int) -> bool:
        at = self._places[start]
        return at == 0 or not self._text[at - 1].isalnum()

    def crosses_space(self, start: int, end: int) -> bool:
        return self._places[end - 1] - self._places[start] >= end - start

    def is_name(self, start: int, end: int) -> bool:
        """Not a part of another word that only looks like it."""
        begins = self.begins_word(start)
        if not begins and self.crosses_space(start, end):
            return False  # 강남 색깔
        if not begins and _is_latin(self.packed[start]) and _is_latin(self.packed[start - 1]):
            return False
        after = self._places[end - 1] + 1
        if _is_latin(self.packed[end - 1]) and _is_latin(self._text[after : after + 1]):
            return False
        if end - start > _SHORT or not _HANGUL.search(self.packed, start, end):
            return True
        if end - start == 1:
            return begins and _ENDS_ALONE.match(self._text, after) is not None
        return begins or _ENDS_WORD.match(self._text, after) is not None


def _longest_first(places: Iterable[Place]) -> Iterator[Place]:
    """Those that do not overlap; of two as long, the one that comes first."""
    taken: set[int] = set()
    for start, end, name in sorted(places, key=lambda place: place[0] - place[1]):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end, name


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with a character, longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    return {char: tuple(sorted(each, reverse=True)) for char, each in lengths.items()}


def _halves(names: Iterable[str], spaced: set[str]) -> dict[str, tuple[_Half, ...]]:
    """Long names by their first and by their last syllables: one slip leaves either whole."""
    halves: defaultdict[str, list[_Half]] = defaultdict(list)
    for name in names:
        if len(_HANGUL.findall(name)) >= SHORTEST_WITH_SLIP:
            letters = decompose(name)
            for offset in (0, len(name) - _HALF):
                half = _Half(name=name, letters=letters, offset=offset, has_spaces=name in spaced)
                halves[name[offset : offset + _HALF]].append(half)
    return {half: tuple(each) for half, each in halves.items()}


def _is_one_slip(said: str, name: str) -> bool:
    """One letter changed, added or left out."""
    if abs(len(said) - len(name)) > 1:
        return False
    pairs = zip(said, name, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    if same is None:
        return True
    rest, wanted = said[same:], name[same:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted
