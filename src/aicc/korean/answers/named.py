"""A pack's own word for yes, wherever it stands in a short sentence: "왜 안 돼요 불량인데"."""

import re
from collections.abc import Sequence

_DENIED = re.compile("아니|아닌|아녜|없|않|못|모르|안 |멀쩡|괜찮|정상")
_LONGEST = 30  # letters
_SHORTEST = 2


def names_one(plain: str, words: Sequence[str]) -> bool:
    """Of the words that stand alone: a phrase of several is read as its own verb."""
    if not words or len(plain) > _LONGEST or "?" in plain or _DENIED.search(plain):
        return False
    packed = plain.replace(" ", "")
    return any(word in packed for word in words if " " not in word and len(word) >= _SHORTEST)
