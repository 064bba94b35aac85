"""Reads danger in what a customer says: fraud under way, money taken, a life at risk.

The words stand in `words/danger.txt`, in the notation of `phrases`. A harmless sentence costs
one scan for the letters with which any rule begins; only then are the rules tried.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from aicc.domain.danger import Danger, DangerKind
from aicc.errors import InvalidInputError
from aicc.korean.phrases import Lists, Phrase, first_look, read_phrase, words_of
from aicc.korean.spelling import fold_letters, fold_spelling
from aicc.korean.text.normalise import normalise

LONGEST_TEXT = 2000  # what is behind it in a customer's text is not searched
_REACH = 45  # characters to either side of the first part in which the others have to stand
_BESIDE = 8  # an exclusion counts up to here from the words that were found
_NONE: Final[Mapping[DangerKind, Sequence[str]]] = {}

_COUNTED: Final = re.compile(r"\s*(\d) of (.+)")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """All of `parts` within reach of the first, `least` of `some`, and none of `without`."""

    parts: tuple[Phrase, ...]
    some: tuple[Phrase, ...] = ()
    least: int = 0
    without: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class _WordList:
    lists: Lists
    rules: Mapping[DangerKind, Sequence[_Rule]]
    harmless: Mapping[DangerKind, Sequence[Phrase]]


class DangerReader:
    """`add` gives a kind more rules. `without` takes a kind off whole, or names a phrase beside
    which nothing is a danger ("응급실 주차"). Both in the notation of the list.
    """

    def __init__(
        self,
        add: Mapping[DangerKind, Sequence[str]] = _NONE,
        without: Iterable[str] = (),
    ) -> None:
        self._add = {kind: tuple(lines) for kind, lines in add.items()}
        self._without = tuple(without)

    def read(self, text: str) -> Danger | None:
        plain = normalise(text)[:LONGEST_TEXT]
        if not self._look.search(fold_letters(plain)):
            return None
        search = _Search(fold_spelling(plain))
        for kind, rules in self._words.rules.items():
            harmless = self._words.harmless[kind]
            for rule in rules:
                spans = search.spans(rule, harmless)
                if spans:
                    words = tuple(plain[start:end] for start, end in sorted(spans))
                    return Danger(kind=kind, words=words)
        return None

    @cached_property
    def _words(self) -> _WordList:
        shipped = _shipped()
        if not self._add and not self._without:
            return shipped
        kinds = [kind for kind in shipped.rules if kind not in self._without]
        beside = [
            read_phrase(phrase, shipped.lists)
            for phrase in self._without
            if phrase not in set(DangerKind)
        ]
        rules = {
            kind: [
                *shipped.rules[kind],
                *(_read_rule(line, shipped.lists) for line in self._add.get(kind, ())),
            ]
            for kind in kinds
        }
        harmless = {kind: [*shipped.harmless[kind], *beside] for kind in kinds}
        return _WordList(shipped.lists, rules, harmless)

    @cached_property
    def _look(self) -> re.Pattern[str]:
        firsts = (rule.parts[0] for rules in self._words.rules.values() for rule in rules)
        return first_look(head for phrase in firsts for head in phrase.heads)


class _Search:
    """One folded text; what was looked for once is remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[Span]] = {}

    def spans(self, rule: _Rule, harmless: Sequence[Phrase]) -> list[Span]:
        """The places of a rule's parts; none when the rule does not hold."""
        first, *others = rule.parts
        for centre in self._all(first):
            must = [self._near(centre, other, _REACH) for other in others]
            some = [self._near(centre, other, _REACH) for other in rule.some]
            found = [span for span in (*must, *some) if span]
            if None in must or len(found) - len(must) < rule.least:
                continue
            if not self._is_harmless([centre, *found], rule.without, harmless):
                return [centre, *found]
        return []

    def _is_harmless(
        self, spans: Sequence[Span], without: Sequence[Phrase], harmless: Sequence[Phrase]
    ) -> bool:
        if any(self._near(spans[0], phrase, _REACH) for phrase in without):
            return True
        return any(self._near(span, phrase, _BESIDE) for phrase in harmless for span in spans)

    def _near(self, centre: Span, phrase: Phrase, reach: int) -> Span | None:
        """The nearest place of the phrase that begins or ends within reach."""
        start, end = centre
        near = [span for span in self._all(phrase) if span[1] >= start - reach]
        near = [span for span in near if span[0] <= end + reach]
        return min(near, key=lambda span: abs(span[0] - start), default=None)

    def _all(self, phrase: Phrase) -> list[Span]:
        found = self._found.get(phrase.source)
        if found is None:
            found = [each.span() for each in phrase.pattern.finditer(self._text)]
            self._found[phrase.source] = found
        return found


@cache
def _shipped() -> _WordList:
    path = Path(__file__).with_name("words") / "danger.txt"
    return _read_list(path.read_text(encoding="utf-8"))


def _read_list(text: str) -> _WordList:
    lists: dict[str, list[Phrase]] = {}
    rules: dict[DangerKind, list[_Rule]] = {kind: [] for kind in DangerKind}
    harmless: dict[DangerKind, list[Phrase]] = {kind: [] for kind in DangerKind}
    kind: DangerKind | None = None
    for line in _lines(text):
        name, colon, rest = line.partition(":")
        if line.startswith("=="):
            kind = DangerKind(line.strip("= "))
        elif name == "not":
            for each in [kind] if kind else DangerKind:
                harmless[each] += (read_phrase(word, lists) for word in words_of(rest))
        elif colon:
            lists[name] = [read_phrase(word, lists) for word in words_of(rest)]
        elif kind:
            rules[kind].append(_read_rule(line, lists))
        else:
            raise InvalidInputError(f"danger list: {line!r} stands before the first kind")
    return _WordList(lists, rules, harmless)


def _lines(text: str) -> Iterator[str]:
    """Without comments and empty lines; a line that begins with a blank goes on the one before."""
    whole = ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].rstrip()
        if line.startswith(" "):
            whole += line
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _read_rule(line: str, lists: Lists) -> _Rule:
    """`phrase + phrase + 2 of phrase, phrase - phrase`, in any order in the text."""
    wanted, *unwanted = line.split(" - ")
    parts: list[str] = []
    some: list[str] = []
    least = 0
    for part in wanted.split(" + "):
        counted = _COUNTED.match(part)
        if counted:
            least, some = int(counted[1]), counted[2].split(",")
        else:
            parts.append(part)
    return _Rule(
        parts=tuple(read_phrase(part, lists) for part in parts),
        some=tuple(read_phrase(part, lists) for part in some),
        least=least,
        without=tuple(read_phrase(part, lists) for part in unwanted),
    )
