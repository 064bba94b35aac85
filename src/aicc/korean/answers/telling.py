"""Who tells what they do or are instead of naming it: 남의 가게에서 머리 만지는 일 해요."""

import re

from aicc.domain.said import Said

_TELLS = re.compile(
    r"(?:(?:일|장사|농사|사업|알바|아르바이트|근무|운영|운전|살림|청소|경비|배달)(?:을|를|도|만)? ?"
    r"(?:하|해|합|했|다니|다녀|지어|짓|서요|섭니다|봐|보고)|(?:다녀|다니|다닙|나가|나갑|가르쳐|가르치|팔아|팔고|지어|지으|몰아|몰고"
    r"|고쳐|고치|키워|키우|만들어|만들고|벌어|벌고|쉬고|쉬어|살아|있어|있습|도와|보고|봐주|나와서|받아|받고)"
    r"[가-힣]{0,6} ?(?:있어|있습|있는|있|살아|먹고)?)"
    r"[가-힣]{0,4}[.!~ ]*$"
)
_WANTS = re.compile(r"주세요|줘요?|주십|달라|싶|할래|할게|려고|[까나]요|궁금|부탁|안 ?[돼되]|못")


def tells_of_self(said: Said) -> bool:
    """Nothing is asked for and nothing complained of."""
    return _TELLS.search(said.plain) is not None and _WANTS.search(said.plain) is None
