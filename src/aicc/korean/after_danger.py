"""Reads how things stand after a warning of danger: still on the line, sent already, over.

The words stand in `words/after_danger.txt`.
"""

from functools import cache

from aicc.domain.danger import Aftermath
from aicc.domain.said import Said
from aicc.korean.text.rules.reader import RuleReader
from aicc.korean.text.rules.words import read_rules
from aicc.korean.words.lists import text_of


def aftermath(said: Said) -> Aftermath | None:
    """None where the sentence is about something else."""
    return next((state for state, _ in _reader().read(said)), None)


@cache
def _reader() -> RuleReader[Aftermath]:
    return RuleReader(read_rules(text_of("after_danger"), Aftermath))
