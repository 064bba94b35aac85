"""Sums of money in a sentence, in won, for whoever asks for nothing else of it."""

import re

from aicc.domain.said import Said
from aicc.korean.numbers.money import find_money
from aicc.korean.numbers.read import numerals
from aicc.korean.text.said import folded

_MAY_BE_MONEY = re.compile("[원억만천]|krw|₩", re.IGNORECASE)


def amounts_won(said: Said) -> tuple[int, ...]:
    return said.once(_read)


def _read(said: Said) -> tuple[int, ...]:
    if _MAY_BE_MONEY.search(said.raw) is None:
        return ()
    text = folded(said).text
    values = [each.value for each in find_money(text, tuple(numerals(text)))]
    return tuple(_won(value) for value in values)


def _won(value: object) -> int:
    """0 for another currency."""
    if not isinstance(value, dict) or value.get("currency", "KRW") != "KRW":
        return 0
    told = (value.get(name) for name in ("amount", "max", "min"))
    return int(next((each for each in told if isinstance(each, int | float)), 0))
