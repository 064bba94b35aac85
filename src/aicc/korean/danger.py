"""Reads danger in what a customer says: fraud under way, money taken, a life at risk.

The words stand in `words/danger.txt`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

from aicc.domain.danger import Danger, DangerKind
from aicc.domain.said import Said
from aicc.korean.text.phrases import read_phrase
from aicc.korean.text.rules.reader import RuleReader
from aicc.korean.text.rules.words import WordRules, read_rule, read_rules
from aicc.korean.words.lists import text_of

_NONE: Final[Mapping[DangerKind, Sequence[str]]] = {}


@cache
def shipped() -> WordRules[DangerKind]:
    return read_rules(text_of("danger"), DangerKind)


@cache
def _shipped_reader() -> RuleReader[DangerKind]:
    """One for all engines whose pack says nothing else."""
    return RuleReader(shipped())


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
        for kind, words in self._reader.read(said):
            return Danger(kind=kind, words=words)
        return None

    @cached_property
    def _reader(self) -> RuleReader[DangerKind]:
        return RuleReader(self._words()) if self._add or self._without else _shipped_reader()

    def _words(self) -> WordRules[DangerKind]:
        words = shipped()
        kinds = [kind for kind in words.rules if kind not in self._without]
        phrases = [each for each in self._without if each not in set(DangerKind)]
        beside = [read_phrase(each, words.lists) for each in phrases]
        added = {
            kind: [read_rule(line, words.lists) for line in self._add.get(kind, ())]
            for kind in kinds
        }
        return WordRules(
            lists=words.lists,
            rules={kind: [*words.rules[kind], *added[kind]] for kind in kinds},
            harmless={kind: [*words.harmless[kind], *beside] for kind in kinds},
        )
