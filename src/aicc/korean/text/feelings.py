"""Words that say how a customer feels, with how strongly: for signals and for the sentiment.

The words are a list, words/feelings.txt; here is how they become expressions to search with.
"""

import re
from collections.abc import Mapping
from functools import cache

from aicc.korean.words.lists import text_of

# What may follow in honest words: names before 발급, 발송; 시발점; 팔십
_HARMLESS = "(?![점송급음표행생견달휘전령작차한로십백천만])"

# Between what is praised and what is blamed: what a clause ends with, what the next begins with
CONTRAST = re.compile(
    r"[ ,](?:(?<=지만.)|(?<=니다만.)|(?<=[는은한근]데.)|(?<=그러나.)|(?<=그래도.))"
)


def expressions(feeling: str) -> Mapping[str, float]:
    """One expression a line of the list, with its strength: `열받|열불|…` of anger is 0.9."""
    return _all()[feeling]


@cache
def _all() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in text_of("feelings").splitlines():
        sign, colon, words = line.partition(": ")
        if colon and not line.startswith("#"):
            feeling, strength = sign.split()
            pattern = words.replace(" | ", "|").replace("<harmless>", _HARMLESS)
            found.setdefault(feeling, {})[pattern] = float(strength)
    return found
