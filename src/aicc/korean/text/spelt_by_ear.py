"""Spellings by ear and of chats as content writes them: 시퍼요 is 싶어요, 어케 is 어떻게.

The list is `words/spellings.txt`; a linguist changes a line of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aicc.korean.words.lists import read_list


@dataclass(frozen=True, slots=True)
class Spellings:
    """Wrong to right: whole words, beginnings, ends, and what stands anywhere."""

    whole: Mapping[str, str]
    starts: Mapping[str, str]
    ends: Mapping[str, str]
    inside: Mapping[str, str]
    pattern: re.Pattern[str]  # of what stands anywhere

    def right(self, run: str) -> str:
        """A run of Hangul as it is spelt rightly."""
        if run in self.whole:
            return self.whole[run]
        for size in (3, 2):
            if run[:size] in self.starts:
                run = self.starts[run[:size]] + run[size:]
                break
        run = self.pattern.sub(self._of_inside, run)
        for size in (4, 3, 2):
            if run[-size:] in self.ends:
                return run[:-size] + self.ends[run[-size:]]
        return run

    def _of_inside(self, found: re.Match[str]) -> str:
        return self.inside[found[0]]


@cache
def spellings() -> Spellings:
    tables: dict[tuple[bool, bool], dict[str, str]] = {
        (begins, ends): {} for begins in (True, False) for ends in (True, False)
    }
    for right, listed in read_list("spellings").items():
        for wrong in listed:
            tables[wrong.startswith("^"), wrong.endswith("$")][wrong.strip("^$")] = right
    inside = tables[False, False]
    return Spellings(
        whole=tables[True, True],
        starts=tables[True, False],
        ends=tables[False, True],
        inside=inside,
        pattern=re.compile("|".join(sorted(inside, key=len, reverse=True))),
    )
