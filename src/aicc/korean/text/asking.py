"""Whether a sentence is put as a question, with or without its sign."""

import re

from aicc.domain.said import Said

_ENDS = re.compile(
    r"(?:나요|까요?|[인은는던]가요|[은는을]지요?|던가요?|습니까|답니까|냐고?요?|능교|는교|니|죠|지요|래요|[?])"
    r"[?.!~ ]*$"
)
_CLOSED_BY_N = "".join(chr(code) for code in range(ord("간"), ord("힣") + 1, 28))
_IS_IT = re.compile(rf"[{_CLOSED_BY_N}]가요?[?.!~ ]*$")
_WORD = re.compile(
    r"(?<!지 )뭐|뭔|뭘|무슨|무엇|어디|언제|누구|누가|왜|어떻게|어떤|어떡|얼마|얼만"
    r"|몇|어느|어째|며칠"
)
_WHETHER = re.compile(
    r"되나|돼요|됩니까|될까|되는지|수 ?있|가능|안 ?되|안 ?돼|언제|며칠|얼마나 ?(?:걸|기다)|오래 ?걸"
)


def asks(said: Said) -> bool:
    """학교에서 가르쳐요 tells, 얼마 내요 asks; 큰가요 asks, 같이 꾸려 가요 tells."""
    if _IS_IT.search(said.plain):
        return True
    return _ENDS.search(said.plain) is not None or _WORD.search(said.plain) is not None


def asks_whether_or_when(said: Said) -> bool:
    """취소도 되나요?, 결과는 언제 나와요? — and not 잔액 얼마예요?, which wants it told."""
    return asks(said) and _WHETHER.search(said.plain) is not None
