"""Which rules of a list a sentence meets: one scan for rare letters, then the rules in question.

A sentence that meets none costs little more than the scan.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import add
from typing import Final, Generic

from aicc.domain.said import Said
from aicc.korean.text.phrases import LONGEST_KEY, Phrase
from aicc.korean.text.rules.words import Kind, Rule, WordRules
from aicc.korean.text.spelling import fold_letters, fold_spelling

LONGEST_TEXT = 2000  # what is behind it in a customer's text is not searched
_REACH: Final = 45  # characters to either side of the first part in which the others have to stand
_MOST_CENTRES: Final = 20  # places of a first part that are tried: an endless text ends somewhere
_BESIDE: Final = 8  # a harmless context counts up to here from the words that were found

Span = tuple[int, int]


class RuleReader(Generic[Kind]):
    def __init__(self, words: WordRules[Kind]) -> None:
        self._words = words

    def read(self, said: Said) -> Iterator[tuple[Kind, tuple[str, ...]]]:
        """The kinds whose rules are met, in the order of the list, each with the words that met
        it in the order of the sentence."""
        plain = said.plain[:LONGEST_TEXT]
        found = self._scan.rules_in(fold_letters(plain))
        if not found:
            return
        search = _Search(fold_spelling(plain))
        for index in found:
            kind, rule = self._scan.rules[index]
            spans = search.spans(rule, self._words.harmless[kind])
            if spans:
                yield kind, tuple(plain[start:end] for start, end in sorted(spans))

    @cached_property
    def _scan(self) -> "_Scan[Kind]":
        return _Scan([(kind, rule) for kind, rules in self._words.rules.items() for rule in rules])


class _Scan(Generic[Kind]):
    """Which rules are worth trying on a text: those whose every part has some letters in it."""

    def __init__(self, rules: Sequence[tuple[Kind, Rule]]) -> None:
        self.rules = rules
        by_key: dict[str, tuple[int, ...]] = {}
        for index, (_, rule) in enumerate(rules):
            alone = (index,)  # one for the many keys that this rule has for itself
            for key in rule.needs[0]:
                by_key[key] = (*by_key[key], index) if key in by_key else alone
        self._by_key = by_key
        self._also = [rule.needs[1:] for _, rule in rules]

    def rules_in(self, letters: str) -> list[int]:
        """In the order of the list."""
        strings = _strings_in(letters)
        found = {index for key in self._by_key.keys() & strings for index in self._by_key[key]}
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
