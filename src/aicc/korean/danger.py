"""Reads danger in what a customer says: fraud under way, money taken, a life at risk.

The words stand in `words/danger.txt`. A harmless sentence costs one scan for the rarest letters
of every rule; a rule is tried only where its letters stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import add
from typing import Final

from aicc.domain.danger import Danger, DangerKind
from aicc.domain.said import Said
from aicc.korean.danger_words import Rule, WordList, read_rule, shipped
from aicc.korean.text.phrases import LONGEST_KEY, Phrase, read_phrase
from aicc.korean.text.spelling import fold_letters, fold_spelling

LONGEST_TEXT = 2000  # what is behind it in a customer's text is not searched
_REACH = 45  # characters to either side of the first part in which the others have to stand
_MOST_CENTRES = 20  # places of a first part that are tried: an endless text ends somewhere
_BESIDE = 8  # a harmless context counts up to here from the words that were found
_NONE: Final[Mapping[DangerKind, Sequence[str]]] = {}

Span = tuple[int, int]


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

    def read(self, said: Said) -> Danger | None:
        plain = said.plain[:LONGEST_TEXT]
        found = self._scan.rules_in(fold_letters(plain))
        if not found:
            return None
        search = _Search(fold_spelling(plain))
        for index in found:
            kind, rule = self._scan.rules[index]
            spans = search.spans(rule, self._words.harmless[kind])
            if spans:
                words = tuple(plain[start:end] for start, end in sorted(spans))
                return Danger(kind=kind, words=words)
        return None

    @cached_property
    def _words(self) -> WordList:
        words = shipped()
        if not self._add and not self._without:
            return words
        kinds = [kind for kind in words.rules if kind not in self._without]
        phrases = [each for each in self._without if each not in set(DangerKind)]
        beside = [read_phrase(each, words.lists) for each in phrases]
        added = {
            kind: [read_rule(line, words.lists) for line in self._add.get(kind, ())]
            for kind in kinds
        }
        return WordList(
            lists=words.lists,
            rules={kind: [*words.rules[kind], *added[kind]] for kind in kinds},
            harmless={kind: [*words.harmless[kind], *beside] for kind in kinds},
        )

    @cached_property
    def _scan(self) -> "_Scan":
        return _Scan([(kind, rule) for kind, rules in self._words.rules.items() for rule in rules])


class _Scan:
    """Which rules are worth trying on a text: those whose every part has some letters in it."""

    def __init__(self, rules: Sequence[tuple[DangerKind, Rule]]) -> None:
        self.rules = rules
        self._by_key: dict[str, list[int]] = {}
        for index, (_, rule) in enumerate(rules):
            for key in rule.needs[0]:
                self._by_key.setdefault(key, []).append(index)
        self._keys = frozenset(self._by_key)
        self._also = [rule.needs[1:] for _, rule in rules]

    def rules_in(self, letters: str) -> list[int]:
        """In the order of the list."""
        strings = _strings_in(letters)
        found = {index for key in self._keys & strings for index in self._by_key[key]}
        return sorted(i for i in found if not any(map(strings.isdisjoint, self._also[i])))


def _strings_in(letters: str) -> set[str]:
    """Every string of up to LONGEST_KEY letters; sets of them are compared at C speed."""
    strings = set(letters)
    ends = list(letters)
    for start in range(1, LONGEST_KEY):
        ends = list(map(add, ends, letters[start:]))
        strings.update(ends)
    return strings


class _Search:
    """One folded text; what was looked for once is remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[Span]] = {}

    def spans(self, rule: Rule, harmless: Sequence[Phrase]) -> list[Span]:
        """The places of a rule's parts; none when the rule does not hold."""
        if not all(map(self._all, rule.rarest_first)):
            return []
        for centre in self._all(rule.parts[0])[:_MOST_CENTRES]:
            found = self._apart(centre, rule.parts[1:])
            some = [self._near(centre, other, _REACH) for other in rule.some]
            counted = [span for span in some if span]
            if not found or len(counted) < rule.least:
                continue
            if not self._is_harmless([*found, *counted], rule.without, harmless):
                return [*found, *counted]
        return []

    def _apart(self, centre: Span, others: Sequence[Phrase]) -> list[Span]:
        """A place of its own for each: 결제 in 결제를 안 했는데 is not a payment beside it."""
        taken = [centre]
        for other in others:
            near = self._near(centre, other, _REACH, taken)
            if near is None:
                return []
            taken.append(near)
        return taken

    def _is_harmless(
        self, spans: Sequence[Span], without: Sequence[Phrase], harmless: Sequence[Phrase]
    ) -> bool:
        if any(self._near(spans[0], phrase, _REACH) for phrase in without):
            return True
        return any(self._near(span, phrase, _BESIDE) for phrase in harmless for span in spans)

    def _near(
        self, centre: Span, phrase: Phrase, reach: int, taken: Sequence[Span] = ()
    ) -> Span | None:
        """The nearest place of the phrase that begins or ends within reach."""
        start, end = centre
        near = (
            span
            for span in self._all(phrase)
            if span[1] >= start - reach
            and span[0] <= end + reach
            and not any(span[0] < other[1] and other[0] < span[1] for other in taken)
        )
        return min(near, key=lambda span: abs(span[0] - start), default=None)

    def _all(self, phrase: Phrase) -> list[Span]:
        found = self._found.get(phrase.source)
        if found is None:
            found = [each.span() for each in phrase.pattern.finditer(self._text)]
            self._found[phrase.source] = found
        return found
