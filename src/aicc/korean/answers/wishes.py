"""Reads wishes that need no topic: 사람이 좀 받아 주세요, 그냥 앱에서 할게요.

The words stand in `words/wishes.txt`.
"""

from functools import cache

from aicc.domain.said import Said
from aicc.domain.wish import Wish
from aicc.korean.text.rules.reader import RuleReader
from aicc.korean.text.rules.words import read_rules
from aicc.korean.words.lists import text_of


def wishes(said: Said) -> frozenset[Wish]:
    return said.once(_read)


def _read(said: Said) -> frozenset[Wish]:
    return frozenset(wish for wish, _ in _reader().read(said))


@cache
def _reader() -> RuleReader[Wish]:
    return RuleReader(read_rules(text_of("wishes"), Wish))
