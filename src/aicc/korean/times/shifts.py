"""Earlier or later by so much than what was said before: 한 시간 앞당겨서요, 그럼 30분 뒤로요."""

import re
from datetime import timedelta

from aicc.korean.times.durations import duration_at

_STARTS = re.compile(
    r"(?<![\d가-힣])(?=\d|반 ?시간|하루|이틀|사흘|나흘|일주일|[한두세네다섯여십이삼사오])"
)
_BEFORE_WORD = r" ?(?:만|정도|쯤|씩)? ?(?:더 ?)?"
_EARLIER = re.compile(rf"{_BEFORE_WORD}(?:앞당|앞으로|일찍|빨리|빠르|먼저|당[겨기길]|이르|전으로)")
_LATER = re.compile(rf"{_BEFORE_WORD}(?:뒤로|미[뤄루룰]|늦[게춰추을출]|나중|후로)")
_LONGEST = timedelta(days=31)


def shift_said(plain: str) -> timedelta | None:
    """The difference, below zero for earlier; None where none is told."""
    if "?" in plain:
        return None
    for start in _STARTS.finditer(plain):
        duration = duration_at(plain, start.start())
        if duration is None:
            continue
        sign = -1 if _EARLIER.match(plain, duration.end) else 1
        if sign > 0 and not _LATER.match(plain, duration.end):
            continue
        by = timedelta(seconds=float(duration.seconds))
        return sign * by if by <= _LONGEST else None
    return None
