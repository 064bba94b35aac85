"""Taking back without the word for it, said with the word: 예약한 거 필요 없게 됐어요 is 취소.

The words stand in `words/undoing.txt`. A question what happens if, or a wish for another day, is
none.
"""

import re
from functools import cache

from aicc.korean.words.brackets import expressions
from aicc.korean.words.lists import read_list

_LONGEST = 60  # letters; in a longer story other things stand between
_TOUCHING = re.compile(r"(?<=[가-힣])(?=[가-힣(])|(?<=\))(?=[가-힣(])")
_UNDO = "취소해 주세요"


def with_its_word(plain: str) -> str:
    """The same sentence where nothing is taken back."""
    if len(plain) > _LONGEST or "?" in plain:
        return plain
    made, needless, other = _patterns()
    begun = made.search(plain)
    end = needless.search(plain, begun.end()) if begun else None
    if end is None or other.search(plain):
        return plain
    return f"{plain[: end.start()].rstrip()} {_UNDO}"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    read = expressions(read_list("undoing"))
    return tuple(
        re.compile(_TOUCHING.sub(" ?", read[name])) for name in ("made", "needless", "else")
    )
