"""Whether a sentence names no matter at all: this, that, two of them, until when.

The words stand in `words/vague.txt`. What fits it is no question about anything, whatever entry
some word of it may stand in.
"""

import re
from functools import cache

from aicc.domain.said import Said
from aicc.korean.words.lists import read_list

_LONGEST = 24  # letters; who says more names something
_SIGNS = re.compile(r"[^가-힣A-Za-z0-9]+")


def names_nothing(said: Said) -> bool:
    """이게 뭔가요 names nothing, 이게 배송비인가요 does."""
    return said.once(_read)


def _read(said: Said) -> bool:
    words = [word for word in _SIGNS.split(said.plain) if word]
    if not words or sum(map(len, words)) > _LONGEST:
        return False
    return all(map(_word().fullmatch, words))


@cache
def _word() -> re.Pattern[str]:
    lists = {
        name: sorted({each for line in listed for each in line.split()}, key=len, reverse=True)
        for name, listed in read_list("vague").items()
    }
    of = {name: "|".join(map(re.escape, words)) for name, words in lists.items()}
    return re.compile(
        f"(?!{of['name']})(?:{of['thing']}|{of['verb']})(?:{of['ending']}|{of['verb']})*"
    )
