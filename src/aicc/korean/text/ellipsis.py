"""Whether a sentence stands alone, and which of its words the next one may leave out.

"그럼 수수료는요?", "적금은요?", "그거 언제 빠져나가요?" are read with what was spoken of before.
"""

import re
from enum import IntEnum

from aicc.domain.said import Said
from aicc.korean.text.rewording import point_of

_LONGEST = 22  # letters; a longer sentence says what it is about
_LEFT_OUT = re.compile(
    r"(?:은|는|도|이랑은|랑은|하고는|에는|에도|으로는|로는|면|중에|때는|때도)(?:요|여)?\s*[?~.!]*$"
)
_ASKS_ONLY = re.compile(
    r"^(?:언제|어디서|어디로|어디|얼마|얼마나|며칠|어떻게|왜|누가|몇|뭐|무슨|하루에|한 번에|중간에"
    r"|현금으로|다른|더|한 ?달에|매달|일 ?년에|제일|가장|최소|최대|보통|연말에|언제까지|어디까지)"
)
_OTHER_SIDE = re.compile(r"(?:은|는)(?:요|여)?\s*[?~.!]*$")
_BACK_WORDS = re.compile(
    r"^(?:그거|그건|그게|그걸|그것|이거|이건|이게|저거|그때|거기)(?:는|은|도|를|을)?\s*"
)


class LeavesOut(IntEnum):
    """How surely only its predecessor completes a sentence."""

    NOTHING = 0
    PERHAPS = 1
    SURELY = 2


def leaves_out(said: Said) -> LeavesOut:
    plain = said.plain
    if len(plain.replace(" ", "")) > _LONGEST:
        return LeavesOut.NOTHING
    bare = point_of(said).plain
    if _BACK_WORDS.search(bare) or _LEFT_OUT.search(plain) or _ASKS_ONLY.search(bare):
        return LeavesOut.SURELY
    return LeavesOut.PERHAPS


def completed(said: Said, words: tuple[str, ...]) -> str:
    """The sentence with what it left out: all of it, or the topic alone where it names another
    side of it ("금리는요?" of 적금 가입 is about 적금)."""
    bare = _BACK_WORDS.sub("", point_of(said).plain)
    names_a_side = _OTHER_SIDE.search(said.plain) and not _ASKS_ONLY.search(bare)
    left_out = words[:1] if names_a_side else words
    return " ".join((*(word for word in left_out if word not in bare), bare))
