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


_FAVOUR = re.compile(r"주세요|줘|주시|주실|달라|주이소|부탁")
# Done to a thing that is not named: 빨리 돌려 주세요, 바꿔 줘요, 그럼 빼 주세요
_BARE_DEED = re.compile(
    r"^(?:(?:그냥|빨리|얼른|그럼|그러면|이제|좀|제발|다시|도로|전부|다)\s*)*"
    r"(?:돌려|되돌려|바꿔|고쳐|빼|넣어|보내|물러|풀어|막아|취소해|해지해|변경해)\s?"
    r"(?:주세요|주셔요|주십시오|줘요|줘|주실래요|주시면|달라고요|주라고요)[\s.!?~]*$"
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
    if (
        _BARE_DEED.match(plain)
        or _BACK_WORDS.search(bare)
        or _LEFT_OUT.search(plain)
        or _ASKS_ONLY.search(bare)
    ):
        return LeavesOut.SURELY
    return LeavesOut.PERHAPS


def undoing(words: tuple[str, ...]) -> str:
    """To take back what was spoken of, as its own sentence."""
    return f"{' '.join(words)} 취소해 주세요"


def asks_for_it(said: Said) -> bool:
    """As a favour, 취소해 주세요, and not as something that the customer will do, 취소할게요."""
    return bool(_FAVOUR.search(said.plain))


def completed(said: Said, words: tuple[str, ...]) -> str:
    """The sentence with what it left out: all of it, or the topic alone where it names another
    side of it ("금리는요?" of 적금 가입 is about 적금)."""
    bare = _BACK_WORDS.sub("", point_of(said).plain)
    names_a_side = _OTHER_SIDE.search(said.plain) and not _ASKS_ONLY.search(bare)
    left_out = words[:1] if names_a_side else words
    return " ".join((*(word for word in left_out if word not in bare), bare))
