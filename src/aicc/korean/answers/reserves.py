"""What keeps an agreeable sentence from being a yes: a condition, a doubt, a question, a moment's
wait, another day.

"수수료 없으면 할게요" is none, "정도면 괜찮네요" and "해 주시면 고맙죠" set no condition.
"""

import re

from aicc.domain.said import Said
from aicc.korean.answers.corrections import takes_back

_CONDITION = re.compile(r"(?P<word>[가-힣]+면)(?P<behind>[ ,].*)$")
_NO_CONDITION = re.compile(
    r"(?:그러|이러|그렇다|그렇|정도|그거|이거|그걸|시간|그때|그날|날짜|요일|금액|가격|조건|어쩌|왜냐하)(?:이)?면"
    r"|(?:안 ?하|내야 ?[되하]|해야 ?[되하])면"
)
_PLEASED = re.compile(r" ?(?:될|되|돼|됩|감사|좋|고맙|고마|땡큐|다행|살 것|저야|나야)")
_DOUBT = re.compile(
    r"글쎄|모르겠|모르는|고민|걱정|무섭|무서|불안|망설|애매|괜찮을까|될까|할까|려나|을까|을지|는지|은지"
    r"|나 ?싶|맞나|[?]|나요[.! ]*$|까요[.! ]*$|가요[.! ]*$"
)
_WAIT = re.compile(
    r"잠깐|잠시|기다려|이따|있다가|나중에|먼저|내일|모레|다음 ?(?:주|달|에)"
    r"|(?:확인|체크|검토)(?:을|를)? ?(?:좀|부터|먼저)? ?(?:해|하|부탁)(?! ?(?:했|하였))"
)
_ODD = re.compile(
    r"이상하|이상 ?있|문제 ?(?:가 )?있|빠진|정지|멈|그만|그러든지|말든지"
    r"|다시 (?:한번 )?(?:확인|입력|불러|볼|생각)|(?:근데|그런데|하지만)(?: |$)"
    r"|는데요?[.! ]*$|(?:셨|왜.*|뭐.*|어떻게.*)죠[.! ]*$"
    r"|(?:다|라|자)고 (?:하|그러)(?:더|던|네|는|셨)"
)
_OTHER_WORDS = re.compile(r"(?:했|됐|되었|하였|드렸|보냈|받았)(?:는데|거든|잖아)")


def has_reserves(said: Said) -> bool:
    plain = said.plain
    if waits(said) or takes_back(said):
        return True
    if any(each.search(plain) for each in (_DOUBT, _ODD, _OTHER_WORDS)):
        return True
    found = _CONDITION.search(plain)
    if found is None:
        return False
    is_given = _NO_CONDITION.search(plain[: found.end("word")])
    return not is_given and not _PLEASED.match(found["behind"])


def waits(said: Said) -> bool:
    """Not now, or not before something else: whatever else it says is no consent yet."""
    return bool(_WAIT.search(said.plain))
