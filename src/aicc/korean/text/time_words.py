"""Words of a day, a month or an hour: asked with them, anything sounds like opening hours."""

import re

from aicc.domain.said import Said

_WORD = re.compile(
    r"오늘|내일|모레|어제|그제|아침|점심|저녁|낮에|밤에|밤 |새벽|오전|오후|주말|평일|연휴|명절|설날"
    r"|추석|[0-9]{1,2} ?월|[일이삼사오육칠팔구십]월에|봄|여름|가을|겨울|몇 ?시|몇 ?월|며칠"
    r"|언제|요일"
)


def names_time(said: Said) -> bool:
    return _WORD.search(said.plain) is not None
