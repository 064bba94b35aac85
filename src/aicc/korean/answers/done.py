"""Asking whether something is done: 카드 정지된 거죠?, 접수됐나요?, 이제 막힌 상태인가요?"""

import re
from functools import cache

from aicc.domain.said import Said
from aicc.korean.words.lists import read_list

_LONGEST = 40
_DONE = re.compile(
    r"(?:(?:된|끝난|막힌|나간|들어간|바뀐|잡힌|풀린|멈춘|보내진|끊긴) ?(?:거|건|것|걸|게)"
    r" ?(?:이?[예에]요|이?죠|이?지요?|가요|맞|아니|이?야|입니까|로|임)"
    r"|(?:됐|되었|끝났|막혔|나갔|들어갔|바뀌었|바꼈|잡혔|풀렸|멈췄|보내졌|끊겼)"
    r"(?:나요?|죠|지요?|습니까|는지|을까요?|냐|는가요|어요?\?|음\?|[?])"
    r"|(?:된|돼 ?있는|되어 ?있는|막힌|막혀 ?있는|멈춘) ?상태"
    r"|(?:돼|되어|막혀|잡혀|멈춰) ?있(?:나요?|는 ?[거건]|죠|지요?|습니까|는지|어요?\?))"
)
_OTHERWISE = re.compile(
    r"왜|어떻게|어떡|언제|얼마|며칠|몇|누가|어디|면 (?!되)|다면|려면|야 ?되|야 ?돼|안 ?되나"
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:은|는|이|가|을|를|도|로|의|만|은요|는요)$")


def asked_if_done(said: Said) -> tuple[str, ...] | None:
    """The nouns of which it is asked whether they are done, maybe none; None where that is not
    asked."""
    plain = said.plain
    found = _DONE.search(plain) if len(plain) <= _LONGEST else None
    if found is None or _OTHERWISE.search(plain):
        return None
    words = plain[: found.start()].split()
    bare = (_PARTICLE.sub("", word.strip("?.!,~")) for word in words)
    return tuple(word for word in bare if len(word) > 1 and word not in _around())


@cache
def _around() -> frozenset[str]:
    return frozenset(read_list("done")["around"])
