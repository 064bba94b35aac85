"""Whether a sentence stands alone, and which of its words the next one may leave out.

"그럼 수수료는요?", "적금은요?", "그거 언제 빠져나가요?" are read with what was spoken of before.
"""

import re

from aicc.domain.said import Said
from aicc.korean.text.rewording import point_of

_LONGEST = 22  # letters; a longer sentence says what it is about
_POINTS_BACK = re.compile(
    r"^(?:그럼|그러면|그리고|근데|그런데|그거|그건|그게|그걸|그것|거기|그때|그 |저거|이거|이건|그중|그 중|아까 그|아까)"
)
_LEFT_OUT = re.compile(
    r"(?:은|는|도|이랑은|랑은|하고는|에는|에도|으로는|로는|면|중에|때는|때도)(?:요|여)?\s*[?~.!]*$"
)
_ASKS_ONLY = re.compile(
    r"^(?:언제|어디서|어디로|어디|얼마|얼마나|며칠|어떻게|왜|누가|몇|뭐|무슨|하루에|한 번에|중간에|현금으로|다른|더)"
)
_BACK_WORDS = re.compile(
    r"^(?:그거|그건|그게|그걸|그것|이거|이건|이게|저거|그때|거기)(?:는|은|도|를|을)?\s*"
)


def leaves_out(said: Said) -> bool:
    """It has the shape of a sentence that only its predecessor completes."""
    plain = said.plain
    if len(plain.replace(" ", "")) > _LONGEST:
        return False
    bare = point_of(said).plain
    return bool(_POINTS_BACK.search(plain) or _LEFT_OUT.search(plain) or _ASKS_ONLY.search(bare))


def completed(said: Said, words: tuple[str, ...]) -> str:
    """The sentence with what it left out."""
    bare = _BACK_WORDS.sub("", point_of(said).plain)
    missing = [word for word in words if word not in bare]
    return " ".join((*missing, bare))
