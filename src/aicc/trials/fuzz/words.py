"""The phrases of made-up customers, read once from words.yaml."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from aicc.packs.yaml_reading import read_yaml


class Words:
    def __init__(self, groups: Mapping[str, Sequence[str] | str]) -> None:
        self._groups = groups

    def one(self, group: str, chance: Random, **values: str) -> str:
        """One phrase of the group by chance, with its fields filled in."""
        phrases = self._groups[group]
        text = phrases if isinstance(phrases, str) else chance.choice(phrases)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text


@cache
def words() -> Words:
    return Words(read_yaml(Path(__file__).with_name("words.yaml")))
